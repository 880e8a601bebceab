import { describe, expect, it } from "vitest";
import { compileService, WITHOUT_ESCALATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("people and on-call belong to the owner", () => {
  const { specs, body } = compileService("");
  const kinds = (env: string) => [...new Set(specs.filter((spec) => spec.env === env).map(({ kind }) => kind))];

  it("no other stack has them", () => {
    expect(kinds("prod")).toEqual(
      expect.arrayContaining([
        "pagerduty/user",
        "pagerduty/team",
        "pagerduty/schedule",
        "pagerduty/escalation-policy",
        "datadog/team",
        "sentry/team",
        "datadog/webhook",
      ]),
    );
    expect(kinds("staging")).toEqual([]);
    expect(kinds("dev")).toEqual([]);
  });

  it("a person with a number gets a text message, then a call", () => {
    expect(body("pagerduty/user/ann")).toEqual({
      name: "Ann Example",
      email: "ann@example.com",
      role: "user",
      timeZone: "Europe/London",
      description: "Managed by Watchbill",
    });
    expect(body("pagerduty/contact-method/ann-sms")).toEqual({
      userId: ref("pagerduty/user/ann"),
      type: "sms_contact_method",
      label: "Mobile",
      countryCode: 44,
      address: "2079460001",
    });
    expect(body("pagerduty/notification-rule/ann-phone")).toEqual({
      userId: ref("pagerduty/user/ann"),
      urgency: "high",
      startDelayInMinutes: 2,
      contactMethod: { type: "phone_contact_method", id: ref("pagerduty/contact-method/ann-phone") },
    });
    expect(specs.some(({ key }) => key.startsWith("bob-"))).toBe(false);
  });

  it("the lead manages, a stakeholder only looks", () => {
    expect(body("pagerduty/team-membership/ops-ann").role).toBe("manager");
    expect(body("pagerduty/team-membership/ops-bob").role).toBe("observer");
  });

  it("a night shift ends on the next day", () => {
    expect(body("pagerduty/schedule/day").layers).toMatchObject([
      {
        start: "2026-01-05T09:00:00Z",
        rotationVirtualStart: "2026-01-05T09:00:00Z",
        rotationTurnLengthSeconds: 604800,
        restrictions: [{ type: "daily_restriction", startTimeOfDay: "20:00:00", durationSeconds: 43200 }],
      },
    ]);
  });

  it("a step always says whether it calls a schedule or a person", () => {
    expect(body("pagerduty/escalation-policy/ops").rules).toEqual([
      {
        escalationDelayInMinutes: 10,
        targets: [
          { type: "schedule_reference", id: ref("pagerduty/schedule/day") },
          { type: "user_reference", id: ref("pagerduty/user/ann") },
        ],
      },
    ]);
  });

  it("a webhook's secrets are names, never values", () => {
    expect(body("datadog/webhook/hook")).toEqual({
      name: "hook",
      url: { $secret: "hookUrl" },
      customHeaders: { $secret: "hookHeaders" },
      encodeAs: "json",
      payload: '{"title":"$EVENT_TITLE"}',
    });
  });
});

describe("paging", () => {
  const { specs, body, spec } = compileService("    description: The shop.\n    pagerduty: { autoResolve: 4h }");

  it("only an environment that pages has PagerDuty services", () => {
    expect(specs.filter(({ kind }) => kind === "pagerduty/service").map(({ env }) => env)).toEqual(["prod"]);
  });

  it("the key flows from PagerDuty to Datadog", () => {
    expect(body("pagerduty/service/shop-web")).toEqual({
      name: "shop-web-prod",
      description: "The shop. (Production)",
      escalationPolicy: ref("pagerduty/escalation-policy/ops"),
      acknowledgementTimeout: "1800",
      autoResolveTimeout: "14400",
      alertCreation: "create_alerts_and_incidents",
      incidentUrgencyRule: { type: "constant", urgency: "severity_based" },
    });
    expect(body("datadog/pagerduty-service/shop-web")).toEqual({
      serviceName: "shop-web-prod",
      serviceKey: ref("pagerduty/service-integration/shop-web", "integrationKey"),
    });
    expect(spec("pagerduty/service-integration/shop-web").protect).toBe(true);
  });
});

describe("objectives", () => {
  const { body } = compileService(`    monitors:
      up: { type: count, metric: web.errors, above: { high: 1 } }
    objectives:
      good: { type: ratio, title: Good, good: web.good, total: web.all, target: 99.5%, burnRates: { fast: { severity: critical, rate: 14.4, over: 1h }, slow: { severity: medium, rate: 3, over: 1d, short: 2h } }, budgets: { most: { severity: high, used: 80% } } }
      bad: { type: ratio, bad: { metric: web.all, where: 'status:5xx' }, total: web.all, target: 99%, window: 7d }
      quiet: { type: monitors, monitors: [up], target: 99.9%, window: 90d }
      quick: { type: time-slice, metric: trace.http.request, aggregate: p99, below: 300ms, slice: 1min, target: 95%, warning: 97% }`);

  it("counts good events of all events", () => {
    expect(body("datadog/slo/shop-web-good")).toMatchObject({
      type: "metric",
      query: {
        numerator: "sum:web.good{env:production,service:web}.as_count()",
        denominator: "sum:web.all{env:production,service:web}.as_count()",
      },
      thresholds: [{ timeframe: "30d", target: 99.5 }],
    });
  });

  it("takes bad events from all events", () => {
    expect(body("datadog/slo/shop-web-bad").query).toEqual({
      numerator:
        "sum:web.all{env:production,service:web}.as_count() - sum:web.all{env:production,service:web,status:5xx}.as_count()",
      denominator: "sum:web.all{env:production,service:web}.as_count()",
    });
  });

  it("refers to monitors by number", () => {
    expect(body("datadog/slo/shop-web-quiet").monitorIds).toEqual([
      { ...ref("datadog/monitor/shop-web-up"), as: "number" },
    ]);
  });

  it("measures slices of time in the metric's unit", () => {
    expect(body("datadog/slo/shop-web-quick")).toMatchObject({
      type: "time_slice",
      sliSpecification: { timeSlice: { comparator: "<", threshold: 0.3, queryIntervalSeconds: 60 } },
      thresholds: [{ timeframe: "30d", target: 95, warning: 97 }],
    });
  });

  const ALERTS: [key: string, query: string, critical: string][] = [
    ["good-burn-rate-fast", '").over("30d").long_window("1h").short_window("5m") > 14.4', "14.4"],
    ["good-burn-rate-slow", '").over("30d").long_window("24h").short_window("2h") > 3', "3"],
    ["good-budget-most", '").over("30d") > 80', "80"],
  ];
  it.each(ALERTS)("alerts on %s with the id of the objective", (key, end, critical) => {
    const monitor = body(`datadog/monitor/shop-web-${key}`);
    expect(monitor).toMatchObject({ type: "slo alert", monitorThresholds: { critical } });
    expect(monitor.query).toEqual({
      $text: [expect.stringMatching(/^(burn_rate|error_budget)\("$/), ref("datadog/slo/shop-web-good"), end],
    });
  });
});

describe("detection rules", () => {
  it("count per group, worst case first, and tell the people of that severity", () => {
    const { body, diagnostics } = compileService(
      `    security:\n      logins: { title: Logins, summary: Someone tries., query: "@evt:login OR @evt:token", by: ["@ip"], above: { medium: 5, high: 10 }, notify: ["@workflow-block"] }`,
    );
    expect(diagnostics).toEqual([]);
    expect(body("datadog/security-rule/shop-web-logins")).toMatchObject({
      type: "log_detection",
      queries: [
        {
          name: "events",
          query: "env:production service:web (@evt:login OR @evt:token)",
          dataSource: "logs",
          aggregation: "count",
          groupByFields: ["@ip"],
        },
      ],
      cases: [
        {
          status: "high",
          condition: "events > 10",
          notifications: ["@pagerduty-shop-web-prod", "@slack-ops", "@workflow-block"],
        },
        { status: "medium", condition: "events > 5", notifications: ["@slack-ops", "@workflow-block"] },
      ],
      options: { detectionMethod: "threshold", evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 86400 },
    });
  });

  it.each([
    ["over: 7min", "security-window", "The nearest is 5 minutes."],
    [
      "over: 5min, keepAlive: 6h, atMost: 1h",
      "security-signal-length",
      "Make `atMost` as long as `keepAlive` or longer.",
    ],
  ])("with `%s` are refused", (fields, code, hint) => {
    const { diagnostics } = compileService(
      `    security:\n      logins: { title: Logins, summary: Someone tries., query: "@evt:login", above: { high: 10 }, ${fields} }`,
    );
    expect(diagnostics.map((found) => [found.code, found.hint])).toContainEqual([code, hint]);
  });
});

describe("logs", () => {
  const { specs, body, spec } = compileService(`    logs:
      streams:
        audit: { class: long, filter: "@audit:* OR @sox:*" }
        all: { class: short, filter: "*" }
        health: { class: short, filter: "@path:/health", sample: 1% }
      metrics:
        web.answers: { filter: "@status:*", of: "@duration", unit: nanosecond, percentiles: true, by: { status: "@status" } }`);

  it("are indexed per environment and class by the owner, the longest kept first", () => {
    expect(body("datadog/logs-index-order/main").indexes).toEqual(
      ["long-dev", "short-dev", "long-prod", "short-prod", "long-staging", "short-staging"].map((key) =>
        ref(`datadog/logs-index/${key}`),
      ),
    );
    expect(specs.filter(({ kind }) => kind.startsWith("datadog/logs")).every(({ env }) => env === "prod")).toBe(true);
    expect(body("datadog/logs-index/long-prod")).toEqual({
      name: "long-prod",
      filters: [{ query: "env:production service:web (@audit:* OR @sox:*)" }],
      retentionDays: 30,
      disableDailyLimit: true,
      tags: ["env:production", "managed-by:watchbill", "service:web", "team:ops"],
    });
    expect(spec("datadog/logs-index/long-prod").protect).toBe(true);
  });

  it("are sampled by leaving the rest out", () => {
    expect(body("datadog/logs-index/short-dev")).toMatchObject({
      dailyLimit: 1000,
      disableDailyLimit: false,
      exclusionFilters: [
        {
          name: "shop-web-health",
          filters: [{ query: "env:development service:web @path:/health", sampleRate: 0.99 }],
        },
        { name: "sample", filters: [{ query: "*", sampleRate: 0.9 }] },
      ],
    });
  });

  it("are archived only when they are kept longer than they can be searched", () => {
    expect(specs.filter(({ kind }) => kind === "datadog/logs-archive").map(({ key }) => key)).toEqual([
      "long-dev",
      "long-prod",
      "long-staging",
    ]);
    expect(body("datadog/logs-archive/long-prod")).toMatchObject({
      query: "env:production service:web (@audit:* OR @sox:*)",
      s3Archive: {
        bucket: "acme-long",
        path: "/prod/long",
        accountId: "123456789012",
        roleName: "Logs",
        storageClass: "STANDARD",
      },
    });
  });

  it("become one metric for all environments, told apart by its tags", () => {
    expect(body("datadog/logs-metric/web-answers")).toEqual({
      name: "web.answers",
      compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true },
      filter: { query: "service:web @status:*" },
      groupBies: [
        { path: "env", tagName: "env" },
        { path: "service", tagName: "service" },
        { path: "@status", tagName: "status" },
      ],
    });
  });
});

describe("what cannot be done is said", () => {
  it("a scanner that nothing provisions", () => {
    const { diagnostics } = compileService(`    logs:\n      scanner: { mail: { pattern: "[a-z]+@[a-z]+" } }`);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["not-provisioned", "warning"]]);
  });

  it("a page that should not wake anybody", () => {
    const { diagnostics } = compileService(
      "",
      "severities:\n  quiet: { title: Quiet, priority: 5, respondWithin: 1d, urgency: low, page: true }",
    );
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["urgency-not-told", "warning"]]);
  });

  it("a webhook that is not there", () => {
    const { diagnostics } = compileService(
      "    monitors:\n      it: { type: count, metric: web.errors, above: { high: 1 }, notify: ['@webhook-gone', '@webhook-hook'] }",
    );
    expect(diagnostics.map(({ code, severity, hint }) => [code, severity, hint])).toEqual([
      ["unknown-reference", "warning", "Add `webhooks:` with `gone:` to the catalog."],
    ]);
  });

  it("a service that nobody is paged for", () => {
    const { diagnostics } = compileService("", "", WITHOUT_ESCALATION);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["no-escalation", "error"]]);
  });
});

