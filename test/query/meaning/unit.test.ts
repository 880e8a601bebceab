import { expect, it } from "vitest";
import { createMetrics, explainQuery } from "../../../query/index";

const metric = createMetrics().lookup;

it.each([
  ["avg(last_5m):avg:system.cpu.user{*} > 90", "above 90 percent."],
  ["percentile(last_5m):p95:trace.http.request{*} > 2", "above 2 seconds over"],
  ["avg(last_5m):avg:trace.http.request{*} * 1000 > 200", "above 200 milliseconds."],
  ["avg(last_5m):avg:system.net.bytes_rcvd{*} > 500000", "above 500,000 bytes per second."],
  ["sum(last_5m):sum:trace.http.request.hits{*}.as_count() > 1", "above 1 request."],
  [
    "sum(last_5m):sum:trace.http.request.errors{*}.as_count() / sum:trace.http.request.hits{*}.as_count() > 0.05",
    "above 0.05 (5%) (",
  ],
  ['max(next_1w):forecast(max:system.disk.in_use{*} by {host}, "linear", 1) >= 0.9', "at least 0.9 (90%) within"],
  ["pct_change(avg(last_5m),last_1h):avg:redis.mem.used{*} > 50", "in percent, above 50."],
])("the unit is said: %s", (query, text) => {
  expect(explainQuery(query, { metric })).toContain(text);
});

it.each([
  ["nobody knows the metric", "avg(last_5m):avg:my.thing{*} > 2", "above 2."],
  ["shares of the window are compared", 'avg(last_4h):anomalies(avg:system.cpu.user{*}, "basic", 2) >= 0.8', "80%"],
  ["two units meet", "avg(last_5m):avg:system.cpu.user{*} + avg:system.mem.used{*} > 2", "above 2."],
])("no unit is guessed where %s", (_why, query, text) => {
  const told = explainQuery(query, { metric });
  expect(told).toContain(text);
  expect(told).not.toContain("percent.");
});
