/** Datadog resources with unusual inputs: once made, nothing differs, neither at once nor after a read. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KindName, Values } from "../../vendors/index";
import { openWorld, type Resource, type World } from "./provider-client";

const monitor = (more: Values): Values => ({
  name: `Monitor ${JSON.stringify(more)}`,
  type: "query alert",
  query: "avg(last_5m):avg:system.cpu.user{*} by {host} > 90",
  message: "m",
  ...more,
});
const rule = (more: Values): Values => ({
  name: "Rule",
  message: "m",
  enabled: true,
  queries: [{ name: "q", query: "status:error" }],
  cases: [{ status: "high", condition: "q > 1" }],
  options: { detectionMethod: "threshold", evaluationWindow: 300, keepAlive: 600, maxSignalDuration: 900 },
  ...more,
});
const test = (more: Values): Values => ({
  name: "Test",
  type: "api",
  subtype: "http",
  status: "live",
  locations: ["aws:us-east-1", "aws:eu-central-1"],
  requestDefinition: { method: "GET", url: "https://example.com" },
  assertions: [{ type: "statusCode", operator: "is", target: "200" }],
  optionsList: { tickEvery: 900 },
  ...more,
});
const browserStep = (type: string, params: Values): Values => ({ name: type, type, params });
const assertion = (more: Values): Values => ({ type: "body", operator: "validatesJSONPath", ...more });

const TABLE: [KindName, string, Values][] = [
  [
    "datadog/monitor",
    "empty lists and zeros",
    monitor({ tags: [], renotifyInterval: 0, notifyBies: [], newHostDelay: 0 }),
  ],
  ["datadog/monitor", "no thresholds", monitor({ monitorThresholds: {} })],
  ["datadog/monitor", "a threshold of zero", monitor({ monitorThresholds: { critical: "0", warning: "1.50" } })],
  ["datadog/monitor", "the older name of its type", monitor({ type: "metric alert" })],
  ["datadog/monitor", "white space around its texts", monitor({ message: "\n m \n", escalationMessage: " e " })],
  [
    "datadog/monitor",
    "a window that starts at midnight",
    monitor({
      query: "avg(current_1d):avg:a{*} > 1",
      schedulingOptions: { evaluationWindow: { hourStarts: 0, timezone: "Europe/Berlin" } },
    }),
  ],
  [
    "datadog/monitor",
    "a schedule of its own",
    monitor({
      schedulingOptions: {
        customSchedule: {
          recurrence: { rrule: "FREQ=DAILY;INTERVAL=1", timezone: "UTC", start: "2050-01-01T00:00:00" },
        },
      },
    }),
  ],
  [
    "datadog/monitor",
    "what missing data means",
    monitor({ onMissingData: "show_and_notify_no_data", groupRetentionDuration: "2d" }),
  ],
  [
    "datadog/monitor",
    "windows of an anomaly",
    monitor({
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2) >= 1",
      monitorThresholds: { critical: "1" },
      monitorThresholdWindows: { triggerWindow: "last_15m", recoveryWindow: "last_15m" },
    }),
  ],
  [
    "datadog/monitor",
    "logs",
    monitor({
      type: "log alert",
      query: 'logs("status:error").index("*").rollup("count").last("5m") > 1',
      enableLogsSample: true,
      groupbySimpleMonitor: false,
    }),
  ],
  [
    "datadog/monitor",
    "queries of events",
    monitor({
      type: "rum alert",
      query: 'formula("query2 / query1 * 100").last("15m") >= 0.8',
      variables: {
        eventQueries: [
          {
            dataSource: "rum",
            name: "query1",
            indexes: ["*"],
            search: { query: "" },
            computes: [{ aggregation: "count" }],
            groupBies: [{ facet: "@a", limit: 10, sort: { aggregation: "count", order: "desc" } }],
          },
        ],
      },
    }),
  ],
  [
    "datadog/monitor",
    "assets and roles",
    monitor({
      assets: [{ name: "Runbook", url: "https://example.com/r", category: "runbook" }],
      restrictedRoles: ["b", "a"],
    }),
  ],
  [
    "datadog/slo",
    "counted by formulas",
    {
      name: "S",
      type: "metric",
      sliSpecification: {
        count: {
          goodEventsFormula: "a - b",
          totalEventsFormula: "c",
          queries: [
            { metricQuery: { name: "a", query: "sum:a{*}" } },
            { metricQuery: { name: "b", query: "sum:b{*}" } },
            { metricQuery: { name: "c", query: "sum:c{*}" } },
          ],
        },
      },
      thresholds: [{ timeframe: "7d", target: 99 }],
    },
  ],
  [
    "datadog/slo",
    "counted by bad events",
    {
      name: "S",
      type: "metric",
      sliSpecification: {
        count: {
          goodEventsFormula: "a",
          badEventsFormula: "b",
          queries: [
            { metricQuery: { name: "a", query: "sum:a{*}" } },
            { metricQuery: { name: "b", query: "sum:b{*}" } },
          ],
        },
      },
      thresholds: [{ timeframe: "7d", target: 99 }],
    },
  ],
  [
    "datadog/slo",
    "slices of time",
    {
      name: "S",
      type: "time_slice",
      sliSpecification: {
        timeSlice: {
          query: { formula: { formulaExpression: "a" }, queries: [{ metricQuery: { name: "a", query: "avg:a{*}" } }] },
          comparator: ">",
          threshold: 5,
        },
      },
      thresholds: [{ timeframe: "7d", target: 99 }],
      tags: ["b:c", "a:b"],
    },
  ],
  [
    "datadog/security-rule",
    "actions",
    rule({
      type: "application_security",
      cases: [
        {
          status: "high",
          condition: "q > 1",
          actions: [{ type: "block_ip", options: { duration: 3600 } }, { type: "block_user" }],
        },
      ],
    }),
  ],
  [
    "datadog/security-rule",
    "new values",
    rule({
      options: {
        detectionMethod: "new_value",
        keepAlive: 600,
        maxSignalDuration: 900,
        newValueOptions: { forgetAfter: 7, learningDuration: 1 },
      },
      queries: [{ name: "q", query: "a", aggregation: "new_value", metrics: ["@usr.id"], groupByFields: ["@ip"] }],
      cases: [{ status: "high" }],
    }),
  ],
  [
    "datadog/security-rule",
    "impossible travel",
    rule({
      options: {
        detectionMethod: "impossible_travel",
        evaluationWindow: 900,
        keepAlive: 3600,
        maxSignalDuration: 7200,
        impossibleTravelOptions: { baselineUserLocations: true },
      },
      queries: [
        {
          name: "q",
          query: "a",
          aggregation: "geo_data",
          metrics: ["@network.client.geoip"],
          groupByFields: ["@usr.id"],
        },
      ],
      cases: [{ status: "high" }],
    }),
  ],
  [
    "datadog/security-rule",
    "anomalies",
    rule({
      options: {
        detectionMethod: "anomaly_detection",
        evaluationWindow: 1800,
        keepAlive: 3600,
        maxSignalDuration: 3600,
        anomalyDetectionOptions: { bucketDuration: 300, learningDuration: 24, detectionTolerance: 3 },
      },
    }),
  ],
  [
    "datadog/security-rule",
    "a sequence",
    rule({
      options: {
        detectionMethod: "sequence_detection",
        keepAlive: 3600,
        maxSignalDuration: 3600,
        sequenceDetectionOptions: {
          steps: [{ name: "a", condition: "q > 1", evaluationWindow: 300 }],
          stepTransitions: [{ parent: "a", child: "a", evaluationWindow: 300 }],
        },
      },
    }),
  ],
  [
    "datadog/security-rule",
    "a third party",
    rule({
      options: {
        detectionMethod: "third_party",
        keepAlive: 600,
        maxSignalDuration: 900,
        thirdPartyRuleOptions: { defaultStatus: "info", rootQueries: [{ query: "source:x" }] },
      },
      queries: [],
      cases: [],
      thirdPartyCases: [{ status: "high", name: "h", query: "a" }],
    }),
  ],
  [
    "datadog/security-rule",
    "one index and one metric",
    rule({
      queries: [{ name: "q", query: "a", aggregation: "sum", metric: "@b", indexes: ["main"] }],
      schedulingOptions: { rrule: "FREQ=HOURLY;INTERVAL=1", start: "2050-01-01T00:00:00", timezone: "UTC" },
    }),
  ],
  [
    "datadog/synthetics-test",
    "a browser that uploads",
    {
      name: "B",
      type: "browser",
      status: "paused",
      locations: ["aws:eu-central-1"],
      deviceIds: ["laptop_large"],
      requestDefinition: { method: "GET", url: "https://example.com" },
      optionsList: { tickEvery: 900 },
      browserVariables: [{ type: "text", name: "SECRET", pattern: "p", example: "e", secure: true }],
      browserSteps: [
        browserStep("uploadFiles", {
          element: '{"multiLocator":{"a":"b"}}',
          files: '[{"name":"a.txt","size":3,"content":"abc"}]',
          withClick: false,
        }),
        browserStep("assertCurrentUrl", { check: "contains", value: "a" }),
        browserStep("click", { elementUserLocator: { value: { value: "#a" } } }),
      ],
    },
  ],
  [
    "datadog/synthetics-test",
    "a browser without steps",
    {
      name: "B2",
      type: "browser",
      status: "paused",
      locations: ["aws:eu-central-1"],
      deviceIds: ["laptop_large"],
      requestDefinition: { method: "GET", url: "https://example.com" },
      optionsList: { tickEvery: 900 },
    },
  ],
  [
    "datadog/synthetics-test",
    "steps of every kind",
    test({
      subtype: "multi",
      requestDefinition: undefined,
      assertions: undefined,
      apiSteps: [
        {
          name: "h",
          subtype: "http",
          requestDefinition: { method: "POST", url: "https://example.com", body: "b", form: { a: "b" } },
          assertions: [assertion({ targetjsonpath: { jsonpath: "$.a", operator: "isUndefined" } })],
        },
        {
          name: "s",
          subtype: "ssl",
          requestDefinition: {
            host: "example.com",
            port: "443",
            acceptSelfSigned: true,
            disableAiaIntermediateFetching: true,
          },
        },
        { name: "t", subtype: "tcp", requestDefinition: { host: "example.com", port: "80", shouldTrackHops: true } },
        {
          name: "d",
          subtype: "dns",
          requestDefinition: { host: "example.com", dnsServer: "8.8.8.8", dnsServerPort: "53" },
        },
        { name: "u", subtype: "udp", requestDefinition: { host: "example.com", port: "53", message: "m" } },
        { name: "i", subtype: "icmp", requestDefinition: { host: "example.com", numberOfPackets: 2 } },
        { name: "w", subtype: "websocket", requestDefinition: { url: "ws://example.com", message: "m" } },
        {
          name: "g",
          subtype: "grpc",
          requestDefinition: {
            host: "example.com",
            port: "443",
            callType: "unary",
            service: "s",
            method: "M",
            message: "{}",
            plainProtoFile: "syntax = 'proto3';",
          },
        },
        {
          name: "m",
          subtype: "mcp",
          requestDefinition: {
            url: "https://example.com/mcp",
            callType: "tool_call",
            mcpProtocolVersion: "2025-06-18",
            toolName: "search",
            toolArgs: '{"limit":5}',
          },
          assertions: [
            { type: "mcpRespectsSpecification" },
            { type: "mcpServerCapabilities", operator: "contains", targetMcpCapabilities: { capabilities: ["tools"] } },
          ],
        },
        { name: "p", subtype: "playSubTest", subtestPublicId: "aaa-bbb-ccc" },
        { name: "z", subtype: "wait", value: 3 },
      ],
    }),
  ],
  [
    "datadog/synthetics-test",
    "credentials",
    test({
      requestBasicauth: { type: "sigv4", accessKey: "a", secretKey: "b", region: "r" },
      requestHeaders: { Authorization: "Bearer x", "Content-Type": "text/plain" },
      requestProxy: { url: "http://proxy", headers: { "Proxy-Authorization": "p" } },
      requestClientCertificate: { cert: { content: "c", filename: "c.pem" }, key: { content: "k" } },
      requestFiles: [{ name: "f", size: 1, type: "text/plain", content: "Zg==" }],
    }),
  ],
  [
    "datadog/synthetics-test",
    "every option",
    test({
      optionsList: {
        tickEvery: 60,
        retry: { count: 0, interval: 300 },
        monitorOptions: { renotifyInterval: 0 },
        ci: { executionRule: "skipped" },
        rumSettings: { isEnabled: false },
        scheduling: {
          timezone: "UTC",
          timeframes: [
            { day: 5, from: "07:00", to: "16:00" },
            { day: 1, from: "07:00", to: "16:00" },
          ],
        },
        restrictedRoles: ["r"],
        followRedirects: true,
      },
    }),
  ],
  [
    "datadog/downtime-schedule",
    "once, and open",
    {
      scope: "env:staging",
      monitorIdentifier: { monitorTags: ["b:c", "a:b"] },
      oneTimeSchedule: { start: "2050-01-02T03:04:05Z" },
      notifyEndTypes: [],
    },
  ],
  [
    "datadog/downtime-schedule",
    "from now",
    { scope: "*", monitorIdentifier: { monitorId: 1 }, message: "", oneTimeSchedule: {} },
  ],
  [
    "datadog/downtime-schedule",
    "again and again",
    {
      scope: "*",
      monitorIdentifier: { monitorId: 1 },
      recurringSchedule: { recurrences: [{ duration: "1d", rrule: "FREQ=DAILY;INTERVAL=1" }] },
    },
  ],
  ["datadog/logs-index", "no daily limit", { name: "a", filters: [{ query: "*" }], disableDailyLimit: true, tags: [] }],
  [
    "datadog/logs-archive",
    "in Google's cloud",
    { name: "a", query: "*", gcsArchive: { bucket: "b", path: "", clientEmail: "a@example.com", projectId: "p" } },
  ],
  [
    "datadog/logs-archive",
    "in Azure",
    {
      name: "a",
      query: "*",
      azureArchive: { container: "c", tenantId: "t", clientId: "c", storageAccount: "s", path: "/p" },
    },
  ],
  [
    "datadog/logs-metric",
    "a distribution",
    {
      name: "m.d",
      compute: { aggregationType: "distribution", path: "@d", includePercentiles: false },
      filter: { query: "*" },
      groupBies: [],
    },
  ],
  ["datadog/webhook", "nothing but an address", { name: "w", url: "https://example.com" }],
  ["datadog/team", "an empty description", { name: "T", handle: "t", description: "" }],
  [
    "datadog/dashboard",
    "numbers and nulls",
    {
      dashboard:
        '{"title":"D","description":null,"layout_type":"free","widgets":[{"layout":{"x":1.0,"y":0,"width":10,"height":5},"definition":{"type":"note","content":"n"}}],"notify_list":null,"template_variables":[]}',
    },
  ],
];

describe("a Datadog resource, once made, does not differ", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it.each(TABLE)("%s with %s", async (kind, _with, given) => {
    const checked = await world.check(kind, given);
    expect(checked.failures).toEqual([]);
    const made = await world.create(kind, checked.inputs);
    expect((await world.diff(made, checked.inputs)).diffs).toEqual([]);
    const read = (await world.read(made)) as Resource;
    expect((await world.diff(read, checked.inputs)).diffs).toEqual([]);
    await world.update(read, checked.inputs);
    expect((await world.diff((await world.read(read)) as Resource, checked.inputs)).diffs).toEqual([]);
    await world.delete(read);
  });

  it.each(TABLE)("%s with %s, nor after an import", async (kind, _with, given) => {
    const { inputs } = await world.check(kind, given);
    const made = await world.create(kind, inputs);
    const imported = (await world.read({ ...made, outputs: {}, inputs: {} })) as Resource;
    const again = await world.check(kind, imported.inputs);
    expect(again.failures).toEqual([]);
    expect((await world.diff(imported, again.inputs)).diffs).toEqual([]);
    await world.delete(made);
  });
});
