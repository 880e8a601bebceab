/**
 * Monitors of any number for measuring the linter: the mix of types, the sizes and the share of mistakes of a grown account. And
 * as many alert rules of Prometheus about the same things, for the peer.
 */

import { writeFileSync } from "node:fs";

const SERVICES = [
  "checkout",
  "basket",
  "search",
  "catalog",
  "login",
  "mailer",
  "invoice",
  "stock",
  "export",
  "gateway",
];
const TEAMS = ["payments", "platform", "storefront", "data", "identity"];
const ENVIRONMENTS = ["production", "staging"];

/** What the templates are filled with. */
interface Fill {
  number: number;
  service: string;
  team: string;
  env: string;
  /** Between 1 and 97; the critical threshold, and what the query ends in. */
  limit: number;
}

function fill(number: number): Fill {
  return {
    number,
    service: `${SERVICES[number % SERVICES.length]}-${Math.floor(number / 40)}`,
    team: TEAMS[number % TEAMS.length] ?? "",
    env: ENVIRONMENTS[Math.floor(number / 3) % ENVIRONMENTS.length] ?? "",
    limit: (number % 90) + 8,
  };
}

interface Template {
  type: string;
  /** How many of a hundred are like this. */
  share: number;
  title: string;
  query: (fill: Fill) => string;
  options?: (fill: Fill) => object;
}

const TEMPLATES: readonly Template[] = [
  {
    type: "query alert",
    share: 22,
    title: "CPU of {{host.name}} is high",
    query: ({ env, service, limit }) =>
      `avg(last_15m):avg:system.cpu.user{env:${env},service:${service}} by {host} > ${limit}`,
  },
  {
    type: "query alert",
    share: 18,
    title: "Too many requests fail",
    query: ({ env, service, limit }) =>
      `sum(last_10m):sum:trace.http.request.errors{env:${env},service:${service}}.as_count() / sum:trace.http.request.hits{env:${env},service:${service}}.as_count() * 100 > ${limit}`,
  },
  {
    type: "query alert",
    share: 14,
    title: "Requests are slow",
    query: ({ env, service, limit }) =>
      `percentile(last_5m):p95:trace.http.request{env:${env},service:${service}} by {resource_name} > ${limit / 100}`,
  },
  {
    type: "metric alert",
    share: 12,
    title: "Memory of pods runs out",
    query: ({ env, service, limit }) =>
      `max(last_10m):(avg:kubernetes.memory.usage{env:${env},kube_deployment:${service}} by {pod_name} / avg:kubernetes.memory.limits{env:${env},kube_deployment:${service}} by {pod_name}) * 100 > ${limit}`,
  },
  {
    type: "log alert",
    share: 12,
    title: "Errors are logged",
    query: ({ env, service, limit }) =>
      `logs("service:${service} env:${env} status:error -@http.url_details.path:(/health OR /ready) @http.status_code:[500 TO 599]").index("*").rollup("count").by("@error.kind").last("15m") > ${limit}`,
  },
  {
    type: "query alert",
    share: 7,
    title: "Traffic is unlike other weeks",
    query: ({ env, service }) =>
      `avg(last_4h):anomalies(sum:trace.http.request.hits{env:${env},service:${service}}.as_rate(), 'agile', 3, direction='both', interval=60, alert_window='last_15m', count_default_zero='true', seasonality='weekly') >= 1`,
    options: () => ({
      thresholds: { critical: 1, critical_recovery: 0 },
      threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" },
    }),
  },
  {
    type: "service check",
    share: 6,
    title: "Agent of {{host.name}} is silent",
    query: ({ env }) => `"datadog.agent.up".over("env:${env}").by("host").last(4).count_by_status()`,
    options: () => ({ thresholds: { critical: 3, warning: 1, ok: 1 } }),
  },
  {
    type: "rum alert",
    share: 4,
    title: "Pages load slowly",
    query: ({ env, service, limit }) =>
      `rum("@type:view @application.name:${service} env:${env}").rollup("pc75", "@view.loading_time").by("@view.name").last("30m") > ${limit}000000`,
  },
  {
    type: "trace-analytics alert",
    share: 3,
    title: "Spans fail",
    query: ({ env, service, limit }) =>
      `trace-analytics("service:${service} env:${env} status:error").rollup("count").last("5m") > ${limit}`,
  },
  {
    type: "composite",
    share: 2,
    title: "Slow and failing",
    query: ({ number }) => `${1000 + Math.max(0, number - 2)} && !${1000 + Math.max(0, number - 1)}`,
    options: () => ({}),
  },
];

