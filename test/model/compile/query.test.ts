import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

/** The signal as YAML in one line, and the query and options it becomes in prod. */
const SIGNALS: [name: string, signal: string, query: string, options: Record<string, unknown>][] = [
  [
    "a ratio divides sums, not rates",
    "{ type: ratio, numerator: trace.http.request.errors, denominator: trace.http.request.hits, above: { high: 5%, medium: 1% } }",
    "sum(last_5m):sum:trace.http.request.errors{env:production,service:web}.as_count() / sum:trace.http.request.hits{env:production,service:web}.as_count() > 0.05",
    {
      type: "query alert",
      monitorThresholds: { critical: "0.05", warning: "0.01" },
      onMissingData: "resolve",
      requireFullWindow: false,
    },
  ],
  [
    "a ratio with too little traffic is zero; at least 50 is more than 49",
    "{ type: ratio, numerator: trace.http.request.errors, denominator: trace.http.request.hits, above: { high: 5% }, minimum: 10/min }",
    "sum(last_5m):(sum:trace.http.request.errors{env:production,service:web}.as_count() / sum:trace.http.request.hits{env:production,service:web}.as_count()) * is_greater(sum:trace.http.request.hits{env:production,service:web}.as_count(), 49) > 0.05",
    { monitorThresholds: { critical: "0.05" } },
  ],
  [
    "a ratio that must not fall is whole with too little traffic",
    "{ type: ratio, numerator: web.good, denominator: web.all, below: { high: 95% }, minimum: 10/min }",
    "sum(last_5m):(sum:web.good{env:production,service:web}.as_count() / sum:web.all{env:production,service:web}.as_count()) * is_greater(sum:web.all{env:production,service:web}.as_count(), 49) + is_less(sum:web.all{env:production,service:web}.as_count(), 50) < 0.95",
    { monitorThresholds: { critical: "0.95" } },
  ],
  [
    "a percentile is Datadog's own head, in seconds",
    "{ type: metric, metric: trace.http.request, aggregate: p95, over: 10min, above: { high: 2s, medium: 200ms } }",
    "percentile(last_10m):p95:trace.http.request{env:production,service:web} > 2",
    { monitorThresholds: { critical: "2", warning: "0.2" }, onMissingData: "show_no_data" },
  ],
  [
    "groups come with a delay for new ones, and filters are added to",
    "{ type: metric, metric: system.disk.in_use, aggregate: max, across: min, over: 1h, where: '!device:tmpfs', by: [host, device], atLeast: { medium: 90% }, newGroupDelay: 5min }",
    "min(last_1h):max:system.disk.in_use{env:production,service:web,!device:tmpfs} by {host,device} >= 0.9",
    { monitorThresholds: { critical: "0.9" }, newGroupDelay: 300, priority: "3" },
  ],
  [
    "a filter with words turns the whole filter into words",
    "{ type: metric, metric: system.load.1, unit: none, where: 'region:eu OR region:us', above: { medium: 8 }, recovery: { medium: 6 } }",
    "avg(last_5m):avg:system.load.1{env:production AND service:web AND (region:eu OR region:us)} > 8",
    { monitorThresholds: { critical: "8", criticalRecovery: "6" } },
  ],
  [
    "ten a minute over five minutes are fifty",
    "{ type: count, metric: web.logins.failed, by: [region], over: 5min, above: { high: 10/min } }",
    "sum(last_5m):sum:web.logins.failed{env:production,service:web} by {region}.as_count() > 50",
    { monitorThresholds: { critical: "50" }, newGroupDelay: 60 },
  ],
  [
    "a search says its index, and quotes inside are escaped",
    `{ type: logs, query: 'status:error "out of memory"', by: ["@pod", host], above: { high: 10, medium: 5 } }`,
    'logs("env:production service:web status:error \\"out of memory\\"").index("*").rollup("count").by("@pod,host").last("5m") > 10',
    { type: "log alert", monitorThresholds: { critical: "10", warning: "5" }, newGroupDelay: 60 },
  ],
  [
    "alternatives of a search stay together",
    "{ type: spans, query: '@http.status_code:500 OR @http.status_code:503', over: 15min, above: { medium: 3 } }",
    'trace-analytics("env:production service:web (@http.status_code:500 OR @http.status_code:503)").rollup("count").last("15m") > 3',
    { type: "trace-analytics alert" },
  ],
  [
    "a duration of sessions is in nanoseconds, without exponents",
    "{ type: rum, query: '@type:view', measure: pc75, of: '@view.loading_time', unit: nanosecond, over: 1h, above: { medium: 2500ms } }",
    'rum("env:production service:web @type:view").rollup("pc75", "@view.loading_time").last("1h") > 2500000000',
    { type: "rum alert", monitorThresholds: { critical: "2500000000" } },
  ],
  [
    "absence of events counts as zero",
    "{ type: logs, query: '*', over: 30min, below: { medium: 1 }, noData: zero }",
    'logs("env:production service:web").index("*").rollup("count").last("30m") < 1',
    { onMissingData: "default" },
  ],
  [
    "a check counts runs in a row and looks at one more than it needs",
    "{ type: check, check: postgres.can_connect, failures: { critical: 5, high: 2 }, recovers: 2, noData: alert, silentFor: 2min }",
    '"postgres.can_connect".over("env:production","service:web").by("host").last(6).count_by_status()',
    {
      type: "service check",
      monitorThresholds: { critical: "5", warning: "2", ok: "2" },
      notifyNoData: true,
      noDataTimeframe: 2,
      newGroupDelay: 60,
    },
  ],
  [
    "a heartbeat alerts when there is nothing",
    "{ type: heartbeat, metric: web.alive, silentFor: 10min, severity: critical }",
    "sum(last_10m):sum:web.alive{env:production,service:web}.as_count() < 1",
    {
      monitorThresholds: { critical: "1" },
      onMissingData: "show_and_notify_no_data",
      priority: "1",
      renotifyInterval: 30,
      renotifyStatuses: ["alert", "no data"],
    },
  ],
  [
    "of a value its absence alone counts, since it may be less than one while it is there",
    "{ type: heartbeat, metric: system.load.1, by: [host], severity: high }",
    "avg(last_10m):abs(avg:system.load.1{env:production,service:web} by {host}) < 0",
    { monitorThresholds: { critical: "0" }, onMissingData: "show_and_notify_no_data" },
  ],
  [
    "the catalog may say that a metric is no count",
    "{ type: heartbeat, metric: web.users, counted: false, silentFor: 1d, severity: high }",
    "avg(last_1d):abs(avg:web.users{env:production,service:web}) < 0",
    { monitorThresholds: { critical: "0" } },
  ],
  [
    "a change divides what was counted by what was counted a week before",
    "{ type: change, metric: web.orders, over: 4h, below: { high: 30%, medium: 60% } }",
    "sum(last_4h):sum:web.orders{env:production,service:web}.as_count() / week_before(sum:web.orders{env:production,service:web}.as_count()) < 0.3",
    { monitorThresholds: { critical: "0.3", warning: "0.6" }, onMissingData: "show_no_data" },
  ],
  [
    "a change with too little before is whole where little is bad",
    "{ type: change, metric: web.orders, over: 1h, comparedTo: day-before, below: { high: 50% }, minimum: 20/h }",
    "sum(last_1h):(sum:web.orders{env:production,service:web}.as_count() / day_before(sum:web.orders{env:production,service:web}.as_count())) * is_greater(day_before(sum:web.orders{env:production,service:web}.as_count()), 19) + is_less(day_before(sum:web.orders{env:production,service:web}.as_count()), 20) < 0.5",
    { monitorThresholds: { critical: "0.5" } },
  ],
  [
    "a change of a value compares its means",
    "{ type: change, metric: web.users, counted: false, aggregate: max, comparedTo: month-before, above: { medium: 200% } }",
    "avg(last_1h):max:web.users{env:production,service:web} / month_before(max:web.users{env:production,service:web}) > 2",
    { monitorThresholds: { critical: "2" } },
  ],
  [
    "an anomaly has the same window twice",
    "{ type: anomaly, metric: web.orders, counted: true, direction: below, over: 30min, atLeast: { high: 80% } }",
    "avg(last_4h):anomalies(sum:web.orders{env:production,service:web}.as_count(), 'agile', 3, direction='below', alert_window='last_30m', interval=360, count_default_zero='true', seasonality='daily') >= 0.8",
    {
      monitorThresholds: { critical: "0.8", criticalRecovery: "0" },
      monitorThresholdWindows: { triggerWindow: "last_30m", recoveryWindow: "last_30m" },
    },
  ],
  [
    "a forecast that falls uses the minimum",
    "{ type: forecast, metric: system.disk.free, aggregate: min, within: 3d, below: { medium: 1GB } }",
    "min(next_3d):forecast(min:system.disk.free{env:production,service:web}, 'linear', 1, interval='60m', history='1w', model='default') <= 1000000000",
    { monitorThresholds: { critical: "1000000000" } },
  ],
  [
    "a query in Datadog's own language gets its scope and number",
    "{ type: query, query: 'avg(last_5m):max:web.queue{${scope}} by {queue}', unit: none, above: { medium: 100 } }",
    "avg(last_5m):max:web.queue{env:production,service:web} by {queue} > 100",
    { newGroupDelay: 60 },
  ],
];

