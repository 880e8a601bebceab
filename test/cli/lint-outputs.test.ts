/** What `watchbill lint` gives to machines, what `--fix` does to JSON, and what waivers beside it do. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LintFolder, openLintFolder, RIGHT, WRONG } from "./lint-io";

let folder: LintFolder;

beforeEach(() => {
  folder = openLintFolder();
});
afterEach(() => folder.close());

describe("JSON", () => {
  it("is one document of version 1 with exactly the fields that are promised", async () => {
    folder.write("a.json", WRONG);
    const { code, err, out } = await folder.lint(["a.json"], { format: "json" });
    expect(JSON.parse(out)).toEqual({
      version: 1,
      waived: [],
      summary: { files: 1, monitors: 1, errors: 1, warnings: 0, infos: 0, notChecked: expect.any(Number) },
      diagnostics: [
        {
          code: "threshold-mismatch",
          severity: "error",
          message: "`critical` is `95` but the query ends in `> 90`",
          hint: "Use one number.",
          file: "a.json",
          line: 11,
          column: 19,
          endLine: 11,
          endColumn: 21,
          subject: "CPU is high",
          path: "options.thresholds.critical",
          policy: null,
        },
      ],
    });
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  it("has null where there is nothing to say", async () => {
    folder.write("a.json", "{");
    const { diagnostics } = JSON.parse((await folder.lint(["a.json"], { format: "json" })).out);
    expect(diagnostics).toMatchObject([{ code: "not-json", subject: null, path: null }]);
  });
});

describe("SARIF", () => {
  it("has what version 2.1.0 asks for, and places that fit", async () => {
    folder.write("some folder/ä.json", [WRONG, { ...WRONG, message: "{{host}} @slack-x" }]);
    const { out } = await folder.lint(["."], { format: "sarif" });
    const log = JSON.parse(out);
    expect(log).toMatchObject({ $schema: expect.stringContaining("sarif-2.1.0"), version: "2.1.0" });
    expect(log.runs).toHaveLength(1);
    const [{ columnKind, results, tool }] = log.runs;
    expect(columnKind).toBe("utf16CodeUnits");
    expect(tool.driver).toMatchObject({ name: "watchbill", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect(new Set(tool.driver.rules.map(({ id }: { id: string }) => id)).size).toBe(tool.driver.rules.length);
    for (const { fullDescription, help, id } of tool.driver.rules) {
      expect(fullDescription.text).not.toBe("");
      expect(help.text).toContain(`"watchbill explain rule ${id}"`);
    }
    expect(results.length).toBeGreaterThan(2);
    for (const { level, locations, message, ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).not.toBe("");
      const [{ physicalLocation }] = locations;
      expect(physicalLocation.artifactLocation.uri).toBe("some%20folder/%C3%A4.json");
      const { endColumn, endLine, startColumn, startLine } = physicalLocation.region;
      for (const number of [endColumn, endLine, startColumn, startLine]) expect(number).toBeGreaterThan(0);
      expect(endLine > startLine || endColumn >= startColumn).toBe(true);
    }
  });

  it("has a run without results when there is nothing to find", async () => {
    folder.write("a.json", RIGHT);
    const { code, out } = await folder.lint(["a.json"], { format: "sarif" });
    expect(JSON.parse(out).runs[0].results).toEqual([]);
    expect(code).toBe(0);
  });
});

it("Markdown has the findings under a heading, each in a fence with its line", async () => {
  folder.write("a.json", WRONG);
  const { code, out } = await folder.lint(["a.json"], { format: "markdown" });
  expect(out).toMatch(
    /^## Watchbill lint: 1 error\n\n### Errors\n\n\*\*`threshold-mismatch`\*\* `a\.json:11:19`\n\n```text\n`critical` is `95`/,
  );
  expect(code).toBe(1);
});

describe("GitHub annotations", () => {
  it("are one line each, with what would end a value escaped", async () => {
    const query = "avg(last_15m):avg:system.cpu.user{env:prod} by {host} > 90";
    folder.write("a,b:c%.json", { ...WRONG, name: "50%\n::error::x", query, message: "{{#is_alret}}x\n::set-output" });
    const { out } = await folder.lint(["."], { format: "github" });
    const lines = out.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      expect(line).toMatch(
        /^::(error|warning|notice) file=a%2Cb%3Ac%25\.json,line=\d+,col=\d+,endLine=\d+,endColumn=\d+,title=[a-z-]+::[^\r\n]+$/,
      );
  });
});

describe("--fix", () => {
  /** Odd on purpose: tabs, blanks, an order of its own, no line break at the end. */
  const ODD = `[ {"id":7,
\t"query" :"avg(last_15m):avg:system.cpu.user{env:prod} by {host} > 90",   "type":"query alert",
\t  "message":"CPU of {{host}} is high: \\u00e4 \\"quoted\\" @slack-ops", "name": "CPU", "tags":[ ],
\t"options":{"thresholds":{"critical":90.0}}} ]`;

  it("changes what is certain and not a character more", async () => {
    folder.write("a.json", ODD);
    const { err } = await folder.lint(["a.json"], { fix: true });
    expect(folder.read("a.json")).toBe(ODD.replace("{{host}}", "{{host.name}}"));
    expect(err).toBe(
      "a.json:3:22 fixed [unknown-variable] now `{{host.name}}` (`host` is no variable: the value of a group is `host.name`)\n",
    );
  });

  it("changes nothing the second time", async () => {
    folder.write("a.json", ODD);
    await folder.lint(["a.json"], { fix: true });
    const once = folder.read("a.json");
    const { err } = await folder.lint(["a.json"], { fix: true });
    expect(folder.read("a.json")).toBe(once);
    expect(err).toBe("");
  });

  it("keeps the mark of UTF-8 and the line ends of Windows", async () => {
    const text = `\ufeff${ODD.replaceAll("\n", "\r\n")}`;
    folder.write("a.json", text);
    await folder.lint(["a.json"], { fix: true });
    expect(folder.read("a.json")).toBe(text.replace("{{host}}", "{{host.name}}"));
  });

  it("edits objectives and Terraform, and leaves files alone that have nothing to mend", async () => {
    const slo = {
      type: "metric",
      name: "x",
      query: { numerator: "sum:a.b{*}.as_count()", denominator: "sum:a.c{*}.as_count()" },
      thresholds: [{ timeframe: "30d", target: 99.9 }],
      tags: ["Env:Prod"],
    };
    folder.write("slo.json", slo);
    const cpu = {
      ...RIGHT,
      options: undefined,
      message: "{{host}} ${var.who}",
      monitor_thresholds: [{ critical: 90 }],
    };
    folder.write("main.tf.json", { resource: { datadog_monitor: { cpu } } });
    folder.write("right.json", RIGHT);
    const { err } = await folder.lint(["."], { fix: true });
    expect(err.split("\n").map((line) => line.split(" (")[0])).toEqual([
      "main.tf.json:8:21 fixed [unknown-variable] now `{{host.name}}`",
      'slo.json:15:5 fixed [objective-tags] `tags.0` is now "env:prod"',
      "",
    ]);
    expect(JSON.parse(folder.read("slo.json")).tags).toEqual(["env:prod"]);
    expect(JSON.parse(folder.read("main.tf.json")).resource.datadog_monitor.cpu.message).toBe(
      "{{host.name}} ${var.who}",
    );
  });

  it("does not go with standard input", async () => {
    await expect(folder.lint(["-"], { fix: true }, "{}")).rejects.toThrow("--fix edits files");
  });
});