describe("tests from outside", () => {
  const { body } = compileService(`    synthetics:
      page: { type: http, title: Page, severity: high, url: "https://example.com/", within: 2s, contains: Hello, json: { "$.ok": true }, headers: { Accept: text/html }, locations: ["aws:us-east-1", "aws:eu-west-1"], failingLocations: 2, every: 1min }
      cert: { type: tls, severity: medium, host: example.com, validFor: 21d, every: 1d }
      port: { type: tcp, severity: medium, host: example.com, port: 5432, paused: true }
      name: { type: dns, severity: medium, host: example.com, record: AAAA }`);

  it("ask for a page and look at the answer", () => {
    expect(body("datadog/synthetics-test/shop-web-page")).toMatchObject({
      name: "[prod] Web shop: Page",
      subtype: "http",
      status: "live",
      locations: ["aws:eu-west-1", "aws:us-east-1"],
      requestDefinition: { method: "GET", url: "https://example.com/", timeout: 30 },
      requestHeaders: { Accept: "text/html" },
      assertions: [
        { type: "statusCode", operator: "is", target: "200" },
        { type: "responseTime", operator: "lessThan", target: "2000" },
        { type: "body", operator: "contains", target: "Hello" },
        {
          type: "body",
          operator: "validatesJSONPath",
          targetjsonpath: { jsonpath: "$.ok", operator: "is", targetvalue: "true" },
        },
      ],
      optionsList: { tickEvery: 60, minLocationFailed: 2, monitorPriority: 2 },
    });
    expect(body("datadog/synthetics-test/shop-web-page").message).toContain("@pagerduty-shop-web-prod @slack-ops");
  });

  it.each([
    ["cert", "ssl", { type: "certificate", operator: "isInMoreThan", target: "21" }],
    ["port", "tcp", { type: "connection", operator: "is", target: "established" }],
    ["name", "dns", { type: "recordSome", operator: "matches", property: "AAAA", target: ".+" }],
  ])("%s is a %s test", (key, subtype, assertion) => {
    const test = body(`datadog/synthetics-test/shop-web-${key}`);
    expect(test.subtype).toBe(subtype);
    expect(test.assertions).toContainEqual(assertion);
    expect(test.status).toBe(key === "port" ? "paused" : "live");
  });
});

