import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { DEFAULTS, evaluate, RULES } from "../../../policies/index";
import { type Declared, type Fragment, saidBy, stackFor, stackWith, stackWithout, wordsOf } from "../example";

const NOT_KNOWN = { $unknown: true };
const TYPES = {
  monitor: "datadog:index/monitor:Monitor",
  rule: "datadog:index/securityMonitoringRule:SecurityMonitoringRule",
  signals: "datadog:index/securityNotificationRule:SecurityNotificationRule",
  test: "datadog:index/syntheticsTest:SyntheticsTest",
  object: "datadog:pagerduty/serviceObject:ServiceObject",
  integration: "pagerduty:index/serviceIntegration:ServiceIntegration",
  service: "pagerduty:index/service:Service",
  policy: "pagerduty:index/escalationPolicy:EscalationPolicy",
  schedule: "pagerduty:index/schedule:Schedule",
  user: "pagerduty:index/user:User",
  contact: "pagerduty:index/userContactMethod:UserContactMethod",
  notice: "pagerduty:index/userNotificationRule:UserNotificationRule",
  events: "pagerduty:index/eventOrchestrationService:EventOrchestrationService",
} as const;

type Kind = keyof typeof TYPES;

function declared(all: Readonly<Record<string, [Kind, Fragment]>>): Record<string, Declared> {
  return Object.fromEntries(
    Object.entries(all).map(([key, [kind, properties]]) => [key, { type: TYPES[kind], properties }]),
  );
}

/** What a rule says of resources that stand beside those of the catalog. */
function said(id: PolicyId, all: Readonly<Record<string, [Kind, Fragment]>>, environment = "prod"): string[] {
  return wordsOf(saidBy(id, stackWith(declared(all), environment)));
}

const monitor = (message: unknown, more: Fragment = {}): [Kind, Fragment] => [
  "monitor",
  { name: "Queue", type: "query alert", query: "avg(last_5m):avg:q{*} > 1", priority: "1", message, ...more },
];

const ALERT = "{{#is_alert}}@pagerduty-shop-checkout-prod{{/is_alert}}";
const RECOVERY = "{{#is_recovery}}@pagerduty-shop-checkout-prod{{/is_recovery}}";

/** A service of its own with everything that leads to it. */
function way(
  service: Fragment,
  more: Readonly<Record<string, [Kind, Fragment]>> = {},
): Record<string, [Kind, Fragment]> {
  return {
    night: ["service", { name: "night", escalationPolicy: "${pagerduty/escalation-policy/shop.id}", ...service }],
    key: ["integration", { name: "Datadog", service: "${night.id}" }],
    handle: ["object", { serviceName: "night", serviceKey: "${key.integrationKey}" }],
    queue: monitor("{{#is_alert}}@pagerduty-night{{/is_alert}}"),
    ...more,
  };
}

