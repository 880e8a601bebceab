/** More of the table of Datadog's kinds: what is hidden, kept, told and declared, beside what is watched. */

import type { Case } from "./kind-table";

export const SCANNER = "/api/v2/sensitive-data-scanner/config";

export const MORE_CASES: readonly Case[] = [
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
];
