/** What `watchbill lint` reads: every form that monitors and objectives come in, and everything that is none of them. */

import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LintFolder, openLintFolder, RIGHT, WRONG } from "./lint-io";

let folder: LintFolder;

beforeEach(() => {
  folder = openLintFolder();
});
afterEach(() => folder.close());

const OBJECTIVE = {
  id: "abc",
  type: "metric",
  name: "Availability",
  query: { numerator: "sum:a.good{*}.as_count()", denominator: "sum:a.all{*}.as_count()" },
  thresholds: [{ timeframe: "30d", target: 199.9 }],
};

const TERRAFORM = {
  resource: {
    datadog_monitor: {
      cpu: {
        name: "CPU",
        type: "query alert",
        query: "avg(last_15m):avg:system.cpu.user{env:prod} by {host} > 90",
        message: "{{host.name}} ${var.who}",
        monitor_thresholds: [{ critical: "95" }],
      },
    },
  },
};

const FORMS: [form: string, content: unknown, place: string][] = [
  ["one object", WRONG, '"critical": 95'],
  ["an array", [RIGHT, WRONG], '"critical": 95'],
  ["an export", { monitors: [WRONG] }, '"critical": 95'],
  ["a page of the API", { data: [WRONG], meta: {} }, '"critical": 95'],
  ["an integration's wrapper", { version: 2, definition: WRONG }, '"critical": 95'],
  ["an array of wrappers", [{ definition: WRONG }], '"critical": 95'],
  ["Terraform with a list of blocks", TERRAFORM, '"critical": "95"'],
  [
    "Terraform with a block",
    {
      resource: [
        {
          datadog_monitor: {
            cpu: [{ ...TERRAFORM.resource.datadog_monitor.cpu, monitor_thresholds: { critical: 95 } }],
          },
        },
      ],
    },
    '"critical": 95',
  ],
];

describe("a monitor is found, with the place of what is wrong in it", () => {
  it.each(FORMS)("in %s", async (_, content, place) => {
    folder.write("a.json", content);
    const found = await folder.findings(["a.json"]);
    expect(found).toEqual([expect.objectContaining({ code: "threshold-mismatch", severity: "error" })]);
    const line = folder.read("a.json").split("\n")[(found[0]?.line ?? 0) - 1];
    const value = place.slice(place.indexOf(":") + 2);
    expect(line).toContain(place);
    expect(line?.slice((found[0]?.column ?? 0) - 1, (found[0]?.endColumn ?? 0) - 1)).toBe(value);
  });

  it("on standard input", async () => {
    const { code, out } = await folder.lint(["-"], {}, JSON.stringify(WRONG));
    expect(out).toContain("[threshold-mismatch] <stdin>:1:");
    expect(code).toBe(1);
  });

  it("in a folder, whose other JSON is left alone", async () => {
    folder.write("some/deep/a.json", WRONG);
    folder.write("some/package.json", { name: "x" });
    folder.write("some/node_modules/b.json", WRONG);
    folder.write("some/notes.txt", "no JSON");
    expect((await folder.findings(["some"])).map(({ file }) => file)).toEqual(["some/deep/a.json"]);
  });
});

describe("text of another tool", () => {
  it("is never judged, and is counted as not checked", async () => {
    const { cpu } = TERRAFORM.resource.datadog_monitor;
    const opaque = { ...cpu, query: "${local.query}", monitor_thresholds: { critical: "${var.critical}" } };
    const half = { ...cpu, query: "avg(last_5m):avg:system.cpu.user{${var.scope}} by {host} > ${var.critical}" };
    folder.write("main.tf.json", { resource: { datadog_monitor: { opaque, half } } });
    const { code, out } = await folder.lint(["main.tf.json"], { format: "json" });
    const { diagnostics, summary } = JSON.parse(out);
    expect(diagnostics).toEqual([]);
    expect(summary).toMatchObject({ monitors: 2, errors: 0 });
    expect(summary.notChecked).toBeGreaterThan(0);
    expect(code).toBe(0);
  });
});

