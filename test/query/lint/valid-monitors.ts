/**
 * Monitors as other people write them: every function, window and scope the vendor documents, on made-up metrics. Written for
 * this test from the documented grammar, not taken from anywhere. Nothing here may be called an error.
 */

import type { MonitorInput } from "../../../query/lint/index";

/** Just a query, or a query with the rest of the monitor. */
type Valid = string | ({ query: string } & Partial<MonitorInput>);

const METRIC: Valid[] = [
  // Heads and windows.
  "avg(last_1m):avg:system.load.1{*} > 4",
  "avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90",
  "min(last_15m):avg:system.mem.pct_usable{env:prod} by {host} < 0.1",
  "max(last_30m):max:system.disk.in_use{env:prod,!device:/dev/loop*} by {host,device} > 0.9",
  "sum(last_1h):sum:shop.orders.created{env:prod}.as_count() < 1",
  "last(last_5m):avg:nginx.net.connections{role:edge} by {host} > 1000",
  "avg(last_2h):avg:jvm.heap_memory{service:billing} > 2147483648",
  "avg(last_1d):avg:system.disk.free{*} by {host} < 5368709120",
  "avg(last_1w):avg:system.uptime{*} by {host} > 31536000",
  "avg(last_1mo):avg:acme.licences.used{*} > 950",
  "avg(last_60m):avg:redis.info.latency_ms{*} by {name} > 20",
  "percentile(last_5m):p95:trace.web.request{env:prod,service:checkout} > 1.5",
  "avg(last_5m):p99.9:trace.web.request{env:prod,service:checkout} by {resource_name} > 3",
  "percentile(last_10m):p50:acme.job.duration{queue:default} > 30",
  "avg(last_5m):count(v: v>=2):trace.web.request{env:prod} > 100",
  "avg(last_5m):count:acme.job.duration{*} > 10",
  "avg(last_5m):stddev:acme.job.duration{*} > 10",
  "avg(last_10m):system.load.5{host:db01} >= 8",
  // Running totals.
  {
    query: "sum(current_1d):sum:shop.refunds{env:prod}.as_count() > 500",
    options: { thresholds: { critical: 500 }, scheduling_options: { evaluation_window: { day_starts: "04:00" } } },
  },
  {
    query: "sum(current_1mo):sum:acme.emails.sent{*}.as_count() > 100000",
    options: {
      thresholds: { critical: 100000, warning: 80000 },
      scheduling_options: { evaluation_window: { day_starts: "00:00", month_starts: 1, timezone: "UTC" } },
    },
  },
  {
    query: "max(current_1h):max:acme.queue.depth{*} by {queue} > 10000",
    options: { scheduling_options: { evaluation_window: { hour_starts: 0 } } },
  },
  // Scopes: both syntaxes.
  "avg(last_5m):avg:system.load.1{host:web-*} > 4",
  "avg(last_5m):avg:system.load.1{host:*-web} > 4",
  "avg(last_5m):avg:system.load.1{host:*web*} > 4",
  "avg(last_5m):avg:system.load.1{!env:dev,!env:test,role:db} by {host} > 4",
  "avg(last_5m):avg:system.load.1{team:*} by {team} > 4",
  "avg(last_5m):avg:system.load.1{!team:*} by {host} > 4",
  "avg(last_5m):avg:system.load.1{env:prod AND role:db} > 4",
  "avg(last_5m):avg:system.load.1{env:prod OR env:staging} > 4",
  "avg(last_5m):avg:system.load.1{env:prod AND NOT role:db} > 4",
  "avg(last_5m):avg:system.load.1{(env:prod OR env:staging) AND NOT (role:db AND team:data)} by {host} > 4",
  "avg(last_5m):avg:system.load.1{env IN (prod, staging)} by {env} > 4",
  "avg(last_5m):avg:system.load.1{env NOT IN (dev,test) AND role:db} by {host} > 4",
  "avg(last_5m):avg:system.load.1{env:prod and role in (db,cache)} > 4",
  "avg(last_5m):avg:system.load.1{env:prod and not role:db} > 4",
  "avg(last_5m):avg:system.load.1{not env:dev} > 4",
  "avg(last_5m):avg:kubernetes.memory.usage{pod_name: web-*, kube_namespace:shop} by {pod_name} > 1073741824",
  "avg(last_5m):avg:system.load.1{example,role:db} > 4",
  "avg(last_5m):avg:system.load.1{availability-zone:eu-west-1a} by {host.name} > 4",
  "avg(last_5m):avg:acme.latency{url:https://shop.example.com/pay} > 4",
  "avg(last_5m):avg:acme.latency{version:1.2.3+build.7} > 4",
  "avg(last_5m):avg:acme.latency{env:${var.env},service:${var.service}} > ${var.critical}",
  // Modifiers.
  "avg(last_5m):sum:nginx.requests{env:prod}.as_rate() > 1000",
  "sum(last_5m):sum:trace.web.request.errors{env:prod,service:checkout}.as_count() > 50",
  "avg(last_1h):avg:acme.queue.depth{*} by {queue}.rollup(max, 60) > 100",
  "avg(last_1h):avg:acme.queue.depth{*}.rollup(avg) > 100",
  "avg(last_1h):avg:acme.queue.depth{*}.rollup(120) > 100",
  "sum(last_1d):sum:shop.orders{env:prod}.as_count().rollup(sum, 3600) < 10",
  "avg(last_2d):sum:shop.orders{env:prod}.as_count().rollup(sum, daily, 'Europe/Berlin') < 10",
  "avg(last_10m):avg:acme.heartbeat{*} by {host}.fill(zero) < 1",
  "avg(last_10m):avg:acme.heartbeat{*} by {host}.fill(last, 300) < 1",
  "avg(last_10m):avg:acme.heartbeat{*}.fill(linear) < 1",
  "sum(last_10m):sum:acme.done{*}.as_count().fill(null) < 1",
  "avg(last_10m):sum:system.mem.used{*}.weighted() > 1099511627776",
  // Functions, family by family.
  "avg(last_5m):abs(avg:ntp.offset{*} by {host}) > 0.5",
  "avg(last_5m):log2(avg:acme.size{*}) > 30",
  "avg(last_5m):log10(avg:acme.size{*}) > 9",
  "avg(last_1h):integral(avg:acme.flow{*}) > 9",
  "avg(last_5m):default_zero(sum:acme.failed{*}.as_rate()) > 1",
  "avg(last_5m):exclude_null(avg:acme.depth{*} by {queue,shard}) > 10",
  "avg(last_5m):count_nonzero(avg:acme.worker.up{*} by {host}) < 3",
  "avg(last_5m):count_not_null(avg:acme.worker.up{*} by {host}) < 3",
  "avg(last_5m):clamp_min(avg:acme.depth{*}, 0) > 10",
  "avg(last_5m):clamp_max(avg:acme.ratio{*}, 100) > 90",
  "avg(last_5m):cutoff_max(avg:acme.depth{*} by {queue}, 1000) > 10",
  "avg(last_5m):cutoff_min(avg:acme.depth{*}, 1) > 10",
  "avg(last_5m):per_second(avg:acme.total{*} by {host}) > 100",
  "avg(last_5m):per_minute(avg:acme.total{*}) > 100",
  "avg(last_1h):per_hour(max:acme.total{*}) > 100",
  "avg(last_5m):derivative(avg:acme.level{*}) < -5",
  "avg(last_5m):diff(avg:acme.level{*}) > 5",
  "sum(last_15m):monotonic_diff(max:acme.restarts{*} by {pod_name}) > 3",
  "max(last_15m):dt(avg:acme.last_seen{*}) > 600",
  "avg(last_15m):throughput(sum:acme.bytes{*}) > 600",
  "avg(last_30m):avg:acme.orders{*} - hour_before(avg:acme.orders{*}) < -100",
  "avg(last_30m):avg:acme.orders{*} / day_before(avg:acme.orders{*}) < 0.5",
  "avg(last_30m):100 * (avg:acme.orders{*} - week_before(avg:acme.orders{*})) / week_before(avg:acme.orders{*}) < -40",
  "avg(last_30m):month_before(avg:acme.orders{*}) - avg:acme.orders{*} > 100",
  "avg(last_30m):avg:acme.orders{*} - timeshift(avg:acme.orders{*}, -604800) < -100",
  "avg(last_15m):ewma_5(avg:acme.latency{*} by {region}) > 2",
  "avg(last_15m):ewma_20(avg:acme.latency{*}) > 2",
  "avg(last_15m):median_9(avg:acme.latency{*}) > 2",
  "avg(last_4h):trend_line(avg:acme.depth{*}) > 2",
  "avg(last_4h):robust_trend(avg:acme.depth{*}) > 2",
  "avg(last_4h):piecewise_constant(avg:acme.depth{*}) > 2",
  "avg(last_1h):moving_rollup(avg:acme.depth{*}, 300, 'max') > 2",
  "avg(last_1h):moving_rollup(sum:acme.done{*}.as_count(), 3600, 'sum') < 2",
  "avg(last_5m):max(sum:acme.depth{*} by {queue}, {queue}) > 2",
  "avg(last_5m):avg(sum:acme.depth{*} by {queue,host}.rollup(sum, 60), {queue}) > 2",
  "avg(last_5m):avg:acme.share{*} * is_greater(sum:acme.all{*}, 100) > 0.2",
  "avg(last_5m):avg:acme.share{*} * is_less(sum:acme.all{*}, 100) > 0.2",
  "avg(last_5m):avg:acme.share{*} * is_between(sum:acme.all{*}, 10, 100) > 0.2",
  "avg(last_5m):round(avg:acme.share{*} * 100, 2) > 20",
  // Arithmetic.
  "sum(last_5m):sum:trace.web.request.errors{env:prod}.as_count() / sum:trace.web.request.hits{env:prod}.as_count() > 0.05",
  "sum(last_10m):100 * (sum:acme.failed{*} by {region}.as_count() / (sum:acme.failed{*} by {region}.as_count() + sum:acme.ok{*} by {region}.as_count())) >= 5",
  "avg(last_5m):(avg:acme.a{*} + avg:acme.b{*}) / (avg:acme.c{*} - avg:acme.d{*}) > 1.5",
  "avg(last_5m):((avg:acme.a{*} + 1) * 2 - (3 / (avg:acme.b{*} + 1))) > 1.5",
  "avg(last_5m):-avg:acme.balance{*} > 1000",
  "avg(last_5m):+avg:acme.balance{*} < -1000",
  "avg(last_5m):1 - avg:acme.availability{*} > 0.01",
  "avg(last_5m):avg:acme.signal_dbm{*} by {ap} + 100 < 20",
  "avg(last_5m):avg:acme.temperature{room:freezer} - 4 > 10",
  "avg(last_5m):100 - avg:acme.temperature{room:freezer} > 110",
  "avg(last_5m):avg:system.mem.used{*} by {host} / avg:system.mem.total{*} by {host} * 100 > 90",
  "avg(last_5m):max:kubernetes.cpu.usage.total{*} by {pod_name} / 1000000000 > 2",
  "avg(last_5m):avg:acme.depth{*} by {queue} / avg:acme.limit{*} > 0.8",
  "avg(last_5m):avg:acme.depth{*} > 1e6",
  "avg(last_5m):avg:acme.depth{*} != 1",
  "min(last_5m):min:acme.leader{*} == 0",
  "sum(last_10m):( sum:acme.http{code:5xx}.as_count() / sum:acme.http{*}.as_count() ) * 100 > 5",
  "avg(last_5m):\n  avg:acme.a{*}\n  /\n  avg:acme.b{*}\n> 2",
  // Changes.
  "change(avg(last_5m),last_1h):avg:acme.depth{*} by {queue} > 100",
  "change(max(last_10m),1d_ago):avg:acme.depth{*} > 100",
  "change(sum(last_5m),5m_ago):sum:acme.failed{*}.as_count() > 100",
  "pct_change(avg(last_5m),last_1d):avg:acme.depth{*} > 50",
  "pct_change(sum(last_1h),1h_ago):sum:acme.orders{*}.as_count() < -40",
  "pct_change(avg(last_15m),last_1w):sum:trace.web.request.hits{env:prod}.as_rate() < -50",
  // Anomalies.
  {
    query:
      "avg(last_4h):anomalies(avg:acme.latency{env:prod} by {region}, 'agile', 2, direction='above', alert_window='last_15m', interval=60, count_default_zero='true', seasonality='weekly') >= 1",
    options: {
      thresholds: { critical: 1, critical_recovery: 0 },
      threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" },
    },
  },
  {
    query:
      "avg(last_1d):anomalies(sum:shop.orders{*}.as_count(), 'robust', 3, direction='below', interval=300, alert_window='last_1h', seasonality='daily', timezone='europe/berlin', count_default_zero='true') >= 0.5",
    options: {
      thresholds: { critical: 0.5, warning: 0.3, critical_recovery: 0.1 },
      threshold_windows: { trigger_window: "last_1h", recovery_window: "last_1h" },
    },
  },
  {
    query:
      "avg(last_12h):anomalies(ewma_5(avg:acme.depth{*}), 'basic', 4, direction='both', alert_window='last_30m', interval=120, count_default_zero='false') > 0.8",
    options: {
      thresholds: { critical: 0.8 },
      threshold_windows: { trigger_window: "last_30m", recovery_window: "last_20m" },
    },
  },
  "avg(last_1h):anomalies(avg:acme.depth{*}, 'basic', 2, direction='above') >= 1",
  // Forecasts and outliers.
  "max(next_1w):forecast(avg:system.disk.in_use{*} by {host,device}, 'linear', 1, interval='60m', history='1w', model='default') >= 0.95",
  "min(next_2d):forecast(avg:system.disk.free{*} by {host}, 'linear', 2, interval=1200, model='reactive') <= 0",
  "max(next_3d):forecast(avg:acme.depth{*}, 'seasonal', 1, interval='30m', seasonality='weekly') >= 1000",
  "avg(last_30m):outliers(avg:acme.latency{env:prod} by {host}, 'DBSCAN', 3) > 0",
  "avg(last_1h):outliers(avg:acme.latency{env:prod} by {host}, 'dbscan', 2.5) > 0",
  "avg(last_4h):outliers(avg:acme.latency{*} by {host}, 'MAD', 3, 20) > 0",
  "avg(last_4h):outliers(avg:acme.latency{*} by {host}, 'scaledMAD', 3, 90) > 0",
  "avg(last_4h):outliers(sum:nginx.requests{*} by {host}.as_rate(), 'scaledDBSCAN', 3) > 0",
  // Formulas over declared metrics.
  {
    query: 'formula("query1").rollup("avg").last("5m") > 10',
    options: { variables: [{ name: "query1", data_source: "metrics", query: "avg:acme.depth{*} by {queue}" }] },
  },
  {
    query: 'formula("query1 / query2 * 100").last("15m") > 5',
    options: {
      variables: [
        { name: "query1", data_source: "metrics", query: "sum:acme.failed{*}.as_count()" },
        { name: "query2", data_source: "metrics", query: "sum:acme.all{*}.as_count()" },
      ],
    },
  },
  {
    query: "avg(last_5m):avg:acme.depth{*} by {queue} > 100",
    options: {
      thresholds: { critical: 100, critical_recovery: 80, warning: 90, warning_recovery: 70 },
      notify_by: ["*"],
      on_missing_data: "show_and_notify_no_data",
      new_group_delay: 300,
      renotify_interval: 60,
      renotify_statuses: ["alert", "no data"],
      renotify_occurrences: 3,
      notification_preset_name: "hide_query",
      evaluation_delay: 900,
      require_full_window: false,
      timeout_h: 2,
      include_tags: false,
      avalanche_window: 20,
      silenced: {},
      locked: false,
    },
    message:
      "{{#is_alert}}{{queue.name}} holds {{value}} {{/is_alert}}{{#is_no_data}}{{queue.name}} is silent{{/is_no_data}}{{^is_recovery}} @slack-queues{{/is_recovery}}",
    priority: 2,
    tags: ["Team:Queues", "a tag with blanks", "env:prod"],
  },
  {
    query: "avg(last_5m):avg:acme.depth{*} by {queue} > 100",
    options: { thresholds: {}, notify_no_data: false, no_data_timeframe: null, on_missing_data: "resolve" },
  },
  {
    query: "avg(last_1d):avg:acme.depth{*} > 100",
    options: {
      scheduling_options: {
        custom_schedule: {
          recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1", timezone: "UTC", start: "2026-01-01T08:00:00" }],
        },
      },
      require_full_window: false,
    },
  },
];

