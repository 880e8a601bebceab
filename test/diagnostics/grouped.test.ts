import { expect, it } from "vitest";
import { type Diagnostic, formatMarkdown, grouped, type PolicyDetails } from "../../diagnostics/index";

const policy: PolicyDetails = {
  pack: "tagging",
  level: "mandatory",
  state: "violated",
  environments: ["prod"],
  resource: "datadog/monitor/a",
  property: "tags",
  value: "team:x",
  clauses: [],
};
const finding: Diagnostic = {
  code: "unknown-tag-value",
  severity: "error",
  message: "no team `x`",
  hint: "Did you mean `team:y`?",
  file: "catalog/shop.yaml",
  line: 3,
  column: 9,
  endLine: 3,
  endColumn: 15,
  policy,
};
const of = (resource: string, environment: string): Diagnostic => ({
  ...finding,
  subject: resource,
  policy: { ...policy, resource, environments: [environment] },
});
const many = [
  of("datadog/monitor/a", "prod"),
  of("datadog/monitor/b", "dev"),
  of("datadog/slo/c", "prod"),
  of("datadog/monitor/a", "dev"),
];

it("what is said alike at one place of many resources is one finding, with the first and how many more", () => {
  expect(grouped(many)).toEqual([
    {
      ...finding,
      subject: "datadog/monitor/a",
      policy: { ...policy, resource: "datadog/monitor/a and 2 more", environments: ["dev", "prod"] },
    },
  ]);
  expect(formatMarkdown(many)).toMatch(/^## Watchbill: 1 error\n/);
});

it("what differs in a word, a place or a property stays by itself, and so does what has no place", () => {
  const { file: _, ...unplaced } = finding;
  const { policy: __, ...plain } = finding;
  const different = [
    finding,
    { ...finding, message: "no team `z`" },
    { ...finding, line: 4 },
    { ...finding, policy: { ...policy, property: "query" } },
    { ...finding, severity: "warning" as const },
    unplaced,
    unplaced,
    plain,
    plain,
  ];
  expect(grouped(different)).toEqual(different);
});
