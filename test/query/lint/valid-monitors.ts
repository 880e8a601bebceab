/**
 * Monitors as other people write them: every function, window and scope the vendor documents, on made-up metrics. Written for
 * this test from the documented grammar, not taken from anywhere. Nothing here may be called an error.
 */

import type { MonitorInput } from "../../../query/lint/index";
import { METRIC, type Valid } from "./valid-metric-monitors";

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
      'trace-analytics("env:prod @duration:>5s").rollup("count").last("5m") > 10',
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
  '{{#is_match (eval "int(last_triggered_at_epoch / 3600000 % 24)") "14" "15"}}@slack-day{{/is_match}} @slack-ops',
  "{{#if host.env}}env {{host.env}}{{else}}none{{/if}} {{#each host.tags}}* {{name}} {{this}}{{/each}} @slack-ops",
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
