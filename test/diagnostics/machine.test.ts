import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Diagnostic,
  formatGithub,
  formatJson,
  formatSarif,
  sortDiagnostics,
  summaryOf,
} from "../../diagnostics/index";

const finding: Diagnostic = {
  code: "bad-quantity",
  severity: "warning",
  message: "`5m` has an unknown unit, 100% sure",
  hint: "Write `5min`.",
  file: "catalog/my shop.yaml",
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 7,
  subject: "shop-checkout-latency",
  path: "services.checkout.monitors.latency.over",
};
const { file: _, hint: __, subject: ___, path: ____, ...bare } = finding;

describe("JSON", () => {
  it("has every field of every finding, null where there is none, and a summary", () => {
    expect(JSON.parse(formatJson([finding, bare], summaryOf([finding, bare], { files: 7, monitors: 3 })))).toEqual({
      version: 1,
      summary: { files: 7, monitors: 3, errors: 0, warnings: 2, infos: 0, notChecked: 0 },
      diagnostics: [finding, { ...bare, file: null, hint: null, subject: null, path: null }],
    });
  });
});

describe("SARIF", () => {
  const log = JSON.parse(formatSarif([finding, { ...bare, severity: "info", code: "a-code" }], "1.2.3"));

  it("names the version, the tool and each rule once", () => {
    expect(log).toMatchObject({
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "watchbill", version: "1.2.3" } } }],
    });
    expect(log.runs[0].tool.driver.rules).toEqual([{ id: "a-code" }, { id: "bad-quantity" }]);
  });

  it("has a region for each finding in a file, with the path as a URI", () => {
    expect(log.runs[0].results).toEqual([
      {
        ruleId: "bad-quantity",
        ruleIndex: 1,
        level: "warning",
        message: { text: "`5m` has an unknown unit, 100% sure\nWrite `5min`." },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "catalog/my%20shop.yaml" },
              region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 7 },
            },
            logicalLocations: [{ name: "shop-checkout-latency" }],
          },
        ],
      },
      { ruleId: "a-code", ruleIndex: 0, level: "note", message: { text: "`5m` has an unknown unit, 100% sure" } },
    ]);
  });
});

describe("GitHub's annotations", () => {
  it("are one line each, with what would end a value escaped", () => {
    const text = formatGithub([{ ...finding, file: "a,b:c.yaml", message: "50%\nsecond line" }, bare]);
    expect(text).toBe(
      "::warning file=a%2Cb%3Ac.yaml,line=3,col=5,endLine=3,endColumn=7,title=bad-quantity::50%25%0Asecond line%0AWrite `5min`.\n" +
        "::warning title=bad-quantity::`5m` has an unknown unit, 100%25 sure\n",
    );
  });

  it("never let a message begin a command of its own", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom("\n::error::", "\r\n::set-output::", "%0A::"),
        (a, b, command) => {
          const lines = formatGithub([
            { ...finding, message: `${a}${command}${b}`, hint: command, file: `${b}${command}` },
          ]).split(/[\r\n]/);
          expect(lines.filter((line) => line !== "")).toHaveLength(1);
        },
      ),
    );
  });
});

it("findings are sorted by file, place and code, in whatever order they come", () => {
  const place = fc.record({
    file: fc.constantFrom("a", "b"),
    line: fc.integer({ min: 1, max: 3 }),
    column: fc.integer({ min: 1, max: 3 }),
    code: fc.constantFrom("x", "y"),
  });
  fc.assert(
    fc.property(fc.array(place), (places) => {
      const all = places.map((one) => ({ ...finding, ...one }));
      const sorted = sortDiagnostics(all);
      expect(sortDiagnostics(all.toReversed())).toEqual(sorted);
      const keys = sorted.map(({ file, line, column, code }) => `${file}${line}${column}${code}`);
      expect(keys).toEqual(keys.toSorted());
    }),
  );
});
