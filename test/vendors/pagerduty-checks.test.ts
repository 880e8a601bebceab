/** What Check and the plan say about PagerDuty inputs, as the plugin says it. */

import { describe, expect, it } from "vitest";
import { previewCreate } from "../../sandbox/provider/adapter";
import { check } from "../../sandbox/provider/check";
import { type Call, KINDS, type KindName, type Values } from "../../vendors/index";

const SEED = new Uint8Array([1]);
const reasons = (kind: KindName, inputs: Values) =>
  check(KINDS[kind], "sample", {}, inputs, SEED).failures.map(({ reason }) => reason);

const layer = (more: Values = {}): Values => ({
  start: "2026-01-01T08:00:00Z",
  rotationVirtualStart: "2026-01-01T08:00:00Z",
  rotationTurnLengthSeconds: 86_400,
  users: ["P1"],
  ...more,
});
const schedule = (more: Values = {}, layers: Values = layer()): Values => ({
  name: "S",
  timeZone: "Etc/UTC",
  layers: [layers],
  ...more,
});
const restricted = (restriction: Values) =>
  schedule({}, layer({ restrictions: [{ startTimeOfDay: "08:00:00", durationSeconds: 3600, ...restriction }] }));
const phone = (more: Values): Values => ({ userId: "P1", type: "phone_contact_method", label: "x", ...more });

const BAD: [KindName, Values, string][] = [
  [
    "pagerduty/user",
    { name: "A", email: "a@example.com", role: "boss" },
    `"boss" is an invalid value. Must be one of []string{"admin", "limited_user", "observer", "owner", "read_only_user", "restricted_access", "read_only_limited_user", "user"}. Examine values at 'sample.role'.`,
  ],
  [
    "pagerduty/user",
    { name: "A", email: "a@example.com", timeZone: "UTC" },
    `"UTC" is a not valid input. Please refer to the list of allowed Time Zone values at https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone. Examine values at 'sample.timeZone'.`,
  ],
  [
    "pagerduty/escalation-policy",
    { name: "E", numLoops: 10, rules: [{ escalationDelayInMinutes: 1, targets: [{ id: "P1" }] }] },
    "expected num_loops to be in the range (0 - 9), got 10. Examine values at 'sample.numLoops'.",
  ],
  [
    "pagerduty/escalation-policy",
    { name: "E", rules: [{ escalationDelayInMinutes: 0, targets: [{ id: "P1" }] }] },
    "expected rule.0.escalation_delay_in_minutes to be at least (1), got 0. Examine values at 'sample.rules[0].escalationDelayInMinutes'.",
  ],
  [
    "pagerduty/schedule",
    schedule({ timeZone: "Mars/Base" }),
    `"Mars/Base" is a not valid input. Please refer to the list of allowed Time Zone values at https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone. Examine values at 'sample.timeZone'.`,
  ],
  [
    "pagerduty/schedule",
    schedule({}, layer({ rotationTurnLengthSeconds: 60 })),
    "expected layer.0.rotation_turn_length_seconds to be in the range (3600 - 31536000), got 60. Examine values at 'sample.layers[0].rotationTurnLengthSeconds'.",
  ],
  [
    "pagerduty/schedule",
    schedule({}, layer({ start: "tomorrow" })),
    "tomorrow is not a valid format for argument: layer.0.start. Expected format: 2006-01-02T15:04:05Z07:00 (RFC3339). Examine values at 'sample.layers[0].start'.",
  ],
  [
    "pagerduty/schedule",
    schedule({}, layer({ rotationVirtualStart: "2026-01-01T08:00:05Z" })),
    "please set the time 2026-01-01T08:00:05Z to a full minute, e.g. 11:23:00, not 11:23:05. Examine values at 'sample.layers[0].rotationVirtualStart'.",
  ],
  [
    "pagerduty/contact-method",
    phone({ address: "030 123" }),
    "Invalid phone number. phone numbers may only include digits from 0-9 and the symbols: comma (,), asterisk (*), and pound (#). Examine values at 'sample.address'.",
  ],
  [
    "pagerduty/contact-method",
    phone({ address: "0301234", countryCode: 49 }),
    "Invalid phone number format. Trunk prefixes are not supported for following countries and regions: France, Romania, UK, Denmark, Germany, Australia, Thailand, India and North America, so must be formatted for international use without the leading 0. Examine values at 'sample.address'.",
  ],
  [
    "pagerduty/service",
    { name: "trailing ", escalationPolicy: "P1" },
    "Name can not be blank, nor contain non-printable characters. Trailing white spaces are not allowed either. Examine values at 'sample.name'.",
  ],
  [
    "sentry/issue-alert",
    {
      organization: "o",
      project: "p",
      name: "n",
      actionMatch: "some",
      filterMatch: "all",
      frequency: 30,
      conditions: [],
      actions: [],
    },
    `expected action_match to be one of ["all" "any"], got some. Examine values at 'sample.actionMatch'.`,
  ],
];