const LOGS: Valid[] = [
  'logs("status:error").index("*").rollup("count").last("5m") > 10',
  'logs("service:checkout status:(error OR critical)").index("main").rollup("count").by("service").last("15m") > 10',
  'logs("service:checkout -status:info").index("main","payments").rollup("count").by("service,@http.status_code").last("1h") >= 10',
  'logs("@http.status_code:[500 TO 599] -@http.url_details.path:\\"/health\\"").index("*").rollup("count").by("service").last("10m") > 50',
  'logs("@duration:>2000000000").index("*").rollup("avg", "@duration").by("service").last("5m") > 3000000000',
  'logs("service:login @outcome:failure").index("*").rollup("cardinality", "@usr.id").last("5m") > 20',
  'logs("source:postgres").index("*").rollup("pc95", "@query.time").last("5m") > 3',
  'logs("source:postgres").index("*").rollup("max", "@query.time").last("2d") > 3',
  'logs("*:timeout").index("*").rollup("count").last("5m") > 3',
  'logs("service:web (NOT env:dev) host:web-?").index("*").rollup("count").last("5m") < 1',
  'logs("@ip:10.0.0.* AND NOT @usr.email:*@example.com").index("*").rollup("count").last("5m") > 3',
  'logs("CIDR(@network.client.ip, 13.0.0.0/8, 15.0.0.0/8)").index("*").rollup("count").last("5m") > 3',
  'logs("message:\\"connection refused\\" OR \\"no route to host\\"").index("*").rollup("count").last("5m") > 3',
  'logs("@path:\\\\/pay\\\\/*").index("*").rollup("count").last("5m") > 3',
  {
    query: 'logs("service:mail").index("*").rollup("count").current("1d") > 10000',
    options: { scheduling_options: { evaluation_window: { day_starts: "00:00", timezone: "UTC" } } },
  },
  'logs("").index("*").rollup("count").last("5m") < 1',
  {
    query: 'formula("errors / all * 100").last("10m") > 5',
    options: {
      variables: [
        {
          name: "errors",
          data_source: "logs",
          search: { query: "status:error" },
          indexes: ["*"],
          compute: { aggregation: "count" },
          group_by: [{ facet: "service", limit: 10, sort: { aggregation: "count", order: "desc" } }],
        },
        {
          name: "all",
          data_source: "logs",
          search: { query: "*" },
          indexes: ["*"],
          compute: { aggregation: "count" },
          group_by: [{ facet: "service", limit: 10 }],
        },
      ],
      enable_logs_sample: true,
      groupby_simple_monitor: false,
      group_retention_duration: "12h",
    },
    message: "{{service.name}}: {{log.message}} {{log.attributes.http.url}} @slack-x",
  },
];

