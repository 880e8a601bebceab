/** Good bodies of Datadog's objects, and what a good body is. */

import { object, text, type Value, type Values } from "../../vendors/index";

export interface GoodBody {
  /** What the id is called in the paths below, e.g. `{monitor}`. */
  name: string;
  /** Where it is made. */
  path: string;
  body: (ids: Record<string, string>) => Values;
  id: (answer: Values) => string;
  /** Where it is changed, and how. */
  change: [method: string, path: string];
  /** Where it is read, when not where it is changed. */
  read?: string;
}

const own = (answer: Values) => text(answer.id);
const inData = (answer: Values) => text(object(answer.data).id);
const named = (answer: Values) => text(answer.name);

export const DATADOG_BODIES: readonly GoodBody[] = [
  {
    name: "monitor",
    path: "/api/v1/monitor",
    body: () => ({
      name: "n",
      type: "query alert",
      query: "avg(last_5m):avg:a{*} > 1",
      message: "m",
      tags: ["a:b"],
      priority: 2,
      options: { thresholds: { critical: 1 }, escalation_message: "e", scheduling_options: { custom_schedule: {} } },
      assets: [{ name: "a" }],
    }),
    id: own,
    change: ["PUT", "/api/v1/monitor/{monitor}"],
  },
  {
    name: "dashboard",
    path: "/api/v1/dashboard",
    body: () => ({
      title: "t",
      layout_type: "ordered",
      widgets: [{ definition: { type: "group", widgets: [{ definition: { type: "note" } }] } }],
      tabs: [{ name: "t", widget_ids: ["@1"] }],
    }),
    id: own,
    change: ["PUT", "/api/v1/dashboard/{dashboard}"],
  },
  {
    name: "slo",
    path: "/api/v1/slo",
    body: () => ({
      name: "n",
      type: "metric",
      thresholds: [{ timeframe: "7d", target: 99, warning: 99.5 }],
      query: { numerator: "sum:a{*}", denominator: "sum:b{*}" },
      sli_specification: { count: { queries: [{ name: "a", query: "b" }], good_events_formula: { formula: "a" } } },
    }),
    id: (answer) => text(object((answer.data as Value[])[0]).id),
    change: ["PUT", "/api/v1/slo/{slo}"],
  },
  {
    name: "rule",
    path: "/api/v2/security_monitoring/rules",
    body: () => ({
      name: "n",
      message: "m",
      queries: [{ name: "q", query: "a", metrics: ["m"] }],
      cases: [{ status: "high", condition: "q > 1", actions: [{ type: "block_ip" }] }],
      filters: [{ query: "a", action: "require" }],
      options: { detectionMethod: "new_value", newValueOptions: { forgetAfter: 1 } },
    }),
    id: own,
    change: ["PUT", "/api/v2/security_monitoring/rules/{rule}"],
  },
  {
    name: "index",
    path: "/api/v1/logs/config/indexes",
    body: () => ({ name: "main", filter: { query: "*" }, exclusion_filters: [{ name: "e", filter: { query: "a" } }] }),
    id: named,
    change: ["PUT", "/api/v1/logs/config/indexes/{index}"],
  },
  {
    name: "archive",
    path: "/api/v2/logs/config/archives",
    body: () => ({
      data: { type: "archives", attributes: { name: "a", query: "*", destination: { type: "s3", bucket: "b" } } },
    }),
    id: inData,
    change: ["PUT", "/api/v2/logs/config/archives/{archive}"],
  },
  {
    name: "metric",
    path: "/api/v2/logs/config/metrics",
    body: () => ({
      data: {
        id: "a.b",
        type: "logs_metrics",
        attributes: { compute: { aggregation_type: "count" }, filter: { query: "*" }, group_by: [{ path: "@a" }] },
      },
    }),
    id: inData,
    change: ["PATCH", "/api/v2/logs/config/metrics/{metric}"],
  },
  {
    name: "webhook",
    path: "/api/v1/integration/webhooks/configuration/webhooks",
    body: () => ({ name: "w", url: "https://example.com", custom_headers: "{}" }),
    id: named,
    change: ["PUT", "/api/v1/integration/webhooks/configuration/webhooks/{webhook}"],
  },
  {
    name: "service",
    path: "/api/v1/integration/pagerduty/configuration/services",
    body: () => ({ service_name: "s", service_key: "k" }),
    id: (answer) => text(answer.service_name),
    change: ["PUT", "/api/v1/integration/pagerduty/configuration/services/{service}"],
  },
  {
    name: "ddTeam",
    path: "/api/v2/team",
    body: () => ({ data: { type: "team", attributes: { name: "n", handle: "h", description: "d" } } }),
    id: inData,
    change: ["PATCH", "/api/v2/team/{ddTeam}"],
  },
  {
    name: "test",
    path: "/api/v1/synthetics/tests/api",
    body: () => ({
      name: "n",
      config: {
        request: {
          headers: { authorization: "x" },
          basicAuth: { password: "p" },
          certificate: { cert: {} },
          files: [{}],
        },
        variables: [{ secure: true }],
        steps: [{ name: "s", request: { proxy: { headers: {} } } }],
      },
      options: { monitor_options: { renotify_interval: 1 } },
      locations: [],
    }),
    id: (answer) => text(answer.public_id),
    change: ["PUT", "/api/v1/synthetics/tests/api/{test}"],
  },
  {
    name: "browser",
    path: "/api/v1/synthetics/tests/browser",
    body: () => ({
      name: "n",
      config: { request: {} },
      options: {},
      locations: [],
      steps: [{ type: "uploadFiles", params: { files: [{ name: "a" }] } }],
    }),
    id: (answer) => text(answer.public_id),
    change: ["PUT", "/api/v1/synthetics/tests/browser/{browser}"],
  },
  {
    name: "downtime",
    path: "/api/v2/downtime",
    body: () => ({
      data: {
        type: "downtime",
        attributes: {
          scope: "env:a",
          monitor_identifier: { monitor_tags: ["a"] },
          schedule: { recurrences: [{ start: "2050-01-01T00:00:00", rrule: "FREQ=DAILY" }], timezone: "UTC" },
        },
      },
    }),
    id: inData,
    change: ["PATCH", "/api/v2/downtime/{downtime}"],
  },
  {
    name: "scannerGroup",
    path: "/api/v2/sensitive-data-scanner/config/groups",
    body: () => ({
      data: {
        type: "sensitive_data_scanner_group",
        attributes: { name: "n", filter: { query: "*" }, is_enabled: true, product_list: ["logs"], samplings: [] },
      },
      meta: {},
    }),
    id: inData,
    change: ["PATCH", "/api/v2/sensitive-data-scanner/config/groups/{scannerGroup}"],
    read: "/api/v2/sensitive-data-scanner/config",
  },
  {
    name: "scannerRule",
    path: "/api/v2/sensitive-data-scanner/config/rules",
    body: (ids) => ({
      data: {
        type: "sensitive_data_scanner_rule",
        attributes: { name: "n", pattern: "p", text_replacement: { type: "none" }, tags: ["a:b"] },
        relationships: { group: { data: { id: ids.scannerGroup ?? "" } } },
      },
      meta: {},
    }),
    id: inData,
    change: ["PATCH", "/api/v2/sensitive-data-scanner/config/rules/{scannerRule}"],
    read: "/api/v2/sensitive-data-scanner/config",
  },
];
