import { describe, expect, it } from "vitest";
import { type Diagnostic, formatSarif } from "../../diagnostics/index";

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

describe("SARIF of policies", () => {
  const violated: Diagnostic = {
    ...finding,
    code: "log-retention",
    severity: "error",
    policy: {
      pack: "retention",
      level: "mandatory",
      state: "violated",
      environments: ["prod", "staging"],
      resource: "datadog/logs-index/security",
      property: "retentionDays",
      value: "30",
      clauses: [
        { framework: "PCI DSS", clause: "10.5.1" },
        { framework: "SOX", clause: "802" },
      ],
    },
  };
  const accepted: Diagnostic = { ...violated, code: "team-tag", message: "`shop` has no team" };
  const [run] = JSON.parse(
    formatSarif([violated, { ...bare, code: "z" }], "1.2.3", {
      unplaced: "catalog",
      facts: (code) =>
        code === "log-retention"
          ? {
              title: "Kept long enough",
              summary: "Logs are kept.",
              severity: "error",
              pack: "retention",
              clauses: ["PCI DSS 10.5.1"],
              more: "Read more.",
            }
          : undefined,
      waived: [
        {
          rule: "team-tag",
          subjects: ["shop"],
          environments: ["dev"],
          reason: "for a week",
          owner: "platform",
          until: "2026-12-01",
          file: "catalog/shop.yaml",
          ...{ line: 9, column: 3, endLine: 9, endColumn: 11 },
          findings: [accepted],
        },
        {
          ...{ rule: "team-tag", subjects: ["shop"], environments: ["dev"], reason: "for good", owner: null },
          ...{ until: "2027-12-01", file: "catalog/all.yaml", line: 1, column: 1, endLine: 1, endColumn: 9 },
          findings: [accepted],
        },
      ],
    }),
  ).runs;

  it("tells what each rule is about, what it serves and where to read on", () => {
    expect(run.tool.driver.rules).toEqual([
      {
        id: "log-retention",
        shortDescription: { text: "Kept long enough" },
        fullDescription: { text: "Logs are kept." },
        help: { text: "Logs are kept.\nClauses: PCI DSS 10.5.1\nRead more." },
        defaultConfiguration: { level: "error" },
        properties: { tags: ["policy", "retention", "PCI DSS 10.5.1"] },
      },
      { id: "team-tag" },
      { id: "z" },
    ]);
  });

  it("holds resource, property, environments and clauses of a finding", () => {
    expect(run.results[0]).toMatchObject({
      ruleId: "log-retention",
      ruleIndex: 0,
      message: {
        text: "`5m` has an unknown unit, 100% sure\nWrite `5min`.\npolicy: retention in prod, staging: datadog/logs-index/security, retentionDays\nclauses: PCI DSS 10.5.1; SOX 802",
      },
      properties: { environments: ["prod", "staging"], value: "30", clauses: ["PCI DSS 10.5.1", "SOX 802"] },
    });
  });

  it("gives a finding without a place the one that it is told, since code scanning refuses one without", () => {
    expect(run.results[1].locations[0].physicalLocation.artifactLocation).toEqual({ uri: "catalog" });
  });

  it("has what is waived at its own place in its own words, once, suppressed by each waiver with its reason", () => {
    expect(run.results).toHaveLength(3);
    const at = (uri: string, region: object) => ({ physicalLocation: { artifactLocation: { uri }, region } });
    expect(run.results[2]).toMatchObject({
      ruleId: "team-tag",
      ruleIndex: 1,
      level: "note",
      message: { text: expect.stringMatching(/^`shop` has no team\n/) },
      locations: [at("catalog/my%20shop.yaml", { startLine: 3, startColumn: 5, endLine: 3, endColumn: 7 })],
      properties: { value: "30", resource: "datadog/logs-index/security" },
      suppressions: [
        {
          ...{ kind: "inSource", status: "accepted" },
          justification: "for a week (accepted until 2026-12-01 by platform; catalog/shop.yaml:9)",
          location: at("catalog/shop.yaml", { startLine: 9, startColumn: 3, endLine: 9, endColumn: 11 }),
        },
        { justification: "for good (accepted until 2027-12-01; catalog/all.yaml:1)" },
      ],
    });
  });
});