describe("waivers", () => {
  const waive = (more: object = {}) =>
    folder.write(
      "watchbill.waivers.yaml",
      JSON.stringify([{ rule: "threshold-mismatch", reason: "known", until: "2999-12-31", ...more }]),
    );

  beforeEach(() => folder.write("a.json", WRONG));

  it("take out the finding of that rule", async () => {
    waive();
    expect(await folder.findings(["a.json"])).toEqual([]);
  });

  it("are printed in every format, with reason and end", async () => {
    waive();
    for (const format of ["text", "json", "sarif", "markdown", "github"])
      expect((await folder.lint(["a.json"], { format })).out, format).toMatch(
        /2999-12-31[\s\S]*known|known[\s\S]*2999-12-31/,
      );
  });

  it("of one monitor take out no other's", async () => {
    folder.write("a.json", [WRONG, { ...WRONG, name: "Other" }]);
    waive({ monitor: "Other" });
    expect((await folder.findings(["a.json"])).map(({ subject }) => subject)).toEqual(["CPU is high"]);
  });

  it("reach only their own folder", async () => {
    folder.write("below/b.json", { ...WRONG, query: WRONG.query.replace("cpu.user", "cpu.system") });
    waive();
    expect((await folder.findings(["."])).map(({ file }) => file)).toEqual(["below/b.json"]);
  });

  it.each<[string, object, string[]]>([
    ["nothing is found for", { rule: "float-equality" }, ["threshold-mismatch", "waiver-unused"]],
    ["have ended", { until: "2020-01-01" }, ["threshold-mismatch", "waiver-expired"]],
    ["have no reason", { reason: "" }, ["bad-waiver", "threshold-mismatch"]],
    ["have no end", { until: undefined }, ["bad-waiver", "threshold-mismatch"]],
    ["end on no day", { until: "2999-02-31" }, ["bad-waiver", "threshold-mismatch"]],
    ["name no rule", { rule: "treshold-mismatch" }, ["bad-waiver", "threshold-mismatch"]],
    ["have an unknown key", { monitr: "x" }, ["bad-waiver", "threshold-mismatch"]],
  ])("that %s are errors", async (_, more, codes) => {
    waive(more);
    const found = await folder.findings(["a.json"]);
    expect(found.map(({ code }) => code).sort()).toEqual(codes);
    for (const { code, file, hint, line, severity } of found.filter(({ code }) => code.includes("waiver")))
      expect({ code, file, hint, line, severity }).toMatchObject({
        file: "watchbill.waivers.yaml",
        line: 1,
        severity: "error",
        hint: expect.stringMatching(/\w/),
      });
  });

  it.each([
    ["no list", "rule: x"],
    ["no YAML", "- {"],
    ["an alias of an alias", "a: &a [1]\nb: &b [*a,*a]\n"],
    ["an empty file", ""],
    ["very deep", `- ${"[".repeat(50_000)}`],
    ["a list of what is none", "- 5"],
  ])("that are %s are told", async (_, text) => {
    folder.write("watchbill.waivers.yaml", text);
    expect((await folder.findings(["a.json"])).map(({ code }) => code)).toContain("bad-waiver");
  });
});

