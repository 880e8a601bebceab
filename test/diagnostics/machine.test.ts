import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Diagnostic,
  formatGithub,
  formatJson,
  type PolicyDetails,
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
      diagnostics: [
        { ...finding, policy: null },
        { ...bare, file: null, hint: null, subject: null, path: null, policy: null },
      ],
    });
  });
});

describe("what policies say", () => {
  const policy: PolicyDetails = {
    pack: "retention",
    level: "mandatory",
    state: "violated",
    environments: ["prod"],
    resource: "datadog/logs-index/security",
    property: "retentionDays",
    value: "30",
    clauses: [{ framework: "PCI DSS", clause: "10.5.1" }],
  };
  const waived = {
    rule: "log-retention",
    subjects: ["security"],
    environments: ["prod"],
    reason: "moves in spring",
    owner: "platform",
    until: "2027-03-31",
    file: "catalog/shop.yaml",
    ...{ line: 7, column: 9, endLine: 7, endColumn: 22 },
    findings: [{ ...finding, code: "log-retention", policy }],
  };
  const run = { environment: "prod", pack: "retention", rules: 2, resources: 3, disabled: ["a"], notChecked: [] };

  it("is in JSON whole, with the packs that were asked and the waivers that covered something", () => {
    const found = { ...finding, policy };
    expect(JSON.parse(formatJson([found], summaryOf([found]), { policies: [run], waived: [waived] }))).toMatchObject({
      diagnostics: [{ code: "bad-quantity", policy }],
      policies: [run],
      waived: [waived],
    });
  });

  it("is in an annotation, clauses included", () => {
    expect(formatGithub([{ ...bare, severity: "error", policy }])).toBe(
      "::error title=bad-quantity::`5m` has an unknown unit, 100%25 sure%0Apolicy: retention in prod: " +
        "datadog/logs-index/security, retentionDays%0Aclauses: PCI DSS 10.5.1\n",
    );
  });

  it("names each waiver in use in a notice at its line, what ends first at the top, and nothing it says begins a command", () => {
    const other = {
      ...waived,
      rule: "required-tags",
      until: "2026-12-31",
      line: 9,
      everythingIn: "prod",
      reason: "later\n::error::x",
    };
    expect(formatGithub([], { waived: [waived, other] })).toBe(
      "::notice file=catalog/shop.yaml,line=9,col=9,endLine=7,endColumn=22,title=required-tags is waived::accepted until 2026-12-31 by platform: " +
        "required-tags for security in prod (later%0A::error::x; catalog/shop.yaml:9)%0A" +
        "whatever the rule finds in all of `prod` (a pull request that brings it is refused without `resource:`)%0A`5m` has an unknown unit, 100%25 sure (catalog/my shop.yaml:3)\n" +
        "::notice file=catalog/shop.yaml,line=7,col=9,endLine=7,endColumn=22,title=log-retention is waived::accepted until 2027-03-31 by platform: " +
        "log-retention for security in prod (moves in spring; catalog/shop.yaml:7)%0A`5m` has an unknown unit, 100%25 sure (catalog/my shop.yaml:3)\n",
    );
  });

  it("says whose word on policies held", () => {
    expect(JSON.parse(formatJson([], summaryOf([]), { policiesFrom: "../base/catalog" }))).toMatchObject({
      policiesFrom: "../base/catalog",
    });
    expect(JSON.parse(formatJson([], summaryOf([])))).not.toHaveProperty("policiesFrom");
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
