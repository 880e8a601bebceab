/** `watchbill metrics pull` against a server on this machine that answers as Datadog does. */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { metricNames } from "../../cli/metrics/names";
import { BIN, type Folder, openFolder } from "./run-command";

const API_KEY = "canary-api-key-4711";
const APP_KEY = "canary-app-key-0815";

type Answer = (name: string, request: IncomingMessage, response: ServerResponse) => void;

let folder: Folder;
let server: Server;
let address: string;
let asked: string[];
let answer: Answer;

const KNOWN: Answer = (_name, _request, response) =>
  json(response, 200, { type: "count", unit: "error", per_unit: null, integration: "apm" });

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

beforeEach(async () => {
  folder = openFolder("starter");
  asked = [];
  answer = KNOWN;
  server = createServer((request, response) => {
    const name = decodeURIComponent(/^\/api\/v1\/metrics\/([^/?]+)$/.exec(request.url ?? "")?.[1] ?? "");
    asked.push(name);
    answer(name, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  folder.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function environment(more: Record<string, string> = {}): Record<string, string> {
  const none = { DATADOG_API_KEY: "", DATADOG_APP_KEY: "", DATADOG_HOST: "", DD_SITE: "" };
  return { ...none, DD_API_KEY: API_KEY, DD_APP_KEY: APP_KEY, DD_HOST: address, ...more };
}

function pull(args: string[] = [], more: Record<string, string> = {}) {
  return folder.run(["metrics", "pull", ...args], environment(more));
}

const monitor = (query: string) => ({ type: "query alert", name: "x", query, message: "@slack-x" });

function writeMonitors(...queries: string[]): void {
  writeFileSync(join(folder.dir, "monitors.json"), JSON.stringify(queries.map(monitor)));
}

describe("names of metrics", () => {
  it("are those of monitors, objectives, variables and widgets, each once and sorted", () => {
    const objects = [
      monitor("avg(last_5m):sum:b.errors{*}.as_count() / sum:a.hits{*}.as_count() > 0.05"),
      { query: { numerator: "sum:c.good{*}.as_count()", denominator: "sum:a.hits{*}.as_count()" } },
      { query: 'formula("q").last("5m") > 1', options: { variables: [{ name: "q", query: "avg:d.load{*}" }] } },
      { widgets: [{ definition: { requests: [{ q: "avg:e.size{*}" }, { queries: [{ query: "max:f.size{*}" }] }] } }] },
    ];
    expect(metricNames(objects)).toEqual(["a.hits", "b.errors", "c.good", "d.load", "e.size", "f.size"]);
  });

  it("are not in logs, checks, composites, messages or placeholders", () => {
    const objects = [
      monitor('logs("service:web status:error").index("*").rollup("count").last("5m") > 5'),
      monitor('"ntp.in_sync".over("*").by("host").last(2).count_by_status()'),
      monitor("123 && !456"),
      monitor("avg(last_5m):avg:${metric}{*} > 1"),
      { message: "avg:a.b{*}" },
    ];
    expect(metricNames(objects)).toEqual([]);
  });
});

describe("metrics pull", () => {
  it("asks for every metric of the catalog and writes a sorted table into it, the same each time", async () => {
    const ran = await pull();
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(asked.sort()).toEqual([...new Set(asked)].sort());
    expect(asked).toContain("trace.http.request.errors");
    const file = join(folder.dir, "catalog", "metrics.tsv");
    const text = readFileSync(file, "utf8");
    const [head, ...lines] = text.trimEnd().split("\n");
    expect(head).toBe("metric\ttype\tunit\tper_unit\tsource");
    expect(lines).toEqual(asked.map((name) => `${name}\tcount\terror\t\tpulled`));
    const again = await pull();
    expect(again.out).toContain("unchanged");
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(await folder.run(["check"])).toMatchObject({ code: 0 });
  });

  it("finds out which of the catalog's own metrics have arrived: the others wait, which check says in a line", async () => {
    writeFileSync(
      join(folder.dir, "catalog", "own.yaml"),
      "metrics:\n  own.sent: { type: count, unit: error, metadata: true }\n  own.later: { type: count, unit: error, tags: [] }\n",
    );
    const resources = async () =>
      (await folder.run(["render", "--env", "prod", "--kind", "datadog/metric-metadata"])).out;
    const before = await folder.run(["check", "--fail-on", "warning"]);
    expect(before.code).toBe(0);
    expect(before.out).toMatch(/^2 metrics have not arrived at Datadog yet as far as is known:/m);
    expect(await resources()).not.toContain("own-sent");
    answer = (name, request, response) =>
      name === "own.later" ? json(response, 404, { errors: ["no"] }) : KNOWN(name, request, response);
    expect((await pull()).out).toContain("1 metric unknown to Datadog:\n  own.later\n");
    expect((await folder.run(["check"])).out).toMatch(/^1 metric has not arrived at Datadog yet/m);
    expect(await resources()).toContain("own-sent");
  });

  it("asks for the metrics of JSON files, and lint reads what it wrote", async () => {
    writeMonitors("avg(last_5m):avg:shop.basket.wait{*} > 5", "avg(last_5m):avg:shop.basket.size{*} > 5");
    answer = (name, _, response) =>
      json(response, 200, { type: "gauge", unit: name === "shop.basket.wait" ? "millisecond" : null });
    const ran = await pull(["monitors.json", "--out", "known.tsv"]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder.dir, "known.tsv"), "utf8").split("\n").slice(1)).toEqual([
      "shop.basket.size\tgauge\t\t\tpulled",
      "shop.basket.wait\tgauge\tmillisecond\t\tpulled",
      "",
    ]);
    const notChecked = async (...args: string[]) =>
      JSON.parse((await folder.run(["lint", "monitors.json", "--format", "json", ...args])).out).summary.notChecked;
    expect(await notChecked("--metrics", "known.tsv")).toBeLessThan(await notChecked());
  });

  it("counts what Datadog does not know, and what it knows nothing of, and leaves both out", async () => {
    writeMonitors(
      "avg(last_5m):avg:a.known{*} > 5",
      "avg(last_5m):avg:a.gone{*} > 5",
      "avg(last_5m):avg:a.bare{*} > 5",
    );
    answer = (name, request, response) => {
      if (name === "a.known") KNOWN(name, request, response);
      else if (name === "a.bare") json(response, 200, { type: null, unit: null });
      else json(response, 404, { errors: ["Metric not found"] });
    };
    const { code, out } = await pull(["monitors.json"]);
    expect(out).toBe(
      "metrics.tsv: 1 metric\n1 metric without type and unit at Datadog: not in the file\n1 metric unknown to Datadog:\n  a.gone\n",
    );
    expect(code).toBe(0);
  });

  it("sends the keys in the two headers, and shows them nowhere", async () => {
    const seen: unknown[] = [];
    answer = (name, request, response) => {
      seen.push([request.headers["dd-api-key"], request.headers["dd-application-key"]]);
      KNOWN(name, request, response);
    };
    const ran = await pull();
    expect(new Set(seen.map(String))).toEqual(new Set([`${API_KEY},${APP_KEY}`]));
    const written = readFileSync(join(folder.dir, "catalog", "metrics.tsv"), "utf8");
    expect(ran.out + ran.err + written).not.toContain("canary");
  });

  it("waits as long as the vendor says after a 429, and then goes on", async () => {
    writeMonitors("avg(last_5m):avg:a.one{*} > 5");
    const times: number[] = [];
    answer = (name, request, response) => {
      times.push(Date.now());
      if (times.length > 1) KNOWN(name, request, response);
      else json(response, 429, { errors: ["Rate limit"] }, { "x-ratelimit-reset": "3" });
    };
    const ran = await pull(["monitors.json"]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2990);
    expect(ran.err).toContain("too many requests (429); going on in 3 s");
  });

  it.each<[string, Answer, RegExp]>([
    ["refused keys", (_, __, response) => json(response, 403, { errors: ["Forbidden"] }), /refuses the keys \(403\)/],
    ["an answer that is no JSON", (_, __, response) => response.end("<html>"), /not with JSON/],
    [
      "a redirect",
      (_, __, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      /it answered 302/,
    ],
    [
      "a wait of an hour",
      (_, __, response) => json(response, 429, {}, { "x-ratelimit-reset": "3600" }),
      /asks to wait 3600 s/,
    ],
    ["a bad request", (_, __, response) => json(response, 400, { errors: ["no"] }), /it answered 400/],
  ])("ends with 3 on %s, and leaves the old file as it was", async (_, wrong, says) => {
    writeMonitors("avg(last_5m):avg:a.one{*} > 5", "avg(last_5m):avg:a.two{*} > 5");
    writeFileSync(join(folder.dir, "metrics.tsv"), "old\n");
    answer = (name, request, response) => (name === "a.one" ? KNOWN : wrong)(name, request, response);
    const ran = await pull(["monitors.json"]);
    expect(ran.err).toMatch(says);
    expect(ran.err + ran.out).not.toContain("canary");
    expect(ran.code).toBe(3);
    expect(readFileSync(join(folder.dir, "metrics.tsv"), "utf8")).toBe("old\n");
    expect(readdirSync(folder.dir).filter((name) => name.includes("watchbill-new"))).toEqual([]);
  });

  it("leaves the old file as it was on Ctrl-C", async () => {
    writeMonitors("avg(last_5m):avg:a.one{*} > 5", "avg(last_5m):avg:a.two{*} > 5");
    writeFileSync(join(folder.dir, "metrics.tsv"), "old\n");
    const child = spawn(process.execPath, [BIN, "metrics", "pull", "monitors.json"], {
      cwd: folder.dir,
      env: { ...process.env, ...environment() },
      stdio: ["ignore", "ignore", "pipe"],
    });
    // The second is never answered.
    answer = (name, request, response) => (name === "a.one" ? KNOWN(name, request, response) : child.kill("SIGINT"));
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    expect(await new Promise((resolve) => child.once("close", resolve)), err).toBe(130);
    expect(err).toContain("interrupted");
    expect(readFileSync(join(folder.dir, "metrics.tsv"), "utf8")).toBe("old\n");
  });

  const WRONG: [what: string, args: string[], env: Record<string, string>, says: string][] = [
    ["no API key", [], { DD_API_KEY: "" }, "there is no DD_API_KEY"],
    ["no application key", [], { DD_APP_KEY: "" }, "there is no DD_APP_KEY"],
    ["a key with a line break in it", [], { DD_APP_KEY: "canary\nkey" }, "DD_APP_KEY holds characters that no key has"],
    ["an address without TLS", ["--address", "http://example.com"], {}, "would send the keys in clear"],
    ["an address that is none", ["--address", "datadog"], {}, '"datadog" is no address'],
    ["a file that is not there", ["nowhere.json"], {}, "there is no file or folder nowhere.json"],
    ["a file without metrics", ["Pulumi.yaml"], {}, "this is not JSON"],
    ["a folder that is not there", ["--out", "none/metrics.tsv"], {}, "there is no such file or folder"],
  ];

  it.each(WRONG)("ends with 2 on %s", async (_, args, env, says) => {
    const ran = await pull(args, env);
    expect(ran.err).toContain(says);
    expect(ran.err).not.toContain("canary");
    expect(ran).toMatchObject({ code: 2, out: "" });
  });

  it("says so when the catalog has mistakes, and asks nothing", async () => {
    folder.edit("catalog/organisation.yaml", "notify: page", "notify: pager");
    const ran = await pull();
    expect(ran.err).toContain("`pager`");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(asked).toEqual([]);
    expect(existsSync(join(folder.dir, "catalog", "metrics.tsv"))).toBe(false);
  });

  it("asks for nothing when nothing is named", async () => {
    mkdirSync(join(folder.dir, "none"));
    const ran = await pull(["none"]);
    expect(ran.err).toContain("no metric is named");
    expect(ran.code).toBe(2);
  });
});