describe("an objective is found", () => {
  it.each([
    ["one object", OBJECTIVE],
    ["an array, beside monitors", [RIGHT, OBJECTIVE]],
    ["a page of the API", { data: [OBJECTIVE], errors: [] }],
    [
      "Terraform, with blocks as lists",
      {
        resource: {
          datadog_service_level_objective: {
            x: { ...OBJECTIVE, id: undefined, query: [OBJECTIVE.query], thresholds: OBJECTIVE.thresholds },
          },
        },
      },
    ],
    [
      "Terraform, with single blocks",
      { resource: { datadog_service_level_objective: { x: { ...OBJECTIVE, thresholds: OBJECTIVE.thresholds[0] } } } },
    ],
  ])("in %s", async (_, content) => {
    folder.write("slo.json", content);
    const found = await folder.findings(["slo.json"]);
    expect(found.map(({ code }) => code)).toEqual(["objective-target"]);
    const line = folder.read("slo.json").split("\n")[(found[0]?.line ?? 0) - 1];
    expect(line?.slice((found[0]?.column ?? 0) - 1)).toMatch(/^199\.9/);
  });

  it.each(["monitor", "time_slice"])("of type %s", async (type) => {
    folder.write("slo.json", { ...OBJECTIVE, type });
    expect((await folder.findings(["slo.json"])).map(({ code }) => code)).toContain("objective-target");
  });

  it("and its target is known to burn-rate alerts of the same run", async () => {
    folder.write("slo.json", { ...OBJECTIVE, thresholds: [{ timeframe: "30d", target: 95 }] });
    const query = 'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 40';
    folder.write("m.json", {
      ...RIGHT,
      type: "slo alert",
      query,
      message: "@x",
      options: { thresholds: { critical: 40 } },
    });
    const alone = await folder.findings(["m.json"]);
    const both = await folder.findings(["m.json", "slo.json"]);
    expect(alone.map(({ code }) => code)).not.toContain("objective-alert-range");
    expect(both.map(({ code }) => code)).toContain("objective-alert-range");
  });
});

describe("what is no monitor is told, never passed over", () => {
  const NOT_JSON: [what: string, content: string | Buffer, says: string][] = [
    ["broken JSON", '{"type": "query alert",\n  query}', "this is not JSON: invalid symbol at `query}`"],
    ["an empty file", "", "this is not JSON: value expected at the end"],
    ["a file of another form", "resource {}", "this is not JSON"],
    ["a binary file", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), "this file is no text"],
    ["UTF-16", Buffer.from('\ufeff{"a":1}', "utf16le"), "this file is UTF-16"],
    ["brackets without end", "[".repeat(200_000), "this is not JSON"],
  ];

  it.each(NOT_JSON)("%s", async (_, content, says) => {
    writeFileSync(join(folder.dir, "a.json"), content);
    const found = await folder.findings(["a.json"]);
    expect(found).toEqual([expect.objectContaining({ code: "not-json", severity: "error", file: "a.json" })]);
    expect(found[0]?.message).toContain(says);
  });

  it.each<[string, unknown]>([
    ["JSON without monitors", { hello: "world" }],
    ["a number", 5],
    ["null", null],
    ["very deep JSON", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["Terraform without monitors", { resource: { aws_instance: { x: {} } } }],
  ])("%s, when it was named", async (_, content) => {
    folder.write("a.json", content === null ? "null" : content);
    const { code, out } = await folder.lint(["a.json"]);
    expect(out).toContain("this file holds no Datadog monitor");
    expect(code).toBe(0);
  });

  it("a file that is not there, with exit code 2", async () => {
    await expect(folder.lint(["nowhere.json"])).rejects.toThrow("there is no file or folder nowhere.json");
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an empty folder", {}, "there is no .json file below some"],
    ["a folder of other JSON", { "a.json": {}, "b.json": [] }, "none of the 2 JSON files below some holds a monitor"],
  ])("%s, with exit code 2", async (_, files, says) => {
    mkdirSync(join(folder.dir, "some"));
    for (const [file, content] of Object.entries(files)) folder.write(`some/${file}`, content);
    await expect(folder.lint(["some"])).rejects.toThrow(says);
  });

  it("Terraform's own syntax, with what is read in its place", async () => {
    folder.write("main.tf", 'resource "datadog_monitor" "x" {}');
    const [found] = await folder.findings(["main.tf"]);
    expect(found).toMatchObject({ code: "not-json", hint: expect.stringContaining(".tf.json") });
  });

  it("one bad file does not hide the others", async () => {
    folder.write("a.json", "{");
    folder.write("b.json", WRONG);
    expect((await folder.findings(["."])).map(({ code }) => code)).toEqual(["not-json", "threshold-mismatch"]);
  });
});

