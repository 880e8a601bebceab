/** Monitors with one mistake each, as people make them, and the code of the finding that must name it. Written for this test. */

import type { MonitorInput } from "../../../query/lint/index";

/** Code, severity, the monitor's query or more of it; the type is `query alert` unless given. */
type Broken = [code: string, severity: "error" | "warning" | "info", monitor: string | Partial<MonitorInput>];

const log = (query: string, more: Partial<MonitorInput> = {}): Partial<MonitorInput> => ({
  type: "log alert",
  query,
  ...more,
});
const told = (message: string, more: Partial<MonitorInput> = {}): Partial<MonitorInput> => ({
  query: "avg(last_15m):avg:acme.busy{*} by {host} > 0.9",
  message,
  ...more,
});
const options = (query: string, given: Record<string, unknown>): Partial<MonitorInput> => ({ query, options: given });

const BUSY = "avg(last_15m):avg:acme.busy{*} by {host} > 0.9";

export const BROKEN_MONITORS: readonly Broken[] = [
  // Syntax.
  ["query-unclosed", "error", "avg(last_5m):avg:acme.busy{env:prod by {host} > 5"],
  ["query-missing-window", "error", "avg:acme.busy{*} > 5"],
  ["query-bad-window", "error", "avg(5m):avg:acme.busy{*} > 5"],
  ["query-bad-window", "error", "avg(last_5min):avg:acme.busy{*} > 5"],
  ["query-missing-comparison", "error", "avg(last_5m):avg:acme.busy{*}"],
  ["query-bad-comparator", "error", "avg(last_5m):avg:acme.busy{*} => 5"],
  ["query-missing-threshold", "error", "avg(last_5m):avg:acme.busy{*} >"],
  ["query-missing-scope", "error", "avg(last_5m):avg:acme.busy by {host} > 5"],
  ["query-empty-scope", "error", "avg(last_5m):avg:acme.busy{} > 5"],
  ["query-mixed-scope", "error", "avg(last_5m):avg:acme.busy{env:prod AND !region:eu} > 5"],
  ["query-missing-comma", "error", "avg(last_4h):anomalies(avg:acme.busy{*} 'basic', 2) >= 1"],
  ["query-misspelt-function", "error", "avg(last_5m):defualt_zero(avg:acme.busy{*}) > 5"],
  ["query-arguments", "error", "avg(last_5m):clamp_min(avg:acme.busy{*}) > 5"],
  ["query-unknown-aggregator", "error", "average(last_5m):avg:acme.busy{*} > 5"],
  ["query-missing-operator", "error", "avg(last_5m):avg:acme.a{*} avg:acme.b{*} > 5"],
  ["query-missing-operand", "error", "avg(last_5m):avg:acme.a{*} / > 5"],
  ["query-modifier-order", "warning", "sum(last_5m):sum:acme.done{*}.as_count() by {host} > 5"],
  ["query-type-mismatch", "error", log("avg(last_5m):avg:acme.busy{*} > 5")],
  ["query-unknown-source", "error", log('log("status:error").index("*").rollup("count").last("5m") > 5')],
  ["query-missing-part", "error", log('logs("status:error").index("*").rollup("count") > 5')],
  ["query-single-quotes", "error", log("logs('status:error').index('*').rollup('count').last('5m') > 5")],
  ["query-unknown-method", "error", log('logs("status:error").index("*").rolup("count").last("5m") > 5')],
  // Searches.
  ["search-unclosed-parenthesis", "error", log('logs("(status:error").index("*").rollup("count").last("5m") > 5')],
  [
    "search-lower-case-operator",
    "warning",
    log('logs("status:error or status:critical").index("*").rollup("count").last("5m") > 5'),
  ],
  [
    "search-wildcard-in-quotes",
    "warning",
    log('logs("message:\\"time*out\\"").index("*").rollup("count").last("5m") > 5'),
  ],
  ["search-key-kind", "warning", log('logs("@service:web").index("*").rollup("count").last("5m") > 5')],
  ["search-foreign-syntax", "warning", log('logs("status:error !env:dev").index("*").rollup("count").last("5m") > 5')],
  ["nanosecond-duration", "warning", log('logs("@duration:>5000").index("*").rollup("count").last("5m") > 5')],
  ["rollup-measure", "error", log('logs("*").index("*").rollup("avg").last("5m") > 5')],
  ["too-many-facets", "error", log('logs("*").index("*").rollup("count").by("a,b,c,d,e").last("5m") > 5')],
  ["absent-group", "warning", log('logs("*").index("*").rollup("count").by("service").last("5m") < 1')],
  [
    "event-recovery-threshold",
    "error",
    {
      type: "event-v2 alert",
      query: 'events("source:x").rollup("count").last("5m") > 5',
      options: { thresholds: { critical: 5, critical_recovery: 1 } },
    },
  ],
  // Thresholds.
  ["threshold-mismatch", "error", options("avg(last_5m):avg:acme.busy{*} > 95", { thresholds: { critical: 90 } })],
  ["warning-without-critical", "error", options("avg(last_5m):avg:acme.busy{*} > 95", { thresholds: { warning: 90 } })],
  [
    "warning-order",
    "error",
    options("avg(last_5m):avg:acme.busy{*} > 50", { thresholds: { critical: 50, warning: 80 } }),
  ],
  [
    "recovery-order",
    "error",
    options("avg(last_5m):avg:acme.busy{*} < 50", { thresholds: { critical: 50, critical_recovery: 40 } }),
  ],
  ["unreachable-threshold", "error", "avg(last_5m):sum:acme.bad{*} / (sum:acme.bad{*} + sum:acme.good{*}) > 5"],
  ["always-true", "error", "sum(last_5m):sum:acme.failed{*}.as_count() >= 0"],
  ["float-equality", "warning", "avg(last_5m):avg:acme.up{*} == 1"],
  [
    "check-window",
    "error",
    {
      type: "service check",
      query: '"acme.up".over("*").by("host").last(2).count_by_status()',
      options: { thresholds: { critical: 5 } },
    },
  ],
  ["objective-alert-range", "error", { type: "slo alert", query: 'error_budget("abc").over("30d") > 120' }],
  [
    "objective-alert-range",
    "error",
    { type: "slo alert", query: 'burn_rate("abc").over("30d").long_window("1h").short_window("2h") > 14' },
  ],
  [
    "anomaly-windows",
    "error",
    options(
      "avg(last_4h):anomalies(avg:acme.busy{*}, 'basic', 2, direction='above', alert_window='last_15m', interval=60) >= 1",
      { threshold_windows: { trigger_window: "last_30m", recovery_window: "last_15m" } },
    ),
  ],
  ["anomaly-windows", "error", "avg(last_4h):anomalies(avg:acme.busy{*}, 'basic', 2) >= 75"],
  ["forecast-direction", "warning", "max(next_1w):forecast(avg:acme.free{*}, 'linear', 1) <= 0"],
  // Meaning.
  ["not-in-monitors", "error", "avg(last_5m):cumsum(sum:acme.done{*}.as_count()) > 5"],
  ["as-count-aggregator", "warning", "avg(last_5m):sum:acme.done{*}.as_count() > 5"],
  ["average-of-counts", "warning", "sum(last_5m):avg:acme.done{*}.as_count() > 5"],
  ["count-without-as-count", "warning", "avg(last_5m):sum:trace.web.request.hits{env:prod} > 500"],
  ["contradictory-scope", "warning", "avg(last_5m):avg:acme.busy{env:prod,env:staging} > 5"],
  ["misspelt-tag-key", "warning", "avg(last_5m):avg:acme.busy{sevrice:web} > 5"],
  ["upper-case-tag", "warning", "avg(last_5m):avg:acme.busy{env:Prod} > 5"],
  ["cancels-out", "warning", "avg(last_5m):avg:acme.busy{*} / avg:acme.busy{*} > 5"],
  ["default-zero-below", "warning", "avg(last_5m):default_zero(avg:acme.up{*}) < 1"],
  // Units.
  ["latency-in-seconds", "warning", "avg(last_5m):p95:trace.web.request{env:prod} > 500"],
  [
    "latency-in-seconds",
    "error",
    { query: "avg(last_5m):p95:trace.web.request{env:prod} > 500", name: "p95 above 500ms" },
  ],
  [
    "error-count-as-ratio",
    "error",
    { query: "avg(last_5m):avg:trace.web.request.errors{env:prod} > 0.05", name: "Error rate above 5%" },
  ],
  ["fraction-or-percent", "warning", "avg(last_5m):avg:system.disk.in_use{*} by {host} > 90"],
  [
    "mixed-units",
    "warning",
    "avg(last_5m):avg:kubernetes.cpu.usage.total{*} by {pod_name} / avg:kubernetes.cpu.limits{*} by {pod_name} > 0.9",
  ],
  ["odd-factor", "warning", "avg(last_5m):100 * avg:postgresql.replication_delay{*} > 120"],
  ["deprecated-metric", "warning", "avg(last_5m):avg:trace.web.request.duration.by.resource_service.99p{*} > 2"],
  // Options.
  ["missing-data-conflict", "error", options(BUSY, { on_missing_data: "resolve", notify_no_data: true })],
  ["missing-data-type", "error", { type: "composite", query: "1 && 2", options: { on_missing_data: "resolve" } }],
  [
    "default-zero-missing-data",
    "error",
    options("avg(last_5m):default_zero(avg:a.b{*}) > 5", { on_missing_data: "resolve" }),
  ],
  ["current-window", "error", "sum(current_1d):sum:acme.done{*}.as_count() > 5"],
  ["group-delay", "error", options("avg(last_5m):avg:acme.busy{*} > 5", { new_group_delay: 60 })],
  ["option-range", "error", { query: BUSY, priority: 7 }],
  ["option-range", "error", options(BUSY, { timeout_h: 48 })],
  ["notify-by", "warning", options(BUSY, { notify_by: ["service"] })],
  ["no-data-timeframe", "warning", options(BUSY, { notify_no_data: true, no_data_timeframe: 10 })],
  ["cloud-metric-delay", "warning", "avg(last_5m):avg:aws.rds.cpuutilization{*} by {dbinstanceidentifier} > 90"],
  // Messages.
  ["unknown-group-variable", "error", told("{{cluster.name}} is busy @slack-ops")],
  ["unknown-group-variable", "warning", told("{{service.name}} is busy @slack-ops")],
  ["unknown-variable", "warning", told("busy since {{timestamp}} @slack-ops")],
  ["match-without-name", "warning", told('{{#is_match "host" "web"}}@slack-web{{/is_match}} @slack-ops')],
  ["broken-handle", "error", told("Please look:@pagerduty-Ops")],
  ["template-unclosed-block", "error", told("{{#is_alert}}@pagerduty-Ops")],
  ["template-unknown-helper", "error", told("{{#is_alerting}}@pagerduty-Ops{{/is_alerting}}")],
  [
    "warning-not-routed",
    "warning",
    told("{{#is_alert}}@pagerduty-Ops{{/is_alert}}", { options: { thresholds: { critical: 0.9, warning: 0.8 } } }),
  ],
  ["dead-branch", "warning", told("{{#is_warning}}soon{{/is_warning}} @slack-ops")],
  ["dead-integration", "warning", told("@hipchat-ops")],
  ["renotify-without-interval", "warning", { query: BUSY, options: { escalation_message: "still" } }],
  ["composite-members", "error", { type: "composite", query: "1 && 2 && 3 && 4 && 5 && 6 && 7 && 8 && 9 && 10 && 11" }],
  [
    "formula-variables",
    "error",
    log('formula("a / b").last("5m") > 5', {
      options: {
        variables: [{ name: "a", data_source: "logs", search: { query: "*" }, compute: { aggregation: "count" } }],
      },
    }),
  ],
];