const EVENTS: [type: string, monitors: Valid[]][] = [
  [
    "event-v2 alert",
    [
      'events("source:kubernetes status:error").rollup("count").by("kube_namespace").last("15m") > 0',
      'events("source:(github OR gitlab) tags:deploy priority:normal").rollup("count").last("1h") < 1',
      'events("source:my_apps \\"Backup failed\\"").rollup("cardinality", "@host").last("4h") >= 2',
    ],
  ],
  [
    "rum alert",
    [
      'rum("@type:error @application.id:abc").rollup("count").by("@view.name").last("5m") > 10',
      'rum("@type:view @session.type:user").rollup("pc75", "@view.largest_contentful_paint").last("15m") > 2500000000',
      'rum("@type:view").index("*").rollup("count").last("1d") < 1',
      'rum("@type:session").rollup("cardinality", "@usr.id").last("1h") < 10',
      'rum("@type:action @action.frustration.type:rage_click").rollup("count").by("@view.url_path").last("30m") > 20',
    ],
  ],
  [
    "trace-analytics alert",
    [
      'trace-analytics("env:prod service:checkout operation_name:web.request @http.status_code:500").rollup("count").last("5m") > 10',
      'trace-analytics("env:prod service:checkout").rollup("avg", "@duration").by("resource_name").last("10m") > 3000000000',
      'trace-analytics("env:prod @_top_level:1").rollup("pc99", "@duration").last("1h") > 5000000000',
    ],
  ],
  [
    "audit alert",
    [
      'audits("@evt.name:Authentication @action:login @status:error").rollup("count").by("@usr.email").last("15m") > 5',
      'audits("@asset.type:monitor @action:deleted").rollup("count").last("1d") > 0',
    ],
  ],
  [
    "ci-pipelines alert",
    [
      'ci-pipelines("ci_level:pipeline @git.branch:main @ci.status:error").rollup("count").by("@ci.pipeline.name").last("4h") >= 1',
      'ci-pipelines("ci_level:job @ci.pipeline.name:release").rollup("pc95", "@duration").last("1d") > 1800000000000',
    ],
  ],
  [
    "ci-tests alert",
    [
      'ci-tests("type:test @git.branch:main @test.status:fail").rollup("count").by("@test.name").last("4h") >= 1',
      'ci-tests("type:test @test.is_flaky:true").rollup("cardinality", "@test.full_name").last("1d") > 5',
    ],
  ],
  [
    "error-tracking alert",
    [
      'error-tracking("service:web").source("browser").new().rollup("count").by("issue.id").last("1d") > 0',
      'error-tracking("service:api").source("backend").impact().rollup("cardinality", "@usr.id").by("issue.id,service").last("1h") >= 10',
      'error-tracking-rum("service:web AND @error.source:source").rollup("count").by("@issue.id").last("1h") >= 1',
      'error-tracking-traces("service:api").impact().rollup("count").by("@issue.id").last("1h") >= 10',
      'error-tracking("*").source("all").new().rollup("count").by("issue.id").last("4h") > 0',
    ],
  ],
  [
    "database-monitoring alert",
    [
      'database-monitoring("dbms:postgres env:prod @db.wait_event:Lock").rollup("count").by("host").last("15m") > 10',
      'database-monitoring("dbms:sqlserver").rollup("avg", "@duration").last("5m") > 5000000000',
    ],
  ],
  [
    "network-performance alert",
    [
      'network-performance("client_service:web server_service:db").rollup("sum", "network.tcp_retransmits").by("client_service,server_service").last("5m") > 100',
    ],
  ],
  [
    "network-path alert",
    [
      'network-path("@origin:network_path_integration").index("netpath-path").rollup("avg", "@e2e.latency").by("@destination.hostname").last("15m") > 0.2',
      'network-path("*").index("netpath-hop").rollup("max", "@hop.rtt").last("15m") > 0.2',
    ],
  ],
  [
    "llm-observability alert",
    [
      'llm-observability("@ml_app:support @status:error").rollup("count").by("@ml_app").last("1h") > 5',
      'llm-observability("@event_type:span").rollup("avg", "@metrics.total_tokens").last("1h") > 5000',
    ],
  ],
];

