/**
 * What the README says to type is typed, as written, in a copy of this checkout; what it says one sees is seen. A command that
 * cannot run here is listed below with the reason, and a new one in the README fails until it is here.
 */

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { command, type Ran, ROOT } from "./workspace";

const README = readFileSync(join(ROOT, "README.md"), "utf8");

const CURL =
  'curl -H "DD-API-KEY: $DD_API_KEY" -H "DD-APPLICATION-KEY: $DD_APP_KEY" https://api.datadoghq.com/api/v1/monitor > monitors.json';

/** Commands of the README that run elsewhere or cannot run on a machine without accounts. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "npm test": "is what runs this test",
  "npm pack": "package.test.ts",
  "mkdir ../monitoring && cd ../monitoring": "package.test.ts has a folder of its own",
  "npm install --ignore-scripts ../watchbill/watchbill-0.1.0.tgz": "package.test.ts, with its own name of the folder",
  [CURL]: "needs an account; a file as it comes from there is written in its place",
  "pulumi login": "needs an account; secrets.test.ts has a backend of its own",
  "npx watchbill init .": "package.test.ts",
  "npx watchbill check": "package.test.ts",
  "npx watchbill up --sandbox": "package.test.ts",
  "npm ci --ignore-scripts": "the tests run after it",
  "pulumi stack init prod": "needs a login; secrets.test.ts does it with a backend of its own",
  "pulumi config set --secret datadog:apiKey": "needs a login; secrets.test.ts does it with a backend of its own",
  "pulumi preview -s prod": "needs a login; secrets.test.ts does it with a backend of its own",
  "pulumi up -s prod": "needs a login; secrets.test.ts does it with a backend of its own",
};
const RUN_HERE = [
  "npm start",
  "./watchbill preview --sandbox",
  "./watchbill explain monitor truststream-api-error-ratio --env prod",
  "./watchbill explain slo truststream-api-availability",
  "./watchbill check",
  "./watchbill destroy --sandbox --env dev",
  "./watchbill lint monitors.json",
  "./watchbill lint monitors.json --fix",
  "./watchbill metrics pull monitors.json",
  "./watchbill lint monitors.json --metrics metrics.tsv",
];

/** Lines of console blocks, and whole commands inside sentences. */
function commandsOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim()),
  );
  const inline = [...markdown.matchAll(/`((?:npm|npx|\.\/watchbill|pulumi) [^`]+)`/g)].map(([, text = ""]) => text);
  // These name a command; they are no examples.
  const named = ["", "pulumi up", "pulumi login s3://…"];
  return [...new Set([...blocks, ...inline])].filter((line) => !named.includes(line));
}

/** Where the `2s` of latency stands, for every service that answers requests. */
const PACK = "catalog/standards/packs/web-service.yaml";

let dir: string;

/**
 * The engine writes the whole state before and after every step, which for all systems is most of the time that it takes; here it writes
 * it once, at the end. What is written in between is what test/crash reads, and sandbox-deployment.test.ts deploys with it.
 */
const ONE_STATE = { PULUMI_SKIP_CHECKPOINTS: "true" };

function type(line: string): Promise<Ran> {
  return command("sh", ["-c", line], dir, ONE_STATE);
}

function edit(file: string, from: string, to: string): void {
  const path = join(dir, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

const LEFT_OUT = new Set(["node_modules", ".watchbill", "dist", ".git", "coverage"]);

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "watchbill-readme-"));
  cpSync(ROOT, dir, { recursive: true, filter: (path) => !LEFT_OUT.has(relative(ROOT, path).split(sep)[0] ?? "") });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
});

afterAll(async () => {
  if (!dir) return;
  await type("./watchbill sandbox stop");
  rmSync(dir, { recursive: true, force: true });
});

describe("the README", () => {
  it("has no command that is not tried, here or where it can be", () => {
    const known = [...RUN_HERE, ...Object.keys(ELSEWHERE)].sort();
    expect(commandsOf(README).sort()).toEqual(known);
  });

  it("names the file that packing makes", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(README).toContain(`/watchbill-${version}.tgz`);
  });

  it("links to pages that exist", () => {
    const links = [...README.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !path.includes(":"));
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) expect(() => readFileSync(join(ROOT, path)), path).not.toThrow(/ENOENT/);
  });

  it("opens with a piece of a catalog that passes, and whose bare number would not", async () => {
    const piece = /^```yaml\n([\s\S]*?)^```$/m.exec(README)?.[1] ?? "";
    const catalog = join(dir, "readme-catalog");
    cpSync(join(ROOT, "cli", "template", "catalog"), catalog, { recursive: true });
    const file = join(catalog, "systems", "shop", "checkout.yaml");
    const [systems] = readFileSync(file, "utf8").split(/^services:/m);
    writeFileSync(file, `${systems}${piece}`);
    const good = await type("./watchbill check --catalog readme-catalog");
    expect(good, good.out).toMatchObject({ code: 0 });
    writeFileSync(file, `${systems}${piece.replace("high: 1s", "high: 1000")}`);
    const bad = await type("./watchbill check --catalog readme-catalog");
    expect(bad.out).toContain("`1000`");
    expect(bad.code).toBe(1);
  });
});

describe("ARCHITECTURE.md", () => {
  it("follows a threshold that the catalog really has", () => {
    const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const [, file = "", piece = ""] = /in `([^`]+\.yaml)`:\n\n```yaml\n([\s\S]*?)^```$/m.exec(text) ?? [];
    const lines = readFileSync(join(ROOT, file), "utf8")
      .split("\n")
      .map((line) => line.trim());
    for (const line of piece.trim().split("\n")) expect(lines).toContain(line.trim());
  });
});

