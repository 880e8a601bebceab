import { expect, it } from "vitest";
import { compileService } from "./compile/compile-yaml";

it.each([
  [
    "{ type: change, metric: web.users, counted: false, below: { high: 50% }, minimum: 10/h }",
    "conflicting-keys",
    "minimum",
  ],
  ["{ type: change, metric: web.users, below: { high: 50% }, noData: zero }", "silence", "noData"],
  ["{ type: change, metric: trace.http.request, below: { high: 50% } }", "wrong-unit", "metric"],
  ["{ type: change, metric: web.users, below: { high: 50 } }", "missing-unit", "below.high"],
  ["{ type: change, metric: web.users, comparedTo: last-week, below: { high: 50% } }", "unknown-value", "comparedTo"],
  // Written for "50 % more", these alert on every quiet day.
  ["{ type: change, metric: web.users, above: { high: 50% } }", "out-of-range", "above.high"],
  ["{ type: change, metric: web.users, above: { high: 100% } }", "out-of-range", "above.high"],
  ["{ type: change, metric: web.users, atLeast: { high: 150%, medium: 100% } }", "out-of-range", "atLeast.medium"],
  ["{ type: change, metric: web.users, above: { high: -20% } }", "out-of-range", "above.high"],
  ["{ type: change, metric: web.users, below: { high: 120% } }", "out-of-range", "below.high"],
  ["{ type: change, metric: web.users, atMost: { high: 100% } }", "out-of-range", "atMost.high"],
  // And these never do.
  ["{ type: change, metric: web.users, below: { high: 0% } }", "out-of-range", "below.high"],
  ["{ type: change, metric: web.users, atMost: { high: -30% } }", "out-of-range", "atMost.high"],
  // Part of the four hours would be compared with itself.
  [
    "{ type: change, metric: web.users, comparedTo: hour-before, over: 4h, below: { high: 50% } }",
    "out-of-range",
    "over",
  ],
])("refuses %s", (signal, code, path) => {
  const { diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
  expect(diagnostics.map((one) => [one.code, one.path])).toEqual([[code, `services.web.monitors.it.${path}`]]);
});

it("tells what the share is of", () => {
  const { body } = compileService(
    "    monitors:\n      it: { type: change, title: Orders, metric: web.orders, over: 4h, below: { high: 30%, medium: 60% } }",
  );
  expect(String(body("datadog/monitor/shop-web-it").message)).toContain(
    '{{eval "round(value*10000)/100"}}% of what it was a week before, over 4 hours, below 30%.',
  );
});

it.each([
  ["above: { high: 50% }", "For 50 % more write `150%`; for less than 50 % of what it was, `below: 50%`."],
  ["above: { high: -20% }", "For 20 % less write `below` with `80%`."],
  ["below: { high: -20% }", "For 20 % less write `80%`."],
  ["over: 2d, comparedTo: day-before, below: { high: 50% }", "Look at a shorter time, or compare with `week-before`."],
])("says of %s what was meant", (lines, hint) => {
  const { diagnostics } = compileService(`    monitors:\n      it: { type: change, metric: web.users, ${lines} }`);
  expect(diagnostics.map((one) => one.hint)).toEqual([hint]);
});

it.each([
  "above: { high: 150%, medium: 120% }",
  "atMost: { high: 0%, medium: 30% }",
  "comparedTo: hour-before, over: 1h, below: { high: 50% }",
])("takes %s", (lines) => {
  const { diagnostics } = compileService(`    monitors:\n      it: { type: change, metric: web.users, ${lines} }`);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

it("compares the means of what the catalog says is no count", () => {
  const { body, diagnostics } = compileService(
    "    monitors:\n      it: { type: change, metric: web.users, below: { high: 50% } }\n      all: { type: change, metric: web.users, counted: true, below: { high: 50% } }",
    "metrics:\n  web.users: { type: gauge, unit: user }",
  );
  expect(body("datadog/monitor/shop-web-it").query).toMatch(
    /^avg\(last_1h\):avg:web\.users\{[^}]*\} \/ week_before\(avg:/,
  );
  expect(body("datadog/monitor/shop-web-all").query).toContain("sum:web.users{");
  expect(diagnostics.map(({ path }) => path)).not.toContain("services.web.monitors.it.metric");
});

it("takes the window of a query in Datadog's own language from the query, where nothing else is said", () => {
  const { body, diagnostics } = compileService(
    `    monitors:\n      it: { type: query, unit: count, query: "avg(last_2h):avg:web.users{\${scope}}", above: { high: 5 } }`,
  );
  expect(diagnostics).toEqual([]);
  expect(String(body("datadog/monitor/shop-web-it").message)).toContain("over the last 2 hours");
});