const OTHERS: [type: string, monitors: Valid[]][] = [
  [
    "service check",
    [
      '"datadog.agent.up".over("*").by("host").last(2).count_by_status()',
      {
        query:
          '"datadog.agent.up".over("env:prod","role:db").exclude("host:db-test").by("host").last(6).count_by_status()',
        options: { thresholds: { ok: 2, warning: 3, critical: 5 }, notify_no_data: true, no_data_timeframe: 10 },
        message: "{{host.name}}: {{{check_message}}} {{#is_unknown}}?{{/is_unknown}} {{ok_threshold}} @pagerduty-Hosts",
      },
      {
        query:
          '"http.can_connect".over("instance:shop","url:https://shop.example.com").by("host","instance","url").last(4).count_by_status()',
        options: { thresholds: { critical: 3, ok: 1 } },
      },
      {
        query: '"kubernetes.kubelet.check".over("cluster:prod").by("host").last(100).pct_by_status()',
        options: { thresholds: { critical: 50, warning: 25 } },
      },
      '"postgres.can_connect".by("*").last(2).count_by_status()',
      '"gateway.up"${module.tags.service_check}.by("host").last(6).count_by_status()',
      '"ntp.in_sync".over("*").last(2).count_by_status()',
      '"process.up".over("process:nginx").by("host","process").last(3).count_by_status()',
    ],
  ],
  [
    "process alert",
    [
      "processes('nginx').over('env:prod').by('host').rollup('count').last('10m') < 1",
      "processes('\"java -jar billing\"').over('role:app','env:prod').rollup('count').last('5m') > 4",
      "processes('').over('user:root').by('host').rollup('count').last('1h') > 400",
    ],
  ],
  [
    "composite",
    [
      "12345 && 67890",
      "12345 || 67890",
      "!12345 && (67890 || 13579)",
      "12345",
      "( 1 && 2 ) || !( 3 && 4 )",
      "${a.id} && !${b.id}",
    ],
  ],
  [
    "slo alert",
    [
      'error_budget("0f2d1a7e5cc64b1b").over("7d") > 75',
      'error_budget("0f2d1a7e5cc64b1b").over("30d") > 100',
      'burn_rate("0f2d1a7e5cc64b1b").over("30d").long_window("1h").short_window("5m") > 14.4',
      'burn_rate("0f2d1a7e5cc64b1b").over("7d").long_window("6h").short_window("30m") >= 5.6',
      'burn_rate("0f2d1a7e5cc64b1b").over("90d").long_window("24h").short_window("120m") > 4.5',
    ],
  ],
  ["synthetics alert", ["no_query", "no_query"]],
  [
    "cost alert",
    [
      {
        query: 'formula("query1").last("7d").change("relative") > 20',
        options: {
          variables: [
            {
              name: "query1",
              data_source: "cloud_cost",
              query: "sum:aws.cost.amortized{*} by {aws_product}",
              aggregator: "sum",
            },
          ],
        },
      },
      {
        query: 'formula("query1").last("30d").anomaly(direction="above", threshold=10) >= 5',
        options: {
          variables: [
            { name: "query1", data_source: "cloud_cost", query: "sum:all.cost{*} by {team}", aggregator: "sum" },
          ],
        },
      },
      {
        query: 'formula("a + b").last("1d") > 1000',
        options: {
          variables: [
            { name: "a", data_source: "cloud_cost", query: "sum:aws.cost.net.amortized{*}", aggregator: "sum" },
            { name: "b", data_source: "cloud_cost", query: "sum:azure.cost.amortized{*}", aggregator: "sum" },
          ],
        },
      },
    ],
  ],
  [
    "data-quality alert",
    [
      {
        query: 'formula("query1").last("1d") > 5',
        options: {
          variables: [
            { name: "query1", data_source: "data_quality_metrics", measure: "nullness", filter: "table:orders" },
          ],
        },
      },
    ],
  ],
  [
    "data-jobs alert",
    [
      {
        query: 'formula("failed_runs(run_query)").by(job_name).last(1d) > 0',
        options: {
          variables: [
            { name: "run_query", data_source: "data_jobs", job_type: "airflow.dag", query_dialect: "metric" },
          ],
        },
      },
    ],
  ],
];