describe("what is not known before deployment is undecided, never fine", () => {
  const cases: [id: PolicyId, all: Record<string, [Kind, Fragment]>, found: string][] = [
    ["unpaged-alert", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["unpaged-alert", { it: monitor("x", { priority: NOT_KNOWN }) }, "datadog/monitor/it message"],
    ["unpaged-alert", { it: ["rule", { cases: NOT_KNOWN }] }, "datadog/security-rule/it cases"],
    [
      "unpaged-alert",
      { it: ["rule", { cases: [{ status: "critical", notifications: [NOT_KNOWN] }] }] },
      "datadog/security-rule/it cases.0.notifications",
    ],
    [
      "unknown-pager",
      { it: monitor("{{#is_alert}}@pagerduty-x{{/is_alert}}"), object: ["object", { serviceName: NOT_KNOWN }] },
      "datadog/monitor/it message",
    ],
    ["pager-without-key", { it: ["object", { serviceName: "x", serviceKey: NOT_KNOWN }] }, "serviceKey"],
    ["key-without-service", { it: ["integration", { service: NOT_KNOWN }] }, "service"],
    ["service-without-escalation", { it: ["service", { name: "x", escalationPolicy: NOT_KNOWN }] }, "escalationPolicy"],
    ["escalation-to-nobody", { it: ["policy", { rules: NOT_KNOWN }] }, "rules"],
    [
      "escalation-to-nobody",
      { it: ["policy", { rules: [{ targets: [{ type: NOT_KNOWN, id: "x" }] }] }] },
      "rules.0.targets.0.id",
    ],
    ["schedule-without-people", { it: ["schedule", { layers: NOT_KNOWN }] }, "layers"],
    ["schedule-without-people", { it: ["schedule", { layers: [{ users: NOT_KNOWN }] }] }, "layers.0.users"],
    [
      "no-acknowledgement-timeout",
      { it: ["service", { acknowledgementTimeout: NOT_KNOWN }] },
      "acknowledgementTimeout",
    ],
    ["unknown-pager", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["unannounced-recovery", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["unconditional-page", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["undecided-silence", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    [
      "warning-wakes-nobody",
      { it: monitor(NOT_KNOWN, { monitorThresholds: { warning: "1" } }) },
      "datadog/monitor/it message",
    ],
    ["late-answer", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["page-not-urgent", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["page-not-urgent", { it: ["events", { service: NOT_KNOWN }] }, "service"],
    ["page-not-urgent", way({}, { it: ["events", { service: "${night.id}", sets: NOT_KNOWN }] }), "sets"],
    ["key-without-service", way({}, { key: ["integration", { service: "${night.id}", type: NOT_KNOWN }] }), "type"],
    ["page-without-runbook", { it: monitor(NOT_KNOWN) }, "datadog/monitor/it message"],
    ["undecided-silence", { it: monitor(ALERT, { type: NOT_KNOWN }) }, "onMissingData"],
    ["page-not-urgent", way({ incidentUrgencyRule: NOT_KNOWN }), "incidentUrgencyRule"],
    [
      "page-not-urgent",
      way({ incidentUrgencyRule: { type: "constant", urgency: NOT_KNOWN } }),
      "incidentUrgencyRule.urgency",
    ],
    [
      "no-second-route",
      { it: ["rule", { tags: ["tier:1"], cases: [{ status: "critical", notifications: NOT_KNOWN }] }] },
      "cases.0.notifications",
    ],
  ];

  it.each(cases)("%s of %j", (id, all, found) => {
    const words = said(id, all).filter((one) => !one.startsWith("stated "));
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(/^undecided /);
    expect(words[0]).toContain(found);
  });

  it("of a schedule leaves open who is on call, where somebody may be missing", () => {
    const all = (users: unknown): Record<string, [Kind, Fragment]> => ({
      ...way({ escalationPolicy: "${policy.id}" }),
      rota: ["schedule", { timeZone: "Europe/Paris", layers: [{ ...LAYER, users }] }],
      policy: ["policy", { numLoops: 1, rules: [{ targets: [{ type: "schedule_reference", id: "${rota.id}" }] }] }],
    });
    expect(said("uncovered-time", all(NOT_KNOWN))).toEqual([
      expect.stringMatching(/^undecided .* not checked: the layers/),
    ]);
    expect(said("one-person", all(["${pagerduty/user/ana.id}"]))).toEqual([expect.stringMatching(/^violated/)]);
    expect(said("one-person", all(["${pagerduty/user/ana.id}", NOT_KNOWN]))).toEqual([
      expect.stringMatching(/^violated/),
    ]);
    expect(said("one-person", all([NOT_KNOWN]))).toEqual([expect.stringMatching(/^undecided .*may be the same/)]);
    expect(said("uncovered-time", all([NOT_KNOWN]))).toEqual([]);
    expect(said("uncovered-time", all(["${pagerduty/user/ana.id}"]))).toEqual([]);
  });

  it("of people leaves open how they are reached", () => {
    const all: Record<string, [Kind, Fragment]> = {
      ...way({ escalationPolicy: "${policy.id}" }),
      dora: ["user", { name: "Dora", email: "dora@example.com" }],
      policy: ["policy", { numLoops: 1, rules: [{ targets: [{ type: "user_reference", id: "${dora.id}" }] }] }],
    };
    const contact = (userId: unknown): Record<string, [Kind, Fragment]> => ({
      ...all,
      mobile: ["contact", { userId, type: "phone_contact_method", address: "2079460009" }],
    });
    expect(said("person-without-phone", all)).toEqual([expect.stringMatching(/^violated pagerduty\/user\/dora/)]);
    expect(said("person-without-phone", contact(NOT_KNOWN))).toEqual([expect.stringMatching(/^undecided/)]);
    expect(said("person-without-phone", contact("${dora.id}"))).toEqual([]);
    expect(said("person-without-notice", contact("${dora.id}"))).toEqual([
      expect.stringMatching(/^violated pagerduty\/user\/dora .*they have no notification rule$/),
    ]);
  });
});

const LAYER = {
  start: "2026-01-05T09:00:00Z",
  rotationVirtualStart: "2026-01-05T09:00:00Z",
  rotationTurnLengthSeconds: 604_800,
};

describe("what is managed elsewhere is stated, not verified", () => {
  it.each<[PolicyId, Record<string, [Kind, Fragment]>]>([
    ["pager-without-key", { it: ["object", { serviceName: "x", serviceKey: { "fn::secret": "abc" } }] }],
    ["key-without-service", { it: ["integration", { service: "PSERV1" }] }],
    ["service-without-escalation", { it: ["service", { escalationPolicy: "PPOL1" }] }],
    [
      "escalation-to-nobody",
      { it: ["policy", { rules: [{ targets: [{ type: "schedule_reference", id: "PSCH1" }] }] }] },
    ],
    ["schedule-without-people", { it: ["schedule", { layers: [{ users: ["PUSER1"] }] }] }],
    ["unknown-pager", { it: monitor("{{#is_alert}}@opsgenie-night{{/is_alert}}") }],
    ["unknown-pager", { it: monitor("{{#is_alert}}@pagerduty-{{service.name}}{{/is_alert}}") }],
  ])("%s", (id, all) => {
    expect(said(id, all)).toEqual([expect.stringMatching(/^stated /)]);
  });

  it("shows no key", () => {
    expect(
      said("pager-without-key", { it: ["object", { serviceName: "x", serviceKey: "0123456789abcdef" }] }).join(),
    ).not.toContain("0123456789abcdef");
  });

  it("of hours, where nobody else is on call", () => {
    const policy = (...targets: Fragment[]): Record<string, [Kind, Fragment]> => ({
      ...way({ escalationPolicy: "${policy.id}" }),
      policy: ["policy", { numLoops: 1, rules: [{ targets }] }],
    });
    const given = { type: "schedule_reference", id: "PSCH1" };
    const ana = { type: "user_reference", id: "${pagerduty/user/ana.id}" };
    expect(said("uncovered-time", policy(given))).toEqual([expect.stringMatching(/^stated .*`PSCH1`/)]);
    expect(said("uncovered-time", policy(given, ana))).toEqual([]);
    expect(said("one-person", policy(given, ana))).toEqual([expect.stringMatching(/^stated /)]);
  });
});

describe("an urgent alert", () => {
  it("pages by a notification rule for all signals of its severity", () => {
    const rule: [Kind, Fragment] = ["rule", { cases: [{ status: "critical", notifications: ["@slack-shop"] }] }];
    const signals = (query: string): [Kind, Fragment] => [
      "signals",
      {
        selectors: { triggerSource: "security_signals", severities: ["critical"], query },
        targets: ["@pagerduty-shop-checkout-prod"],
      },
    ];
    expect(said("unpaged-alert", { rule })).toEqual([
      "violated datadog/security-rule/rule cases.0.notifications: the case `critical` of the detection rule has priority 1 and pages nobody; it tells `@slack-shop` alone",
    ]);
    expect(said("unpaged-alert", { rule, signals: signals("*") })).toEqual([]);
    expect(said("unpaged-alert", { rule, signals: signals("service:other") })).toHaveLength(1);
  });

  it("is not looked at where it is off", () => {
    expect(said("unpaged-alert", { it: ["rule", { enabled: false, cases: [{ status: "critical" }] }] })).toEqual([]);
    expect(
      said("unpaged-alert", { it: ["test", { status: "paused", optionsList: { monitorPriority: 1 }, message: "" }] }),
    ).toEqual([]);
  });

  it("that is a draft tells nobody", () => {
    expect(said("unpaged-alert", { it: monitor(ALERT, { draftStatus: "draft" }) })).toEqual([
      expect.stringMatching(/^violated .* draftStatus: .*Datadog tells nobody/),
    ]);
  });

  it("of Sentry, where Sentry cannot page, is said at the catalog's line", () => {
    const stack = stackFor({
      services: { checkout: { sentry: { node: { alerts: { "new-issue": { severity: "high" } } } } } },
    });
    expect(wordsOf(saidBy("unpaged-alert", stack))).toEqual([
      expect.stringMatching(
        /^violated sentry\/issue-alert\/shop-checkout-node-new-issue actions: the Sentry alert has priority 2/,
      ),
    ]);
  });

  it("of Sentry pages by the number that Sentry gave the service", () => {
    const stack = stackFor({
      accounts: { main: { sentry: { pagerduty: { integration: 88, services: { "shop-checkout-prod": 4711 } } } } },
      services: { checkout: { sentry: { node: { alerts: { "new-issue": { severity: "high" } } } } } },
    });
    expect(wordsOf(saidBy("unpaged-alert", stack))).toEqual([]);
    expect(wordsOf(saidBy("unknown-pager", stack))).toEqual([]);
  });
});

describe("where there is no catalog", () => {
  it("priorities promise what the parameter says", () => {
    const all = declared({
      ...way({ escalationPolicy: "${policy.id}" }),
      dora: ["user", {}],
      policy: [
        "policy",
        { rules: [{ escalationDelayInMinutes: 20, targets: [{ type: "user_reference", id: "${dora.id}" }] }] },
      ],
    });
    expect(wordsOf(saidBy("late-answer", stackWithout(all)))).toEqual([
      "violated pagerduty/escalation-policy/policy rules.0.escalationDelayInMinutes: priority 1 is to be answered within 15 minutes, and the escalation policy `policy` waits 20 minutes before anybody but the first is called",
    ]);
  });

  it("every rule judges what it knows", () => {
    const stack = stackWithout(declared(way({})));
    const { counts, findings } = evaluate(
      stack,
      RULES.filter(({ pack }) => pack === "paging"),
      DEFAULTS,
    );
    const open = counts.filter(({ notChecked }) => notChecked !== undefined);
    expect(open.map(({ rule }) => rule)).toEqual(["paging-promise-loosened"]);
    expect(findings.map(({ code }) => code)).toContain("service-without-escalation");
  });

  it("a second way is one of another vendor, or one that a parameter names", () => {
    const [rule] = RULES.filter(({ id }) => id === "no-second-route");
    const found = (told: string, handles: string[] = []): number => {
      const it = monitor(`{{#is_alert}}@pagerduty-night ${told}{{/is_alert}}`, { tags: ["tier:1"] });
      const stack = stackWithout(declared({ it }));
      return [...(rule?.check(stack, { tier: 1, priority: 1, handles }) ?? [])].length;
    };
    expect(found("@slack-shop @shop@example.com")).toBe(1);
    expect(found("@opsgenie-night")).toBe(0);
    expect(found("@webhook-sms")).toBe(1);
    expect(found("@webhook-sms", ["@webhook-sms"])).toBe(0);
  });
});

describe("a notice", () => {
  const first = (minutes: unknown): Record<string, [Kind, Fragment]> => ({
    ...way({ escalationPolicy: "${policy.id}" }),
    dora: ["user", { name: "Dora", email: "dora@example.com" }],
    mobile: ["contact", { userId: "${dora.id}", type: "phone_contact_method", address: "2079460009" }],
    notice: [
      "notice",
      { userId: "${dora.id}", urgency: "high", startDelayInMinutes: minutes, contactMethod: { id: "${mobile.id}" } },
    ],
    policy: [
      "policy",
      { rules: [{ escalationDelayInMinutes: 5, targets: [{ type: "user_reference", id: "${dora.id}" }] }] },
    ],
  });

  it("wakes within the promise, or the promise is broken", () => {
    expect(said("late-answer", first(5))).toEqual([]);
    expect(said("late-answer", first(6))).toEqual([
      "violated pagerduty/notification-rule/notice startDelayInMinutes: `critical` promises an answer within `5min`, and `dora`, whom `policy` calls first, is woken 6 minutes later",
    ]);
    expect(said("late-answer", first(NOT_KNOWN))).toEqual([expect.stringMatching(/^undecided pagerduty\/user\/dora/)]);
  });
});

describe("events that are made less urgent on the way", () => {
  const events = (set: Fragment, catchAll: Fragment = {}): Record<string, [Kind, Fragment]> =>
    way(
      { incidentUrgencyRule: { type: "constant", urgency: "severity_based" } },
      {
        events: [
          "events",
          {
            service: "${night.id}",
            enableEventOrchestrationForService: true,
            sets: [{ id: "start", rules: [set] }],
            catchAll: { actions: catchAll },
          },
        ],
      },
    );

  it("by a rule for all of them wake nobody", () => {
    expect(said("page-not-urgent", events({ actions: { severity: "info" } }))).toHaveLength(1);
    expect(said("page-not-urgent", events({ actions: {} }, { severity: "warning" }))).toHaveLength(1);
    expect(said("page-not-urgent", events({ actions: {} }, { suppress: true }))).toHaveLength(1);
  });

  it("by a rule with conditions are meant", () => {
    const conditions = [{ expression: "event.summary matches part '[test]'" }];
    expect(said("page-not-urgent", events({ actions: { severity: "info" }, conditions }))).toEqual([]);
  });
});

describe("the end of an alert", () => {
  it.each([
    ["of the alert alone", "{{#is_alert_recovery}}@pagerduty-shop-checkout-prod{{/is_alert_recovery}}", 0],
    [
      "of a warning",
      "{{#is_recovery}}{{#is_warning_recovery}}@pagerduty-shop-checkout-prod{{/is_warning_recovery}}{{/is_recovery}}",
      1,
    ],
    ["of silence", "{{#is_no_data_recovery}}@pagerduty-shop-checkout-prod{{/is_no_data_recovery}}", 1],
    ["whatever it was", RECOVERY, 0],
    [
      "all but warnings",
      "{{#is_recovery}}{{^is_warning_recovery}}@pagerduty-shop-checkout-prod{{/is_warning_recovery}}{{/is_recovery}}",
      0,
    ],
  ])("told at the end %s", (_, end, found) => {
    expect(said("unannounced-recovery", { it: monitor(`${ALERT} ${end}`) })).toHaveLength(found);
  });

  it("is nothing that a detection rule could tell", () => {
    const rule: [Kind, Fragment] = [
      "rule",
      { cases: [{ status: "critical", notifications: ["@pagerduty-shop-checkout-prod"] }] },
    ];
    expect(said("unannounced-recovery", { rule })).toEqual([]);
  });
});

describe("an environment that does not page", () => {
  it.each(["staging", "dev"])("%s has no pager in lists either", (environment) => {
    const all: Record<string, [Kind, Fragment]> = {
      rule: ["rule", { cases: [{ status: "low", notifications: ["@pagerduty-shop-checkout-prod"] }] }],
      signals: ["signals", { selectors: { severities: ["low"] }, targets: ["@victorops-night"] }],
      test: ["test", { message: "{{#is_alert}}@oncall-night{{/is_alert}}" }],
    };
    expect(said("page-outside-paging", all, environment)).toHaveLength(3);
    expect(said("page-outside-paging", all)).toEqual([]);
    expect(said("page-outside-paging", { it: monitor(NOT_KNOWN) }, environment)).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
  });
});