describe("--fix leaves alone", () => {
  it("what a waiver accepts", async () => {
    folder.write("a.json", { ...RIGHT, message: "{{host}} @slack-ops" });
    const before = folder.read("a.json");
    folder.write("watchbill.waivers.yaml", "- { rule: unknown-variable, reason: Ours., until: 2999-01-01 }\n");
    const { err } = await folder.lint(["a.json"], { fix: true });
    expect(err).toBe("");
    expect(folder.read("a.json")).toBe(before);
  });

  it("a message whose query and threshold do not agree: which of them is right decides what the text has to say", async () => {
    const disk = {
      ...RIGHT,
      query: "avg(last_15m):avg:system.disk.in_use{*} by {host} > 90",
      options: { thresholds: { critical: 90 } },
      message: "{{host.name}} at {{value}}% @slack-ops",
    };
    folder.write("a.json", disk);
    const before = folder.read("a.json");
    const { out } = await folder.lint(["a.json"], { fix: true });
    expect(out).toContain("fraction-or-percent");
    expect(folder.read("a.json")).toBe(before);
  });
});

describe("a waiver of one monitor", () => {
  const WAIVER = (monitor: string) =>
    `- { rule: slow-evaluation, monitor: ${monitor}, reason: Fine., until: 2999-01-01 }\n`;

  it("is not called unused while only other files are linted", async () => {
    folder.write("a.json", { ...RIGHT, name: "A" });
    folder.write("b.json", { ...RIGHT, name: "B" });
    folder.write("watchbill.waivers.yaml", WAIVER("B"));
    expect(await folder.findings(["a.json"])).toEqual([]);
    expect((await folder.findings(["b.json"])).map(({ code }) => code)).toEqual(["waiver-unused"]);
    expect((await folder.findings(["."])).map(({ code }) => code)).toEqual(["waiver-unused"]);
  });

  it("is called unused when nothing has its name", async () => {
    folder.write("a.json", RIGHT);
    folder.write("watchbill.waivers.yaml", WAIVER("nobody"));
    expect((await folder.findings(["a.json"])).map(({ code }) => code)).toEqual(["waiver-unused"]);
  });
});