describe("downtimes", () => {
  const monitors =
    "    monitors:\n      a: { type: count, metric: web.a, above: { high: 1 } }\n      b: { type: count, metric: web.b, above: { high: 1 } }\n";

  it("mute each named signal every week", () => {
    const { body } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [a, b], days: [sunday, monday], from: "02:30", lasts: 90min, timeZone: Europe/London }`,
    );
    expect(body("datadog/downtime-schedule/shop-web-backup-a")).toMatchObject({
      scope: "env:production",
      monitorIdentifier: { monitorTags: ["env:production", "service:web", "signal:a"] },
      recurringSchedule: {
        timezone: "Europe/London",
        recurrences: [{ rrule: "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,SU;BYHOUR=2;BYMINUTE=30", duration: "90m" }],
      },
    });
    expect(body("datadog/downtime-schedule/shop-web-backup-b")).toBeDefined();
  });

  it("mute the whole service when they name no signal", () => {
    const { body } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., from: "02:00", lasts: 1h, timeZone: UTC }`,
    );
    expect(body("datadog/downtime-schedule/shop-web-backup")).toMatchObject({
      monitorIdentifier: { monitorTags: ["env:production", "service:web"] },
      recurringSchedule: { recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1;BYHOUR=2;BYMINUTE=0", duration: "1h" }] },
    });
  });

  it("say which signals there are when one does not exist", () => {
    const { diagnostics } = compileService(
      `${monitors}    downtimes:\n      backup: { reason: Backup., signals: [c], from: "02:00", lasts: 1h, timeZone: UTC }`,
    );
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual([
      "unknown-reference",
      "Its signals are `a`, `b`.",
    ]);
  });
});

