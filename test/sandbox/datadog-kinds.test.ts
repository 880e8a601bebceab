/** Every Datadog kind through the real provider, HTTP and SQLite: a table of kind × what can happen to it. */

import { describe, expect } from "vitest";
import { object, text, type Values } from "../../vendors/index";
import { MORE_CASES, SCANNER } from "./datadog-more-kinds";
import { type Case, type Ids, tryKinds } from "./kind-table";
import type { World } from "./provider-client";

const MONITOR: Values = {
  name: "Latency of checkout",
  type: "query alert",
  query: "avg(last_5m):avg:trace.http.request.duration{service:checkout} by {host} > 2.5",
  message: "  Latency is {{value}} s. @pagerduty-checkout\n",
  escalationMessage: "Still slow",
  tags: ["team:checkout", "env:prod"],
  priority: "2",
  monitorThresholds: { critical: "2.5", warning: "2", criticalRecovery: "2.25" },
  notifyNoData: true,
  noDataTimeframe: 20,
  renotifyInterval: 60,
  requireFullWindow: false,
};

const dashboard = (title: string): Values => ({
  dashboard: JSON.stringify({
    title,
    layout_type: "ordered",
    widgets: [
      { definition: { type: "note", content: "Hello <b>there</b>" } },
      {
        definition: {
          type: "group",
          layout_type: "ordered",
          widgets: [{ definition: { type: "timeseries", requests: [{ q: "avg:system.cpu.user{*}" }] } }],
        },
      },
    ],
    template_variables: [{ name: "env", prefix: "env", default: "prod" }],
  }),
});

const SLO: Values = {
  name: "Availability of checkout",
  type: "metric",
  description: "What customers see",
  query: {
    numerator: "sum:http.ok{*}.as_count() - sum:http.slow{*}.as_count()",
    denominator: "sum:http.all{*}.as_count()",
  },
  thresholds: [
    { timeframe: "7d", target: 99.9, warning: 99.95 },
    { timeframe: "30d", target: 99 },
  ],
  tags: ["team:checkout"],
};

const RULE: Values = {
  name: "Many failed logins",
  message: "{{@usr.id}} fails",
  enabled: true,
  queries: [{ name: "q", query: "@evt.outcome:failure", aggregation: "cardinality", distinctFields: ["@usr.id"] }],
  cases: [
    { status: "high", condition: "q > 10", notifications: ["@slack-security"] },
    { status: "low", condition: "q > 1" },
  ],
  options: { detectionMethod: "threshold", evaluationWindow: 300, keepAlive: 600, maxSignalDuration: 900 },
  tags: ["team:security"],
};

const TEST: Values = {
  name: "Home page",
  type: "api",
  subtype: "multi",
  status: "live",
  locations: ["aws:eu-central-1"],
  message: "Down",
  tags: ["team:checkout"],
  apiSteps: [
    {
      name: "Login",
      subtype: "http",
      requestDefinition: { method: "POST", url: "https://example.com/login", body: "{}" },
      requestHeaders: { "X-Api-Key": "header-secret" },
      requestBasicauth: { type: "web", username: "robot", password: "basic-secret" },
      assertions: [{ type: "statusCode", operator: "is", target: "200" }],
      extractedValues: [{ name: "TOKEN", type: "http_body", parser: { type: "json_path", value: "$.token" } }],
    },
    { name: "Wait", subtype: "wait", value: 5 },
  ],
  optionsList: { tickEvery: 900, monitorOptions: { renotifyInterval: 120 } },
};

const DOWNTIME: Values = {
  scope: "env:staging",
  monitorIdentifier: { monitorTags: ["team:checkout"] },
  displayTimezone: "Europe/Berlin",
  recurringSchedule: {
    timezone: "Europe/Berlin",
    recurrences: [{ duration: "1d", rrule: "FREQ=DAILY;INTERVAL=1", start: "2050-01-02T03:04:05" }],
  },
  notifyEndStates: ["alert", "warn"],
};

const INDEX: Values = {
  name: "web",
  filters: [{ query: "service:web" }],
  retentionDays: 15,
  dailyLimit: 1_000_000,
  exclusionFilters: [{ name: "debug", isEnabled: true, filters: [{ query: "status:debug", sampleRate: 0.5 }] }],
};

const METRIC: Values = {
  name: "web.errors",
  compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true },
  filter: { query: "status:error" },
  groupBies: [{ path: "service", tagName: "service" }],
};

const ARCHIVE: Values = {
  name: "Everything",
  query: "service:web",
  s3Archive: { bucket: "b", path: "/p", accountId: "123456789012", roleName: "dd" },
  rehydrationTags: ["team:checkout"],
};

