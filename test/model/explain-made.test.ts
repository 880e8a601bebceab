/** What explain says of detection rules, dashboards and monitors of other monitors, on the shipped catalog. */

import { join } from "node:path";
import { expect, it } from "vitest";
import { checkCatalog, type ExplainableKind, explain, explanationText } from "../../model/index";
import { truststreamFolder } from "../truststream-catalog";

const { resolved, specs } = checkCatalog(join(truststreamFolder(), "catalog"));
const prod = resolved.find(({ name }) => name === "prod")!;

function explained(kind: ExplainableKind, name: string) {
  const found = explain(prod, kind, name, specs);
  if ("problem" in found) throw new Error(found.problem);
  return { ...found.explanation, text: explanationText(found.explanation) };
}

it("a monitor of other monitors is told by their names, in its query and in words", () => {
  const { meaning, query, text } = explained("monitor", "truststream-api-errors-from-database");
  expect(query).toBe("truststream-api-error-ratio && truststream-api-database-connection-errors");
  expect(meaning).toMatch(
    /^Combines other monitors: it alerts when truststream-api-error-ratio does and truststream-api-database-connection-errors does\./,
  );
  expect(text).not.toContain("datadog/monitor/");
});

it("a detection rule is told by what it counts, when it signals, and whom that tells", () => {
  const { meaning, tells, text } = explained("rule", "truststream-security-suspicious-activity");
  expect(meaning).toMatch(/^Counts the logs that match `.*` .*within .*It makes a \w+ signal when \w+ > /);
  expect(Object.keys(tells ?? {}).length).toBeGreaterThan(0);
  expect(text).toMatch(/ {2}Told of:\n {4}\w+: @/);
});

it("a dashboard is told by its groups, with what is written by the titles of groups and widgets", () => {
  const { text, values } = explained("dashboard", "truststream-api-overview");
  expect(text).toMatch(/ {2}Shows \d+ widgets in 6 groups: Promises \(2\), API \(5\)/);
  const paths = values.map(({ path }) => path);
  expect(paths).toContain("Promises, availability: width");
  expect(paths.filter((path) => path.startsWith("groups."))).toEqual([]);
  expect(values.some(({ layer, path }) => layer === "default" && path.startsWith("Promises"))).toBe(false);
});

it("a dashboard that was made says so in words, not as a value", () => {
  const { meaning, values } = explained("dashboard", "truststream-api-service");
  expect(meaning).toMatch(/ Made from what watches it, not written in the catalog\.$/);
  expect(values.map(({ path }) => path)).not.toContain("made");
});