describe("hostile files", () => {
  it("a monitor with very deep options is looked at, its places too", async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    folder.write(
      "a.json",
      JSON.stringify({ ...WRONG, options: { thresholds: { critical: 95 }, more: 0 } }).replace(
        '"more":0',
        `"more":${deep}`,
      ),
    );
    expect((await folder.findings(["a.json"])).map(({ code }) => code)).toEqual(["threshold-mismatch"]);
  });

  it("a mark of UTF-8 and lines ending in CRLF move no place", async () => {
    const text = JSON.stringify(WRONG, null, 2);
    folder.write("plain.json", text);
    folder.write("marked.json", `\ufeff${text.replaceAll("\n", "\r\n")}`);
    const [plain] = await folder.findings(["plain.json"]);
    const [marked] = await folder.findings(["marked.json"]);
    expect({ ...marked, file: "" }).toEqual({ ...plain, file: "" });
  });

  it("a folder named like a file, a link to nothing and links in a circle are passed", async () => {
    mkdirSync(join(folder.dir, "a", "x.json"), { recursive: true });
    folder.write("a/x.json/real.json", WRONG);
    symlinkSync("..", join(folder.dir, "a", "up"));
    symlinkSync("loop.json", join(folder.dir, "a", "loop.json"));
    symlinkSync("gone", join(folder.dir, "a", "gone.json"));
    expect((await folder.findings(["a"])).map(({ file }) => file)).toEqual(["a/x.json/real.json"]);
  });

  it("keys that mean something to JavaScript are keys", async () => {
    const text = JSON.stringify(WRONG).replace('"tags"', '"__proto__":{"type":"x"},"constructor":1,"tags"');
    folder.write("a.json", text);
    expect((await folder.findings(["a.json"])).map(({ code }) => code)).toEqual(["threshold-mismatch"]);
  });

  it("fields of wrong forms are told, and the rest is looked at", async () => {
    const odd = { ...WRONG, name: {}, message: [], tags: "x", options: [] };
    folder.write("a.json", [odd, { ...WRONG, options: null, message: null, name: 5 }]);
    folder.write("b.json", { ...OBJECTIVE, tags: 5, query: 7, thresholds: [null, 5, "x"] });
    const found = await folder.findings(["a.json", "b.json"]);
    expect(found.filter(({ code }) => code === "wrong-form").map(({ message }) => message)).toEqual([
      "`name` is an object, not text",
      "`message` is a list, not text",
      "`tags` is text, not a list",
      "`options` is a list, not an object",
      "`tags` is a number, not a list",
    ]);
  });

  it("50 MB are read in seconds", async () => {
    folder.write("big.json", "[\n");
    const many = `${JSON.stringify({ ...RIGHT, message: `${RIGHT.message} ${"x".repeat(100_000)}` })},\n`;
    for (let count = 0; count < 500; count += 1) appendFileSync(join(folder.dir, "big.json"), many);
    appendFileSync(join(folder.dir, "big.json"), `${JSON.stringify(WRONG)}]`);
    const start = Date.now();
    const found = await folder.findings(["big.json"]);
    expect(found.filter(({ code }) => code === "threshold-mismatch")).toEqual([expect.objectContaining({ line: 502 })]);
    expect(Date.now() - start).toBeLessThan(20_000);
  }, 60_000);
});

describe("nothing of a list is passed over in silence:", () => {
  it.each([
    ["a monitor without a query", { type: "query alert", name: "x" }, "wrong-form", "error", "no `query`"],
    ["a monitor whose query is no text", { type: "query alert", query: 5 }, "wrong-form", "error", "no text"],
    ["an object that is neither", { query: "avg(last_5m):avg:a{*} > 1" }, "no-monitor", "warning", "neither"],
    ["a number", 7, "no-monitor", "warning", "neither"],
  ])("%s", async (_name, other, code, severity, message) => {
    folder.write("list.json", [RIGHT, other]);
    const found = await folder.findings(["list.json"]);
    expect(found.map((one) => [one.code, one.severity])).toEqual([[code, severity]]);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.line).toBeGreaterThan(1);
  });

  it("a file that is not UTF-8, which a fix would damage", async () => {
    const text = JSON.stringify({ ...WRONG, name: "Größe" }, null, 2);
    const latin = Buffer.from(text, "latin1");
    writeFileSync(join(folder.dir, "latin.json"), latin);
    const found = await folder.findings(["latin.json"], { fix: true });
    expect(found.map(({ code, message }) => [code, message])).toEqual([["not-json", "this file is not UTF-8"]]);
    expect(readFileSync(join(folder.dir, "latin.json")).equals(latin)).toBe(true);
  });
});
