import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

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
        escalationDelayInMinutes: 5,
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
