import { describe, expect, it } from "vitest";
import { explain, explainQuery, groupsOf, meaningOf } from "../../../query/meaning/index";
import { MONITOR_TYPES, parse, parseMonitorQuery } from "../../../query/monitor/index";
import { corpusMonitors, hasCorpus } from "../text/corpus";
import { mutate, pick, randomFrom, SEED } from "../text/fuzz";

const TABLE: [string, string][] = [
  [
    "avg(last_5m):avg:system.cpu.user{env:prod,!region:eu} by {host} > 90",
    "Watches the average of `system.cpu.user` where env is prod and region is not eu, separately for each host. Alerts when its average over the last 5 minutes is above 90. Without data it keeps its last state.",
  ],
  [
    "sum(last_5m):sum:errors{*} by {service}.as_count() / sum:hits{*} by {service}.as_count() > 0.05",
    "Watches the count of `errors` divided by the count of `hits`, separately for each service. Alerts when its sum over the last 5 minutes is above 0.05 (the counts are added up over the window first, then divided). No data counts as 0, unless nothing was ever counted or the divisor is 0.",
  ],
  [
    "max(last_1h):100 * sum:a{*} / (sum:a{*} + sum:b{*}) >= 90",
    "Watches the sum of `a` as a percentage of the total of it and the sum of `b`. Alerts when at any time in the last hour it is at least 90 (each point is divided first). Without data it keeps its last state.",
  ],
  [
    "min(last_10m):default_zero(sum:a{b:c or b:d} by {e,f}) < 1",
    "Watches the sum of `a` (0 where there is none) where b is c or d, separately for each combination of e and f. Alerts when at any time in the last 10 minutes it is below 1. Missing data counts as 0.",
  ],
  [
    "min(last_10m):avg:a{b:*x*,c:*,!d:y*} > 1",
    "Watches the average of `a` where b contains x, c is set and d does not start with y. Alerts when during all of the last 10 minutes it is above 1. Without data it keeps its last state.",
  ],
  [
    "avg(last_5m):avg:a{x:y AND NOT (s:a OR s:b)} > 2",
    "Watches the average of `a` where x is y and s is not a and s is not b. Alerts when its average over the last 5 minutes is above 2. Without data it keeps its last state.",
  ],
  [
    "change(avg(last_5m),last_1h):avg:a{*} > 25",
    "Watches the average of `a`. Alerts when the average over the last 5 minutes minus what it was 1 hour before is above 25. Without data it keeps its last state.",
  ],
  [
    "percentile(last_5m):p95:trace.web.request{env:prod} > 2",
    "Watches the 95th percentile of `trace.web.request` where env is prod. Alerts when it is above 2 over the last 5 minutes. Without data it keeps its last state.",
  ],
  [
    "avg(last_4h):anomalies(sum:a{*}.as_count(), 'agile', 3, direction='above', alert_window='last_30m', interval=60) >= 0.8",
    "Watches the count of `a`. Alerts when at least 80% of the points of the last 30 minutes lie above what is expected, by more than 3 deviations. No data counts as 0, unless nothing was ever counted or the divisor is 0.",
  ],
  [
    "max(next_1w):forecast(avg:system.disk.in_use{*} by {host}, 'linear', 1) >= 0.95",
    "Watches the average of `system.disk.in_use`, separately for each host. Alerts when it is predicted to be at least 0.95 within the next week. Without data it keeps its last state.",
  ],
  [
    "max(current_1d):sum:a{*}.as_count() > 1500",
    "Watches the count of `a`. Alerts when at any time in the current day it is above 1,500. No data counts as 0, unless nothing was ever counted or the divisor is 0.",
  ],
  [
    'logs("status:error").index("*").rollup("count").by("host").last("5m") > 5',
    "Watches the number of logs that match `status:error`, separately for each host. Alerts when it is above 5 over the last 5 minutes. With no matching events the count is 0.",
  ],
  [
    'logs("a").index("*").rollup("count").current("1d") > 5',
    "Watches the number of logs that match `a`. Alerts when it is above 5 over the current day. With no matching events the count is 0.",
  ],
  [
    'logs("a").index("*").rollup("count").by("host").last("5m") < 1',
    "Watches the number of logs that match `a`, separately for each host. Alerts when it is below 1 over the last 5 minutes. A group with no matching events at all never alerts: only groups that still have some are counted.",
  ],
  [
    'rum("@type:view").rollup("pc75", "@view.loading_time").last("1h") > 4000000000',
    "Watches the 75th percentile of @view.loading_time in RUM events that match `@type:view`. Alerts when it is above 4,000,000,000 over the last hour. With no matching events it keeps its last state.",
  ],
  [
    '"ntp.in_sync".over("env:prod").by("host").last(3).count_by_status()',
    "Watches the service check `ntp.in_sync` on `env:prod`, separately for each host. Alerts after as many critical results in a row as the threshold says, out of the latest 3. Without results it keeps its last state.",
  ],
  [
    "(12 && !34) || 5",
    "Combines other monitors: it alerts when (monitor 12 does and monitor 34 does not) or monitor 5 does. Where the members have no data it keeps its last state.",
  ],
  [
    'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
    "Watches how fast the objective `abc` uses up its error budget of 30 days. Alerts when both the last hour and the last 5 minutes burn it at a rate above 14.4 (1 uses it up exactly at the end).",
  ],
  [
    'error_budget("abc").over("7d") > 75',
    "Watches the error budget of the objective `abc` over 7 days. Alerts when the part of it that is used up is above 75 percent.",
  ],
  ["avg:system.load.1{$scope}", "Draws the average of `system.load.1` where $scope holds."],
  ["${var.query}", "The whole query is a placeholder that another tool fills in, so nothing can be said about it."],
  ["$scope", "This text is no query that can be read."],
];

