import { describe, expect, it } from "vitest";
import { checkFiles } from "../../../model/index";
import { compileService, ORGANISATION } from "./compile-yaml";

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

  it("counts a slice without data as broken where that is said, for a value that must be above something", () => {
    const up = (rest: string) =>
      compileService(`    objectives:
      up: { type: time-slice, metric: web.ready, unit: fraction, aggregate: max, slice: 1min, target: 99.9%, missing: broken, ${rest} }`);
    const { body: found, diagnostics } = up("above: 50%");
    expect(diagnostics).toEqual([]);
    expect(found("datadog/slo/shop-web-up")).toMatchObject({
      sliSpecification: { timeSlice: { query: { formula: { formulaExpression: "default_zero(query1)" } } } },
    });
    expect(up("below: 50%").diagnostics).toMatchObject([
      { code: "conflicting-keys", message: "`missing: broken` reads silence as 0, and 0 keeps `below: 50%`" },
    ]);
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

describe("burn rates worked out", () => {
  const rates = (fields: string) => {
    const { specs, diagnostics } = compileService(
      `    objectives:\n      good: { type: ratio, good: web.good, total: web.all, ${fields} }`,
    );
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
    return Object.fromEntries(
      specs
        .filter(({ kind, env }) => kind === "datadog/monitor" && env === "prod")
        .map(({ key, body }) => [
          key.replace("shop-web-good-burn-rate-", ""),
          [(body.query as { $text: string[] }).$text[2], body.priority],
        ]),
    );
  };

  it.each([
    [
      "30d",
      {
        fast: ['").over("30d").long_window("1h").short_window("5m") > 14.4', "1"],
        steady: ['").over("30d").long_window("6h").short_window("30m") > 6', "2"],
        slow: ['").over("30d").long_window("24h").short_window("2h") > 3', "3"],
      },
    ],
    [
      "7d",
      {
        fast: ['").over("7d").long_window("1h").short_window("5m") > 16.8', "1"],
        steady: ['").over("7d").long_window("6h").short_window("30m") > 5.6', "2"],
        slow: ['").over("7d").long_window("24h").short_window("2h") > 2.8', "3"],
      },
    ],
  ])("are three by default, by the window of %s", (window, expected) => {
    expect(rates(`target: 99.9%, window: ${window}, alerts: standard`)).toEqual(expected);
  });

  it("take what they do not say from the usual ones", () => {
    expect(
      rates(
        "target: 99.9%, alerts: standard, burnRates: { fast: { severity: high }, steady: { enabled: false }, slow: { spends: 20%, over: 2d } }",
      ),
    ).toEqual({
      fast: ['").over("30d").long_window("1h").short_window("5m") > 14.4', "2"],
      slow: ['").over("30d").long_window("48h").short_window("4h") > 3', "3"],
    });
  });

  it("follow from the share they spend", () => {
    expect(rates("target: 99.9%, burnRates: { night: { severity: high, spends: 4%, over: 2h } }")).toEqual({
      night: ['").over("30d").long_window("2h").short_window("10m") > 14.4', "2"],
    });
  });

  it("leave out of the usual ones what the target makes impossible", () => {
    // With 90 % the greatest rate is 10: 14.4 cannot be.
    expect(Object.keys(rates("target: 90%, alerts: standard"))).toEqual(["slow", "steady"]);
  });

  it("take the form that a service or an environment says last", () => {
    const { body, diagnostics } = compileService(
      "    packs: [promise]\n    objectives:\n      good: { burnRates: { fast: { rate: 10 } } }",
      `packs:
  promise:
    description: P.
    objectives:
      good: { type: ratio, good: web.good, total: web.all, target: 99.9%, burnRates: { fast: { severity: high, spends: 2%, over: 1h } } }`,
    );
    expect(diagnostics).toEqual([]);
    expect(body("datadog/monitor/shop-web-good-burn-rate-fast").monitorThresholds).toEqual({ critical: "10" });
  });

  it("are refused when one failure would set them off, and made when it does not", () => {
    const said = (requests: string) =>
      compileService(
        `    objectives:\n      good: { type: ratio, good: web.good, total: web.all, target: 99.9%, requests: ${requests}, burnRates: { fast: { severity: high } } }`,
      ).diagnostics.map(({ code }) => code);
    expect(said("60/h")).toEqual(["too-few-requests"]);
    expect(said("70/h")).toEqual([]);
  });

  it.each([
    [
      "99.9%",
      "1min",
      "2%",
      ["one bad slice of `1min` within `1h` is a rate of 16.66: the alert at 14.4 tells of every one"],
    ],
    ["99.9%", "1min", "2.4%", []],
    [
      "99.9%",
      "5min",
      "10%",
      ["one bad slice of `5min` within `1h` is a rate of 83.33: the alert at 72 tells of every one"],
    ],
    ["99%", "5min", "2%", []],
  ])("warn when one bad slice sets them off: %s in slices of %s, %s in an hour", (target, slice, spends, said) => {
    const { diagnostics } = compileService(
      `    objectives:\n      up: { type: time-slice, metric: web.up, unit: none, above: 0.5, target: ${target}, slice: ${slice}, burnRates: { fast: { severity: high, spends: ${spends}, over: 1h } } }`,
    );
    expect(diagnostics.map(({ message }) => message)).toEqual(said);
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  });
});

describe("the usual burn rates", () => {
  const TARGETS = ["90%", "93%", "95%", "99%", "99.5%", "99.9%", "99.95%", "99.99%"];
  it("are refused where none of them can be", () => {
    const { diagnostics } = compileService(
      "    objectives:\n      good: { type: ratio, good: web.good, total: web.all, target: 66%, alerts: standard }",
    );
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["out-of-range", "none of the usual alerts can fire with a target of `66%`: nothing burns faster than 2.94"],
    ]);
  });

  it("are taken by the linter's rules for what Datadog takes, whatever the target and the window", () => {
    const objectives = ["7d", "30d", "90d"].flatMap((window) =>
      TARGETS.map(
        (target, index) =>
          `      of-${window.replace("d", "-days")}-${index}: { type: ratio, good: web.good, total: web.all, target: ${target}, window: ${window}, alerts: standard }`,
      ),
    );
    const text = `${ORGANISATION}\nservices:\n  web:\n    system: shop\n    objectives:\n${objectives.join("\n")}\n`;
    const { diagnostics, specs } = checkFiles([{ file: "catalog.yaml", bytes: Buffer.from(text) }]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const made = specs.filter(
      ({ kind, env, key }) => kind === "datadog/monitor" && env === "prod" && key.includes("burn-rate"),
    );
    // Of 90 % nothing burns faster than 10, of 93 % than 14.29, of 95 % than 20.
    const left = (window: string) => made.filter(({ key }) => key.includes(`of-${window}-`)).length;
    expect([left("7-days"), left("30-days"), left("90-days")]).toEqual([22, 22, 20]);
  });
});
