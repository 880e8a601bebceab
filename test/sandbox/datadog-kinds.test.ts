/** Every Datadog kind through the real provider, HTTP and SQLite: a table of kind × what can happen to it. */

import { describe, expect } from "vitest";
import { object, text, type Values } from "../../vendors/index";
import { type Case, type Ids, tryKinds } from "./kind-table";
import type { World } from "./provider-client";

const SCANNER = "/api/v2/sensitive-data-scanner/config";

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
    kind: "datadog/scanner-group",
    inputs: () => ({
      name: "Shop",
      isEnabled: true,
      filter: { query: "service:shop" },
      productLists: ["logs", "apm"],
      samplings: [{ product: "logs", rate: 100 }],
    }),
    changed: () => ({ name: "Shop", isEnabled: true, filter: { query: "service:till" }, productLists: ["logs"] }),
    diffs: ["filter", "productLists", "samplings"],
    outside: {
      request: ({ id }) => [
        "PATCH",
        `${SCANNER}/groups/${id}`,
        { data: { id, attributes: { filter: { query: "*" } } }, meta: {} },
      ],
      property: "filter",
      value: { query: "*" },
    },
    remove: ({ id }) => ["DELETE", `${SCANNER}/groups/${id}`, { meta: {} }],
  },
  {
    kind: "datadog/scanner-rule",
    inputs: ({ group = "" }) => ({
      name: "Mails",
      groupId: group,
      standardPatternId: "a-pattern",
      isEnabled: true,
      excludedNamespaces: ["user.id"],
      textReplacement: { type: "replacement_string", replacementString: "[mail]" },
      tags: ["sensitive_data:mail"],
      priority: 1,
    }),
    changed: ({ group = "" }) => ({
      name: "Mails",
      groupId: group,
      standardPatternId: "a-pattern",
      isEnabled: true,
      namespaces: ["user"],
      includedKeywordConfiguration: { keywords: ["mail"], characterCount: 20 },
      suppressions: { endsWiths: ["@example.com"] },
      textReplacement: { type: "hash" },
      tags: ["sensitive_data:mail"],
      priority: 1,
    }),
    diffs: ["excludedNamespaces", "includedKeywordConfiguration", "namespaces", "suppressions", "textReplacement"],
    replaced: {
      inputs: ({ group = "" }) => ({ name: "Mails", groupId: group, standardPatternId: "another", isEnabled: true }),
      by: ["standardPatternId"],
    },
    outside: {
      request: ({ id }) => ["PATCH", `${SCANNER}/rules/${id}`, { data: { attributes: { is_enabled: false } } }],
      property: "isEnabled",
      value: false,
    },
    remove: ({ id }) => ["DELETE", `${SCANNER}/rules/${id}`, { meta: {} }],
  },
  {
    kind: "datadog/scanner-group-order",
    inputs: ({ group = "", second = "" }) => ({ groupIds: [group, second] }),
    changed: ({ group = "", second = "" }) => ({ groupIds: [second, group] }),
    diffs: ["groupIds"],
    remove: () => "",
    stays: true,
  },
  {
    kind: "datadog/slack-channel",
    inputs: () => ({ accountName: "acme", channelName: "#ops", display: { message: true, notified: false } }),
    changed: () => ({ accountName: "acme", channelName: "#ops", display: { message: true, tags: false } }),
    diffs: ["display"],
    replaced: {
      inputs: () => ({ accountName: "other", channelName: "#ops", display: { message: true, tags: false } }),
      by: ["accountName"],
    },
    outside: {
      request: () => [
        "PATCH",
        "/api/v1/integration/slack/configuration/accounts/acme/channels/%23ops",
        { display: { tags: true } },
      ],
      property: "display",
      value: { message: true, muteButtons: false, notified: true, snapshot: true, tags: true },
    },
    remove: () => "/api/v1/integration/slack/configuration/accounts/acme/channels/%23ops",
  },
  {
    kind: "datadog/security-suppression",
    inputs: () => ({
      name: "Scanner",
      description: "Ours",
      enabled: true,
      ruleQuery: "source:cloudtrail",
      suppressionQuery: "@usr.id:scanner",
      expirationDate: "2030-01-01T00:00:00Z",
      tags: ["team:security"],
    }),
    changed: () => ({
      name: "Scanner",
      description: "Ours",
      enabled: true,
      ruleQuery: "source:cloudtrail",
      dataExclusionQuery: "@usr.id:scanner",
      expirationDate: "2031-01-01T00:00:00Z",
      startDate: "2029-01-01T00:00:00Z",
    }),
    diffs: ["dataExclusionQuery", "expirationDate", "startDate", "suppressionQuery", "tags"],
    outside: {
      request: ({ id }) => [
        "PATCH",
        `/api/v2/security_monitoring/configuration/suppressions/${id}`,
        { data: { attributes: { enabled: false } } },
      ],
      property: "enabled",
      value: false,
    },
    remove: ({ id }) => `/api/v2/security_monitoring/configuration/suppressions/${id}`,
  },
  {
    kind: "datadog/security-notification",
    inputs: () => ({
      name: "High",
      selectors: {
        triggerSource: "security_signals",
        ruleTypes: ["log_detection"],
        severities: ["high"],
        query: "a:b",
      },
      targets: ["@slack-security"],
    }),
    changed: () => ({
      name: "High",
      selectors: { triggerSource: "security_signals", ruleTypes: ["log_detection"], severities: ["high"] },
      targets: ["@slack-security", "@a@example.com"],
      timeAggregation: 900,
    }),
    diffs: [
      "createdAt",
      "createdByHandle",
      "createdByName",
      "modifiedAt",
      "modifiedByHandle",
      "modifiedByName",
      "selectors",
      "targets",
      "timeAggregation",
      "version",
    ],
    outside: {
      request: ({ id }) => [
        "PATCH",
        `/api/v2/security/signals/notification_rules/${id}`,
        { data: { attributes: { enabled: false } } },
      ],
      property: "enabled",
      value: false,
    },
    remove: ({ id }) => `/api/v2/security/signals/notification_rules/${id}`,
    neverGone: true,
  },
  {
    kind: "datadog/apm-retention-filter",
    inputs: () => ({
      name: "Errors",
      enabled: true,
      filterType: "spans-sampling-processor",
      filter: { query: "status:error" },
      rate: "1.0",
    }),
    changed: () => ({
      name: "Errors",
      enabled: true,
      filterType: "spans-sampling-processor",
      filter: { query: "status:error" },
      rate: "0.5",
      traceRate: "0.25",
    }),
    diffs: ["rate", "traceRate"],
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/v2/apm/config/retention-filters/${id}`,
        { data: { attributes: { name: "Mine", rate: 0.5, filter: { query: "*" }, filter_type: "x", enabled: true } } },
      ],
      property: "name",
      value: "Mine",
    },
    remove: ({ id }) => `/api/v2/apm/config/retention-filters/${id}`,
  },
  {
    kind: "datadog/rum-retention-filter",
    inputs: () => ({ applicationId: "app", name: "Errors", eventType: "error", sampleRate: 100 }),
    changed: () => ({ applicationId: "app", name: "Errors", eventType: "error", sampleRate: 12.5, query: "@a:b" }),
    diffs: ["query", "sampleRate"],
    replaced: {
      inputs: () => ({ applicationId: "other", name: "Errors", eventType: "error", sampleRate: 12.5, query: "@a:b" }),
      by: ["applicationId"],
    },
    outside: {
      request: ({ id }) => [
        "PATCH",
        `/api/v2/rum/applications/app/retention_filters/${id}`,
        { data: { attributes: { enabled: false }, meta: { source: "ui" } } },
      ],
      property: "enabled",
      value: false,
    },
    remove: ({ id }) => `/api/v2/rum/applications/app/retention_filters/${id}`,
  },
  {
    kind: "datadog/metric-tags",
    inputs: () => ({
      metricName: "shop.lag",
      metricType: "distribution",
      tags: ["env", "host"],
      includePercentiles: true,
    }),
    changed: () => ({ metricName: "shop.lag", metricType: "distribution", tags: ["env"], includePercentiles: false }),
    diffs: ["includePercentiles", "tags"],
    replaced: {
      inputs: () => ({ metricName: "shop.lag2", metricType: "distribution", tags: ["env"], includePercentiles: false }),
      by: ["metricName"],
    },
    outside: {
      request: () => ["PATCH", "/api/v2/metrics/shop.lag/tags", { data: { attributes: { tags: ["host"] } } }],
      property: "tags",
      value: ["host"],
    },
    remove: () => "/api/v2/metrics/shop.lag/tags",
  },
  {
    kind: "datadog/metric-metadata",
    inputs: () => ({ metric: "shop.lag", type: "gauge", unit: "second", description: "Lag" }),
    changed: () => ({ metric: "shop.lag", type: "gauge", unit: "millisecond", perUnit: "second" }),
    diffs: ["description", "perUnit", "unit"],
    outside: {
      request: () => ["PUT", "/api/v1/metrics/shop.lag", { unit: "hour" }],
      property: "unit",
      value: "hour",
    },
    remove: () => "",
    stays: true,
  },
  {
    kind: "datadog/catalog-entity",
    inputs: () => ({ entity: JSON.stringify({ apiVersion: "v3", kind: "service", metadata: { name: "shop" } }) }),
    changed: () => ({
      entity: JSON.stringify({ apiVersion: "v3", kind: "service", metadata: { name: "shop", owner: "ops" } }),
    }),
    diffs: ["entity"],
    replaced: {
      inputs: () => ({ entity: JSON.stringify({ apiVersion: "v3", kind: "service", metadata: { name: "till" } }) }),
      by: ["entity"],
    },
    outside: {
      request: () => [
        "POST",
        "/api/v2/catalog/entity",
        { apiVersion: "v3", kind: "service", metadata: { name: "shop", owner: "me" } },
      ],
      property: "entity",
      value: '{"apiVersion":"v3","kind":"service","metadata":{"name":"shop","owner":"me"}}',
    },
    remove: ({ id }) => `/api/v2/catalog/entity/${id}`,
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

/** A monitor for an objective, and two log indexes to put in order. */
async function setUp(world: World, ids: Ids): Promise<void> {
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
  tryKinds({ vendors: ["datadog"], cases: CASES, setUp }));
