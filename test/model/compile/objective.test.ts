import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("objectives", () => {
  const { body } = compileService(`    monitors:
      up: { type: count, metric: web.errors, above: { high: 1 } }
    objectives:
      good: { type: ratio, title: Good, good: web.good, total: web.all, target: 99.5%, burnRates: { fast: { severity: critical, rate: 14.4, over: 1h }, slow: { severity: medium, rate: 3, over: 1d, short: 2h } }, budgets: { most: { severity: high, used: 80% } } }
      bad: { type: ratio, bad: { metric: web.all, where: 'status:5xx' }, total: web.all, target: 99%, window: 7d }
      quiet: { type: monitors, monitors: [up], target: 99.9%, window: 90d }
      quick: { type: time-slice, metric: trace.http.request, aggregate: p99, below: 300ms, slice: 1min, target: 95%, warning: 97% }`);

  it("counts good events of all events", () => {
    expect(body("datadog/slo/shop-web-good")).toMatchObject({
      type: "metric",
      query: {
        numerator: "sum:web.good{env:production,service:web}.as_count()",
        denominator: "sum:web.all{env:production,service:web}.as_count()",
      },
      thresholds: [{ timeframe: "30d", target: 99.5 }],
    });
  });

  it("takes bad events from all events", () => {
    expect(body("datadog/slo/shop-web-bad").query).toEqual({
      numerator:
        "sum:web.all{env:production,service:web}.as_count() - sum:web.all{env:production,service:web,status:5xx}.as_count()",
      denominator: "sum:web.all{env:production,service:web}.as_count()",
    });
  });

  it("refers to monitors by number", () => {
    expect(body("datadog/slo/shop-web-quiet").monitorIds).toEqual([
      { ...ref("datadog/monitor/shop-web-up"), as: "number" },
    ]);
  });

  it("measures slices of time in the metric's unit", () => {
    expect(body("datadog/slo/shop-web-quick")).toMatchObject({
      type: "time_slice",
      sliSpecification: { timeSlice: { comparator: "<", threshold: 0.3, queryIntervalSeconds: 60 } },
      thresholds: [{ timeframe: "30d", target: 95, warning: 97 }],
    });
  });

  const ALERTS: [key: string, query: string, critical: string][] = [
    ["good-burn-rate-fast", '").over("30d").long_window("1h").short_window("5m") > 14.4', "14.4"],
    ["good-burn-rate-slow", '").over("30d").long_window("24h").short_window("2h") > 3', "3"],
    ["good-budget-most", '").over("30d") > 80', "80"],
  ];
  it.each(ALERTS)("alerts on %s with the id of the objective", (key, end, critical) => {
    const monitor = body(`datadog/monitor/shop-web-${key}`);
    expect(monitor).toMatchObject({ type: "slo alert", monitorThresholds: { critical } });
    expect(monitor.query).toEqual({
      $text: [expect.stringMatching(/^(burn_rate|error_budget)\("$/), ref("datadog/slo/shop-web-good"), end],
    });
  });
});