/** Messages around one metric monitor, grouped by host. */
const MESSAGES: string[] = [
  "Mail ops@example.com or see https://example.com/@ops/runbook. @slack-ops",
  "Ask `@pytest.fixture` lovers; npm i @scope/package is no handle either @slack-ops",
  "@slack-ops @pagerduty-Ops @opsgenie-Ops @webhook-jira @teams-ops @team-data @oncall-payments @case-ops @workflow-restart(host={{host.name}})",
  "@all @jane.doe@example.com @servicenow-incidents @incident-sev2",
  "CPU of {{host.name}} ({{host.ip}}) is {{value}}, limit {{threshold}}, since {{first_triggered_at}}.\n\n@slack-ops",
  "{{#is_alert}}high{{else}}back{{/is_alert}} @slack-ops",
  "{{#is_alert}}@pagerduty-Ops{{/is_alert}}\n{{#is_recovery}}@pagerduty-Ops{{/is_recovery}}",
  "{{^is_alert}}not now{{/is_alert}} @slack-ops",
  '{{#is_match "host.name" "web" "edge"}}@slack-web{{/is_match}}{{^is_match "host.name" "web" "edge"}}@slack-ops{{/is_match}}',
  '{{#is_exact_match "host.name" "db01"}}@slack-db{{else}}@slack-ops{{/is_exact_match}}',
  '{{#is_match "host.env" "prod"}}@pagerduty-Ops{{/is_match}} @slack-ops',
  "{{#is_renotify}}still{{/is_renotify}} @slack-ops",
  "{{{{raw}}}}{{not a variable}}{{{{/raw}}}} @slack-ops",
  "{{!-- a note --}}text {{! another }} @slack-ops",
  '{{eval "int(round(value * 100, 1))"}}% of {{eval "threshold*100"}} @slack-ops',
  "{{local_time 'last_triggered_at' 'Asia/Tokyo'}} @slack-ops",
  '{{urlencode "host.name"}} [log](https://example.com/?q=host:{{{host.name}}}) @slack-ops',
  "{{override_priority 'P1'}} @slack-ops",
  "{{#is_priority 'P1' 'P2'}}@pagerduty-Ops{{/is_priority}} @slack-ops",
  "@slack-{{host.team}} @slack-ops",
  "@slack-workspace-my_channel.\nThanks!",
  "**bold** _it_ | table | ```sql\nselect 1\n``` %%% @slack-ops",
  "Grüße 🚨 — “quoted” @slack-ops",
  "5 % of the {{value}} % @slack-ops",
  "see a@b; if (x) { y } else {{ '{{' }} @slack-ops".replace("{{ '{{' }}", "z"),
  "${local.message} {{host.name}} @slack-${var.channel}",
];

const MESSAGE_OPTIONS = { renotify_interval: 30, notify_no_data: false };

const TOLD: Valid[] = MESSAGES.map((message) => ({
  query: "avg(last_15m):avg:acme.busy{*} by {host} > 0.9",
  message,
  options: MESSAGE_OPTIONS,
}));

export const VALID_MONITORS: readonly MonitorInput[] = (
  [["query alert", METRIC], ["query alert", TOLD], ["log alert", LOGS], ...EVENTS, ...OTHERS] as [string, Valid[]][]
).flatMap(([type, monitors]) =>
  monitors.map((given, index): MonitorInput => {
    const one = typeof given === "string" ? { query: given } : given;
    return { type, name: `A ${type}, number ${index + 1}`, message: "Have a look. @slack-alerts", ...one };
  }),
);