const BY_SHARE = TEMPLATES.flatMap((template) => Array.from({ length: template.share }, () => template));

function monitor(number: number): object {
  const filled = fill(number);
  const { env, limit, service, team } = filled;
  // 37 has no divisor in common with 100: every hundred has the whole mix, well mixed.
  const template = BY_SHARE[(number * 37) % BY_SHARE.length] ?? TEMPLATES[0];
  if (!template) throw new Error("there are no templates");
  const group = template.title.includes("host.name") ? " on {{host.name}}" : "";
  // One in twenty-five has a threshold that was changed in one place only.
  const query = template.query(filled);
  const written = Number(/ > ([\d.]+)$/.exec(query)?.[1] ?? limit);
  const critical = number % 25 === 0 ? written + 1 : written;
  return {
    id: 1000 + number,
    name: `[${service}] ${template.title} (${env} ${number})`,
    type: template.type,
    query,
    message: [
      "{{#is_alert}}",
      `${template.title}${group}: the value is {{value}}, the limit {{threshold}}.`,
      `Look at https://runbooks.example.com/${service}/${number} first. @pagerduty-${team} @slack-${team}-alerts`,
      "{{/is_alert}}",
      `{{#is_warning}}Not urgent yet. @slack-${team}-alerts{{/is_warning}}`,
      `{{#is_recovery}}Over again. @pagerduty-${team} @slack-${team}-alerts{{/is_recovery}}`,
    ].join("\n"),
    tags: [`service:${service}`, `env:${env}`, `team:${team}`, "managed-by:nobody"],
    priority: (number % 5) + 1,
    options: {
      thresholds: { critical, warning: critical / 2 },
      notify_no_data: false,
      renotify_interval: 0,
      require_full_window: false,
      include_tags: true,
      evaluation_delay: 0,
      ...(/ by \{|\.by\(/.test(query) && { new_group_delay: 60 }),
      ...template.options?.(filled),
    },
    created_at: 1700000000000 + number,
    creator: { name: "Ada Example", handle: "ada@example.com" },
    overall_state: "OK",
  };
}

/** One JSON array, as the API gives it. */
export function writeMonitors(file: string, count: number): void {
  const lines = Array.from({ length: count }, (_, number) => JSON.stringify(monitor(number), null, 2));
  writeFileSync(file, `[\n${lines.join(",\n")}\n]\n`);
}

/** Groups of twenty alert rules, with about the same words in them. */
export function writeRules(file: string, count: number): void {
  const lines = ["groups:"];
  for (let number = 0; number < count; number += 1) {
    const { env, limit, service, team } = fill(number);
    if (number % 20 === 0) lines.push(`- name: group-${number / 20}`, "  rules:");
    const labels = `env="${env}",service="${service}"`;
    const expressions = [
      `avg by (instance) (rate(node_cpu_seconds_total{${labels},mode="user"}[15m])) * 100 > ${limit}`,
      `sum(rate(http_requests_total{${labels},code=~"5.."}[10m])) / sum(rate(http_requests_total{${labels}}[10m])) * 100 > ${limit}`,
      `histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{${labels}}[5m]))) > ${limit}`,
      `max by (pod) (container_memory_working_set_bytes{${labels}} / container_spec_memory_limit_bytes{${labels}}) * 100 > ${limit}`,
    ];
    lines.push(
      `  - alert: Alert${number}`,
      `    expr: '${expressions[number % expressions.length]}'`,
      "    for: 5m",
      `    labels: { severity: page, service: ${service}, env: ${env}, team: ${team} }`,
      "    annotations:",
      `      summary: "[${service}] too much of it ({{ $labels.instance }}), ${number}"`,
      "      description: >-",
      "        {{ if gt $value 90.0 }}It is urgent.{{ else }}Not urgent yet.{{ end }}",
      `        The value is {{ $value | humanize }}, the limit ${limit}. Tell ${team} and the channel ${team}-alerts.`,
      `        It is over when the value is below the limit again, and nobody has to do anything then.`,
      `      runbook: https://runbooks.example.com/${service}/${number}`,
    );
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}