describe("Check", () => {
  it.each(BAD)("of a %s refuses %j in the plugin's words", (kind, inputs, reason) => {
    expect(reasons(kind, inputs)).toEqual([reason]);
  });

  it.each<[KindName, Values]>([
    [
      "pagerduty/service",
      { name: "a\\b&<>", escalationPolicy: "P1", incidentUrgencyRule: { type: "constant", urgency: "medium" } },
    ],
    ["pagerduty/contact-method", phone({ address: "301234", countryCode: 49 })],
    ["sentry/project", { organization: "o", name: "n", teams: ["t"], platform: "javascript-react" }],
    [
      "sentry/metric-alert",
      {
        organization: "o",
        project: "p",
        name: "n",
        query: "",
        aggregate: "count()",
        timeWindow: 1,
        thresholdType: 0,
        triggers: [],
      },
    ],
  ])("of a %s leaves %j to the vendor", (kind, inputs) => {
    expect(reasons(kind, inputs)).toEqual([]);
  });
});

describe("a name that is made up", () => {
  it.each<[KindName, Values]>([
    ["pagerduty/team", {}],
    ["pagerduty/user", { email: "a@example.com" }],
    ["sentry/team", { organization: "o" }],
  ])("for a %s ends in random digits and stays when it is checked again", (kind, inputs) => {
    const first = check(KINDS[kind], "web", {}, inputs, new Uint8Array([1])).inputs;
    expect(first.name).toMatch(/^web-[0-9a-f]{7}$/);
    const again = check(KINDS[kind], "web", first, inputs, new Uint8Array([2])).inputs;
    expect(again.name).toBe(first.name);
  });
});

describe("the plan", () => {
  const none: Call = () => Promise.reject(new Error("asked the vendor"));
  const plan = (kind: KindName, inputs: Values) => {
    const checked = check(KINDS[kind], "sample", {}, inputs, SEED);
    expect(checked.failures).toEqual([]);
    return previewCreate(KINDS[kind], none, checked.inputs);
  };
  const service = (more: Values): Values => ({ name: "s", escalationPolicy: "P1", ...more });

  it.each<[KindName, Values, string]>([
    [
      "pagerduty/schedule",
      restricted({ type: "daily_restriction", startDayOfWeek: 1 }),
      "start_day_of_week must only be set for a weekly_restriction schedule restriction type",
    ],
    [
      "pagerduty/schedule",
      restricted({ type: "weekly_restriction" }),
      "start_day_of_week must be set for a weekly_restriction schedule restriction type",
    ],
    [
      "pagerduty/schedule",
      restricted({ type: "daily_restriction", durationSeconds: 86_400 }),
      "duration_seconds for a daily_restriction schedule restriction type must be shorter than a day",
    ],
    [
      "pagerduty/service",
      service({ incidentUrgencyRule: { type: "use_support_hours", urgency: "high" } }),
      "general urgency cannot be set for a use_support_hours incident urgency rule type",
    ],
    [
      "pagerduty/service",
      service({ incidentUrgencyRule: { type: "use_support_hours" } }),
      "you must specify exactly one (otherwise optional) support_hours block",
    ],
    [
      "pagerduty/service",
      service({ alertGroupingParameters: { type: "content_based", config: { fields: ["a"] } } }),
      'attributes "aggregate" and "fields" are required',
    ],
    [
      "pagerduty/service",
      service({ alertGroupingParameters: { type: "intelligent", config: { timeout: 5 } } }),
      'attribute "timeout" is only supported by "time" type Alert Grouping',
    ],
    [
      "pagerduty/service-integration",
      { name: "i", service: "P1", type: "generic_email_inbound_integration" },
      "integration_email attribute must be set",
    ],
  ])("of a %s refuses %j", async (kind, inputs, message) => {
    await expect(plan(kind, inputs)).rejects.toThrow(message);
  });

  it("of a service takes support hours with an urgency for each side of them", async () => {
    const urgency = (text: string) => ({ type: "constant", urgency: text });
    const planned = await plan(
      "pagerduty/service",
      service({
        incidentUrgencyRule: {
          type: "use_support_hours",
          duringSupportHours: urgency("high"),
          outsideSupportHours: urgency("low"),
        },
        supportHours: { type: "fixed_time_per_day", timeZone: "Etc/UTC", daysOfWeeks: [1], startTime: "09:00:00" },
      }),
    );
    expect(planned.supportHours).toMatchObject({ daysOfWeeks: [1] });
  });
});