describe("someone with monitors", () => {
  const SLOW = "percentile(last_5m):p95:shop.basket.wait{env:prod} by {host} > 5";
  const monitor = {
    type: "query alert",
    name: "Slow",
    query: SLOW,
    message: "{{host}} is slow @slack-x",
    options: {},
  };

  it("lints them, has the certain mended, and asks for units that make more of it", async () => {
    writeFileSync(join(dir, "monitors.json"), JSON.stringify([{ id: 1, ...monitor }], null, 2));
    const found = await type("./watchbill lint monitors.json");
    expect(found.out).toContain("`host` is no variable");
    await type("./watchbill lint monitors.json --fix");
    expect(readFileSync(join(dir, "monitors.json"), "utf8")).toContain("{{host.name}} is slow");
    const server = createServer((_, response) => response.end('{"type":"distribution","unit":"millisecond"}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const keys = `DD_API_KEY=a DD_APP_KEY=b DD_HOST=http://127.0.0.1:${port}`;
    expect(await type(`${keys} ./watchbill metrics pull monitors.json`)).toMatchObject({ code: 0 });
    server.close();
    expect(readFileSync(join(dir, "metrics.tsv"), "utf8")).toContain("shop.basket.wait\tdistribution\tmillisecond");
    expect(await type("./watchbill lint monitors.json --metrics metrics.tsv")).toMatchObject({ code: 0 });
  });
});

describe("someone with ten minutes", () => {
  it("types npm start and gets three environments; again, and nothing changes", async () => {
    const first = await type("npm start");
    expect(first, first.err).toMatchObject({ code: 0 });
    for (const environment of ["dev", "staging", "prod"])
      expect(first.out).toMatch(new RegExp(`^${environment}\\s+datadog`, "m"));
    const again = await type("npm start");
    expect(again, again.err).toMatchObject({ code: 0 });
    for (const environment of ["dev", "staging", "prod"]) expect(again.out).toContain(`${environment}: no changes`);
    // Two deployments of some 1,400 resources.
  }, 900_000);

  it("changes a threshold and previews exactly that, in the catalog's words", async () => {
    edit(PACK, "high: 2s", "high: 3s");
    try {
      const ran = await type("./watchbill preview --sandbox");
      expect(ran, ran.err).toMatchObject({ code: 0 });
      expect(ran.out).toContain("~ Datadog monitor truststream-api-latency");
      expect(ran.out).toContain("above.high: 2s → 3s");
      expect(ran.out).not.toMatch(/^ {2}[+-] /m);
      const updated = [...ran.out.matchAll(/^ {2}~ (.*?) {2}/gm)].map(([, what]) => what);
      expect(updated.filter((what) => !/-latency$|dashboard/i.test(what ?? ""))).toEqual([]);
    } finally {
      edit(PACK, "high: 3s", "high: 2s");
    }
  });

  it("asks where every value comes from, and gets files and lines", async () => {
    const ran = await type("./watchbill explain monitor truststream-api-error-ratio --env prod");
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/above\.high.*5 ?%/);
    expect(ran.out).toMatch(/catalog\/\S+\.yaml:\d+/);
  });

  it("asks how soon an objective's alerts find what, and gets a table", async () => {
    const ran = await type("./watchbill explain slo truststream-api-availability");
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/43 ?min/);
    expect(ran.out).toMatch(/14\.4/);
  });

  it("writes a number without its unit, and is told the place and the fix", async () => {
    edit(PACK, "high: 2s", "high: 2000");
    try {
      const ran = await type("./watchbill check");
      expect(ran.code).toBe(1);
      expect(ran.out).toMatch(/catalog\/standards\/packs\/web-service\.yaml:\d+:\d+/);
      expect(ran.out).toContain("`2000`");
      expect(ran.out).toContain("fix:");
    } finally {
      edit(PACK, "high: 2000", "high: 2s");
    }
  });

  it("takes dev down", async () => {
    const asked = await type("./watchbill destroy --sandbox --env dev");
    expect(asked, asked.err).toMatchObject({ code: 1 });
    // On a terminal the number is typed; there is none here.
    const number = /--approve-deletions (\d+)$/m.exec(asked.err)?.[1] ?? "";
    const ran = await type(`./watchbill destroy --sandbox --env dev --approve-deletions ${number}`);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const status = await type("./watchbill sandbox status --format json");
    const { url } = JSON.parse(status.out) as { url: string };
    const { counts } = (await (await fetch(`${url}/_sandbox/status?owner=dev`)).json()) as { counts: object };
    expect(
      Object.values(counts)
        .flatMap((kinds) => Object.values(kinds as object))
        .filter((count) => count > 0),
    ).toEqual([]);
  });
});
