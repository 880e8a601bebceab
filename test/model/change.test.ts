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