describe("error tracking", () => {
  const { specs, body } = compileService(`    sentry:
      app:
        platform: node
        resolveAfter: 7d
        rateLimit: { events: 100, per: 1min }
        alerts:
          new: { type: issue, severity: medium, when: [first-seen, { events: 100, within: 5min }], only: [{ level: error }, { latestRelease: true }, { tag: area, is: cart }], every: 1h }
          flood: { type: metric, above: { high: 300, medium: 10/min }, over: 10min }`);

  it("has one project, and a key for each environment", () => {
    expect(body("sentry/project/shop-web-app")).toMatchObject({
      organization: "acme",
      slug: "shop-web-app",
      platform: "other",
      teams: [ref("sentry/team/ops", "slug")],
      resolveAge: 168,
    });
    expect(specs.filter(({ kind }) => kind === "sentry/key").map(({ key, env }) => [key, env])).toEqual([
      ["shop-web-app-dev", "prod"],
      ["shop-web-app-prod", "prod"],
      ["shop-web-app-staging", "prod"],
    ]);
    expect(body("sentry/key/shop-web-app-staging")).toMatchObject({
      name: "Staging",
      rateLimitCount: 100,
      rateLimitWindow: 60,
    });
  });

  it("writes every value of an issue alert as text, in the catalog's order", () => {
    expect(body("sentry/issue-alert/shop-web-app-new")).toMatchObject({
      project: ref("sentry/project/shop-web-app", "slug"),
      environment: "production",
      frequency: 60,
      conditions: [
        { id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" },
        {
          id: "sentry.rules.conditions.event_frequency.EventFrequencyCondition",
          comparisonType: "count",
          interval: "5m",
          value: "100",
        },
      ],
      filters: [
        { id: "sentry.rules.filters.level.LevelFilter", match: "gte", level: "40" },
        { id: "sentry.rules.filters.latest_release.LatestReleaseFilter" },
        { id: "sentry.rules.filters.tagged_event.TaggedEventFilter", key: "area", match: "eq", value: "cart" },
      ],
      actions: [{ targetType: "Team", targetIdentifier: ref("sentry/team/ops", "internalId") }],
    });
  });

  it("puts the critical trigger of a metric alert first", () => {
    expect(body("sentry/metric-alert/shop-web-app-flood")).toMatchObject({
      aggregate: "count()",
      timeWindow: 10,
      thresholdType: 0,
      triggers: [
        { label: "critical", alertThreshold: 300 },
        { label: "warning", alertThreshold: 100 },
      ],
    });
  });

  it("alerts nobody where nobody is told", () => {
    expect(specs.filter(({ kind, env }) => kind.endsWith("-alert") && env === "dev")).toEqual([]);
  });
});