describe("a signal becomes one monitor", () => {
  it.each(SIGNALS)("%s", (_, signal, query, options) => {
    const { body, diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
    expect(diagnostics).toEqual([]);
    const monitor = body("datadog/monitor/shop-web-it");
    expect(monitor.query).toBe(query);
    expect(monitor).toMatchObject(options);
    expect(monitor.tags).toEqual([
      "customer:acme",
      "env:production",
      "managed-by:watchbill",
      "service:web",
      "signal:it",
      "system:shop",
      "team:ops",
      "tier:3",
    ]);
  });

  const FILTERED: [what: string, signal: string, query: string][] = [
    [
      "a filter in a search is a search",
      "{ type: logs, query: 'status:error', where: 'region IN (eu,us)', above: { high: 1 } }",
      'logs("env:production service:web region:(eu OR us) status:error").index("*").rollup("count").last("5m") > 1',
    ],
    [
      "what a check excludes has a list of its own",
      "{ type: check, check: web.up, where: 'region:eu,!role:spare', failures: { high: 2 } }",
      '"web.up".over("env:production","service:web","region:eu").exclude("role:spare").by("host").last(3).count_by_status()',
    ],
    [
      "the scope of a search in Datadog's own language is a search",
      '{ type: query, monitorType: log alert, query: \'logs("${scope} status:error").index("*").rollup("count").last("5m")\', unit: count, above: { high: 1 } }',
      'logs("env:production service:web status:error").index("*").rollup("count").last("5m") > 1',
    ],
    [
      "the scope of processes is a list",
      "{ type: query, monitorType: process alert, query: \"processes('java').over(${scope}).rollup('count').last('10m')\", unit: count, below: { high: 1 } }",
      "processes('java').over('env:production','service:web').rollup('count').last('10m') < 1",
    ],
    [
      "the scope of a search is there without being named",
      "{ type: logs, query: '${scope} status:error', above: { high: 1 } }",
      'logs("env:production service:web status:error").index("*").rollup("count").last("5m") > 1',
    ],
  ];
  it.each(FILTERED)("%s", (_, signal, query) => {
    const { body, diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
    expect(diagnostics).toEqual([]);
    expect(body("datadog/monitor/shop-web-it").query).toBe(query);
  });

  it("the service's own filter is printed in the language of each signal, or refused where one has none for it", () => {
    const { body } = compileService(
      "    datadog: { scope: 'service:a OR service:b' }\n    monitors:\n      m: { type: count, metric: web.a, above: { high: 1 } }\n      l: { type: logs, query: status:error, above: { high: 1 } }",
    );
    expect(body("datadog/monitor/shop-web-m").query).toContain("{env:production AND (service:a OR service:b)}");
    expect(body("datadog/monitor/shop-web-l").query).toContain(
      '"env:production (service:a OR service:b) status:error"',
    );
    const { diagnostics } = compileService(
      "    datadog: { scope: 'service:a OR service:b' }\n    monitors:\n      c: { type: check, check: web.up, failures: { high: 1 } }",
    );
    expect(diagnostics).toMatchObject([{ code: "bad-filter", path: "services.web.datadog.scope", column: 23 }]);
  });

  it("an ungrouped monitor has no delay for new groups", () => {
    const { body } = compileService("    monitors:\n      it: { type: count, metric: web.errors, above: { high: 1 } }");
    expect(body("datadog/monitor/shop-web-it")).not.toHaveProperty("newGroupDelay");
  });

  it("a composite refers to the monitors it combines", () => {
    const { body, spec } = compileService(
      "    monitors:\n      a: { type: count, metric: web.a, above: { high: 1 } }\n      b: { type: count, metric: web.b, above: { high: 1 } }\n      it: { type: composite, when: a && !b, severity: medium }",
    );
    const monitor = body("datadog/monitor/shop-web-it");
    const id = (name: string) => ({ $ref: `datadog/monitor/shop-web-${name}`, output: "id" });
    expect(monitor.query).toEqual({ $text: [id("a"), " && !", id("b")] });
    expect(monitor).not.toHaveProperty("onMissingData");
    expect(monitor).not.toHaveProperty("monitorThresholds");
    expect(spec("datadog/monitor/shop-web-it").refs).toEqual([
      "datadog/monitor/shop-web-a",
      "datadog/monitor/shop-web-b",
    ]);
  });

  it("a monitor knows what the catalog calls its thresholds and its window", () => {
    const { spec } = compileService(
      "    monitors:\n      it: { type: metric, metric: trace.http.request, above: { high: 1500ms, medium: 1s } }",
    );
    expect(spec("datadog/monitor/shop-web-it").words).toEqual({
      "query.window": { path: "over" },
      "monitorThresholds.critical": { path: "above.high", unit: "second", written: "1500ms" },
      "monitorThresholds.warning": { path: "above.medium", unit: "second" },
    });
  });
});