describe("the explanation of a query", () => {
  it.each(TABLE)("of %s", (query, text) => {
    expect(explainQuery(query)).toBe(text);
  });

  it("tells the warning threshold, the unit and the choice about missing data", () => {
    const parsed = parse("avg(last_5m):avg:a.latency{*} > 2");
    const options = { thresholds: { critical: 2, warning: 1 }, on_missing_data: "resolve" };
    expect(explain(parsed, { options, unit: "second" })).toEqual([
      "Watches the average of `a.latency`.",
      "Alerts when its average over the last 5 minutes is above 2 seconds (it warns above 1).",
      "Without data it goes to OK.",
    ]);
  });

  it("says what the queries of a formula are", () => {
    const variables = [
      {
        name: "query",
        data_source: "logs",
        search: { query: "status:error" },
        compute: { aggregation: "count" },
        group_by: [{ facet: "host" }],
      },
      {
        name: "query1",
        data_source: "logs",
        search: { query: "*" },
        compute: { aggregation: "count" },
        group_by: [{ facet: "host" }],
      },
    ];
    expect(
      explainQuery('formula("(query / query1) * 100").last("1d") > 10', { type: "log alert", options: { variables } }),
    ).toBe(
      "Watches the number of logs that match `status:error` as a percentage of the number of logs that match `*`, separately for each host. Alerts when it is above 10 over the last day. Where nothing is there to divide by it keeps its last state.",
    );
  });

  it.skipIf(!hasCorpus)("has two or three sentences for every recommended monitor", () => {
    for (const { type, query, options } of corpusMonitors()) {
      const sentences = explain(parseMonitorQuery(type, query), { options });
      expect(sentences.length, query).toBeGreaterThanOrEqual(2);
      expect(sentences.length, query).toBeLessThanOrEqual(3);
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it(`never throws, whatever the text (FUZZ_SEED=${SEED})`, () => {
    const random = randomFrom(SEED);
    const seeds = TABLE.map(([query]) => query);
    const types = Object.keys(MONITOR_TYPES);
    for (let run = 0; run < 3000; run++) {
      const query = mutate(random, pick(random, seeds), [
        "(",
        ")",
        "{",
        "}",
        ",",
        "!",
        "by {a}",
        "${x}",
        "abs(",
        " / ",
        "1",
        '"',
        ".",
        ":",
      ]);
      explainQuery(query, { type: pick(random, types) });
      meaningOf(parse(query));
    }
  });
});

const GROUPS: [string, string[], boolean][] = [
  ["avg(last_5m):avg:a{*} by {x,y} / avg:b{*} by {y,z} > 1", ["x", "y", "z"], true],
  ["max(last_5m):sum(max:m{*} by {a,b}, {a}) > 1", ["a"], true],
  ["max(last_5m):count_nonzero(max:m{*} by {a,b}) > 1", [], true],
  ["avg(last_5m):avg:a${var.scope} by {x} > 1", ["x"], false],
  ["avg(last_5m):avg:a{*} by {${var.keys}} > 1", ["${var.keys}"], false],
  ['logs("a").rollup("count").by("x,@y.z").last("5m") > 1', ["x", "@y.z"], true],
  ['"ntp.in_sync".over("*").by("*").last(2).count_by_status()', [], false],
  ['"x".over("*").by("env:prod","host").last(2).count_by_status()', ["env", "host"], true],
  ["12 && 34", [], false],
];

describe("the groups of a monitor", () => {
  it.each(GROUPS)("of %s", (query, keys, exact) => {
    expect(groupsOf(parse(query).query)).toEqual({ keys, exact });
  });
});

describe("the meaning of a monitor", () => {
  it("tells what it watches, over which window, compared with what, and what is aggregated first", () => {
    const parsed = parse("sum(last_1d):sum:a{x:y} by {h}.as_count() / sum:b{*} by {h}.as_count() > 0.5");
    expect(meaningOf(parsed, { unit: "fraction" })).toMatchObject({
      language: "metric-monitor",
      watches: [
        { kind: "metric", name: "a", by: "sum", scope: "x:y" },
        { kind: "metric", name: "b", by: "sum", scope: "*" },
      ],
      groups: { keys: ["h"], exact: true },
      window: { kind: "last", amount: 1, unit: "d" },
      reduction: "sum",
      comparison: { op: ">", value: 0.5 },
      arithmetic: "totals",
      missingData: { effect: "zero" },
      interval: 600,
      unit: "fraction",
    });
  });

  it("divides point by point without as_count", () => {
    expect(meaningOf(parse("sum(last_5m):sum:a{*}.as_rate() / sum:b{*}.as_rate() > 0.5")).arithmetic).toBe("points");
  });
});