const CASES: Case[] = [
  {
    kind: "datadog/monitor",
    inputs: () => MONITOR,
    changed: () => ({ ...MONITOR, message: "Short", tags: ["env:prod"], monitorThresholds: { critical: "3" } }),
    diffs: ["message", "monitorThresholds", "tags"],
    replaced: { inputs: () => ({ ...MONITOR, type: "event-v2 alert" }), by: ["type"] },
    outside: {
      request: ({ id }) => ["PUT", `/api/v1/monitor/${id}`, { priority: 5 }],
      property: "priority",
      value: "5",
    },
    remove: ({ id }) => `/api/v1/monitor/${id}`,
  },
  {
    kind: "datadog/dashboard",
    inputs: () => dashboard("Checkout"),
    changed: () => dashboard("Checkout and basket"),
    diffs: ["dashboard"],
    outside: {
      request: ({ id }) => ["PUT", `/api/v1/dashboard/${id}`, { title: "Mine", layout_type: "free", widgets: [] }],
      property: "dashboard",
      value: '{"description":null,"layout_type":"free","title":"Mine","widgets":[]}',
    },
    remove: ({ id }) => `/api/v1/dashboard/${id}`,
  },
  {
    kind: "datadog/slo",
    inputs: () => SLO,
    changed: () => ({ ...SLO, description: "Better", thresholds: [{ timeframe: "30d", target: 99.5 }] }),
    diffs: ["description", "thresholds"],
    replaced: {
      inputs: ({ monitor }) => ({
        name: "By monitor",
        type: "monitor",
        monitorIds: [Number(monitor)],
        thresholds: [{ timeframe: "7d", target: 99 }],
      }),
      by: ["type"],
    },
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v1/slo/${id}`,
        {
          name: "Renamed",
          type: "metric",
          query: { numerator: "sum:a{*}", denominator: "sum:b{*}" },
          thresholds: [{ timeframe: "30d", target: 99.5 }],
        },
      ],
      property: "name",
      value: "Renamed",
    },
    remove: ({ id }) => `/api/v1/slo/${id}`,
  },
  {
    kind: "datadog/security-rule",
    inputs: () => RULE,
    changed: () => ({
      ...RULE,
      name: "Failed logins",
      enabled: false,
      cases: [{ status: "critical", condition: "q > 20" }],
    }),
    diffs: ["cases", "enabled", "name"],
    replaced: {
      inputs: () => ({ ...RULE, options: { detectionMethod: "new_value", newValueOptions: { forgetAfter: 7 } } }),
      by: ["options"],
    },
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v2/security_monitoring/rules/${id}`,
        { name: "Mine", message: "m", isEnabled: true, queries: [], cases: [], options: {} },
      ],
      property: "name",
      value: "Mine",
    },
    remove: ({ id }) => `/api/v2/security_monitoring/rules/${id}`,
  },
  {
    kind: "datadog/logs-index",
    inputs: () => INDEX,
    changed: () => ({ ...INDEX, retentionDays: 30, exclusionFilters: [] }),
    diffs: ["exclusionFilters", "retentionDays"],
    replaced: { inputs: () => ({ ...INDEX, name: "api" }), by: ["name"] },
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v1/logs/config/indexes/${id}`,
        { filter: { query: "*" }, num_retention_days: 30 },
      ],
      property: "filters",
      value: [{ query: "*" }],
    },
    remove: ({ id }) => `/api/v1/logs/config/indexes/${id}`,
  },
  {
    kind: "datadog/logs-index-order",
    inputs: () => ({ name: "order", indexes: ["main", "second"] }),
    changed: () => ({ name: "order", indexes: ["second", "main"] }),
    diffs: ["indexes"],
    outside: {
      request: () => ["PUT", "/api/v1/logs/config/index-order", { index_names: ["main", "second"] }],
      property: "indexes",
      value: ["main", "second"],
    },
    remove: () => "",
    stays: true,
  },
  {
    kind: "datadog/logs-archive",
    inputs: () => ARCHIVE,
    changed: () => ({
      ...ARCHIVE,
      query: "*",
      includeTags: true,
      s3Archive: { bucket: "b2", accountId: "123456789012", roleName: "dd" },
    }),
    diffs: ["includeTags", "query", "s3Archive"],
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v2/logs/config/archives/${id}`,
        {
          data: {
            type: "archives",
            attributes: {
              name: "Mine",
              query: "*",
              destination: { type: "s3", bucket: "b2", integration: { account_id: "123456789012", role_name: "dd" } },
            },
          },
        },
      ],
      property: "name",
      value: "Mine",
    },
    remove: ({ id }) => `/api/v2/logs/config/archives/${id}`,
  },
  {
    kind: "datadog/logs-archive-order",
    inputs: () => ({ archiveIds: ["a", "b"] }),
    changed: () => ({ archiveIds: ["b", "a"] }),
    diffs: ["archiveIds"],
    outside: {
      request: () => [
        "PUT",
        "/api/v2/logs/config/archive-order",
        { data: { type: "archive_order", attributes: { archive_ids: ["a", "b"] } } },
      ],
      property: "archiveIds",
      value: ["a", "b"],
    },
    remove: () => "",
    stays: true,
  },
  {
    kind: "datadog/logs-metric",
    inputs: () => METRIC,
    changed: () => ({
      ...METRIC,
      filter: { query: "status:critical" },
      groupBies: [{ path: "service", tagName: "svc" }],
    }),
    diffs: ["filter", "groupBies"],
    replaced: { inputs: () => ({ ...METRIC, name: "api.errors" }), by: ["name"] },
    outside: {
      request: ({ id }) => [
        "PATCH",
        `/api/v2/logs/config/metrics/${id}`,
        { data: { type: "logs_metrics", attributes: { filter: { query: "*" } } } },
      ],
      property: "filter",
      value: { query: "*" },
    },
    remove: ({ id }) => `/api/v2/logs/config/metrics/${id}`,
  },
  {
    kind: "datadog/webhook",
    inputs: () => ({
      name: "hook",
      url: "https://example.com/secret-path",
      customHeaders: '{"X-Token":"t"}',
      encodeAs: "form",
    }),
    changed: () => ({
      name: "hook",
      url: "https://example.com/secret-path",
      customHeaders: '{"X-Token":"t"}',
      encodeAs: "json",
      payload: "{}",
    }),
    diffs: ["encodeAs", "id", "payload"],
    outside: {
      request: ({ id }) => ["PUT", `/api/v1/integration/webhooks/configuration/webhooks/${id}`, { payload: '{"a":1}' }],
      property: "payload",
      value: '{"a":1}',
    },
    remove: ({ id }) => `/api/v1/integration/webhooks/configuration/webhooks/${id}`,
  },
  {
    kind: "datadog/pagerduty-service",
    inputs: () => ({ serviceName: "checkout", serviceKey: "key-of-checkout" }),
    changed: () => ({ serviceName: "checkout", serviceKey: "another-key" }),
    diffs: ["serviceKey"],
    replaced: { inputs: () => ({ serviceName: "basket", serviceKey: "another-key" }), by: ["serviceName"] },
    secrets: ["serviceKey"],
    remove: ({ id }) => `/api/v1/integration/pagerduty/configuration/services/${id}`,
  },
  {
    kind: "datadog/team",
    inputs: () => ({ name: "Checkout", handle: "checkout", description: "Sells" }),
    changed: () => ({ name: "Checkout", handle: "checkout", description: "Sells and ships" }),
    diffs: ["description", "linkCount", "summary", "userCount"],
    outside: {
      request: ({ id }) => ["PATCH", `/api/v2/team/${id}`, { data: { type: "team", attributes: { name: "Basket" } } }],
      property: "name",
      value: "Basket",
    },
    remove: ({ id }) => `/api/v2/team/${id}`,
  },
  {
    kind: "datadog/synthetics-test",
    inputs: () => TEST,
    changed: () => ({ ...TEST, status: "paused", optionsList: { tickEvery: 300 } }),
    diffs: ["apiSteps", "optionsList", "status"],
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v1/synthetics/tests/api/${id}`,
        {
          name: "Mine",
          type: "api",
          subtype: "multi",
          config: { steps: [] },
          options: { tick_every: 300 },
          locations: [],
        },
      ],
      property: "name",
      value: "Mine",
    },
    remove: ({ id }) => ["POST", "/api/v1/synthetics/tests/delete", { public_ids: [id] }],
  },
  {
    kind: "datadog/downtime-schedule",
    inputs: () => DOWNTIME,
    changed: () => ({ ...DOWNTIME, scope: "env:(staging OR dev)", message: "Quiet" }),
    diffs: ["message", "muteFirstRecoveryNotification", "notifyEndTypes", "scope"],
    outside: {
      request: ({ id }) => [
        "PATCH",
        `/api/v2/downtime/${id}`,
        { data: { type: "downtime", id, attributes: { message: "Loud" } } },
      ],
      property: "message",
      value: "Loud",
    },
    remove: ({ id }) => `/api/v2/downtime/${id}`,
  },
];

/** A metric that was sent, a monitor for an objective, and two log indexes to put in order. */
async function setUp(world: World, ids: Ids): Promise<void> {
  await world.http("datadog", "POST", "/api/v2/series", { series: [{ metric: "shop.lag", points: [] }] });
  const monitor = await world.http("datadog", "POST", "/api/v1/monitor", {
    name: "Base",
    type: "service check",
    query: '"http.can_connect".over("*").last(2).count_by_status()',
  });
  expect(monitor.status, JSON.stringify(monitor.body)).toBe(200);
  ids.monitor = text(monitor.body.id);
  for (const id of ["group", "second"]) {
    const attributes = { name: id, filter: { query: "*" }, is_enabled: true, product_list: ["logs"] };
    const group = await world.http("datadog", "POST", `${SCANNER}/groups`, { data: { attributes }, meta: {} });
    expect(group.status, JSON.stringify(group.body)).toBe(201);
    ids[id] = text(object(group.body.data).id);
  }
  for (const name of ["main", "second"]) {
    const index = await world.http("datadog", "POST", "/api/v1/logs/config/indexes", { name, filter: { query: "*" } });
    expect(index.status, JSON.stringify(index.body)).toBe(200);
  }
}

describe("every Datadog kind, through provider, HTTP and SQLite", () =>
  tryKinds({ vendors: ["datadog"], cases: [...CASES, ...MORE_CASES], setUp }));
