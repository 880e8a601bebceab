/** Who is told, and how: notices by urgency, channels of Discord, severities by environment, what a check cannot tell, and Sentry. */

import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });
const codes = (compiled: { diagnostics: { code: string }[] }) => compiled.diagnostics.map(({ code }) => code);

describe("notices", () => {
  const person = (notifications: string, organisation = ORGANISATION) =>
    compileService(
      "",
      "",
      organisation.replace("timeZone: Europe/London }\n  bob", `timeZone: Europe/London${notifications} }\n  bob`),
    );
  const notices = ({ specs }: ReturnType<typeof person>) =>
    specs
      .filter(({ kind }) => kind === "pagerduty/notification-rule")
      .map(({ key, body }) => [
        key,
        body.urgency,
        body.startDelayInMinutes,
        (body.contactMethod as { type: string }).type,
      ]);

  it("are a text message and a call, if nobody says otherwise", () => {
    expect(notices(person(""))).toEqual([
      ["ann-phone", "high", 2, "phone_contact_method"],
      ["ann-sms", "high", 0, "sms_contact_method"],
    ]);
  });

  it("are a person's own, by urgency; the app's and the first e-mail are not ours to make", () => {
    expect(
      notices(
        person(
          ", notifications: { high: [{ by: push }, { by: phone, after: 1min }, { by: phone, after: 5min }], low: [{ by: email }, { by: sms, after: 10min }] }",
        ),
      ),
    ).toEqual([
      ["ann-low-sms", "low", 10, "sms_contact_method"],
      ["ann-phone", "high", 1, "phone_contact_method"],
      ["ann-phone-2", "high", 5, "phone_contact_method"],
    ]);
  });

  it("are the organisation's for who has none", () => {
    const common = ORGANISATION.replace(
      "defaultEscalation: ops",
      "defaultEscalation: ops, notifications: { high: [{ by: phone }] }",
    );
    const compiled = person("", common);
    expect(notices(compiled)).toEqual([["ann-phone", "high", 0, "phone_contact_method"]]);
    expect(compiled.specs.some(({ key }) => key === "ann-sms")).toBe(false);
  });

  it("that cannot be are refused, at their place", () => {
    const { diagnostics } = person(", notifications: { high: [{ by: email, after: 5min }, { by: sms, after: 90s }] }");
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["out-of-range", "people.ann.notifications.high.0.after"],
      ["not-whole-minutes", "people.ann.notifications.high.1.after"],
    ]);
    const common = ORGANISATION.replace(
      "defaultEscalation: ops",
      "defaultEscalation: ops, notifications: { low: [{ by: email, after: 1h }] }",
    );
    expect(compileService("", "", common).diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ["out-of-range", "organisation.notifications.low.0.after"],
    ]);
    const numberless = person(
      ", notifications: { high: [{ by: sms }] }",
      ORGANISATION.replace(', phone: "+44 2079460001"', ""),
    );
    expect(codes(numberless)).toContain("no-phone");
  });
});

describe("a channel of Discord", () => {
  const DISCORD = `webhooks:\n  room: { kind: discord, urlSecret: discordRoom }`;
  const signal = "    monitors: { a: { type: count, metric: web.a, above: { medium: 1 } } }";
  const both = ORGANISATION.replace('chat: "@slack-ops"', 'chat: ["@slack-ops", "@webhook-room"]');

  it("gets the message Discord wants, and calls nobody by its mentions", () => {
    const { body } = compileService("", DISCORD);
    const { url, payload } = body("datadog/webhook/room");
    expect(url).toEqual({ $secret: "discordRoom" });
    expect(JSON.parse(String(payload))).toMatchObject({
      content: "$EVENT_TITLE",
      embeds: [{ description: "$TEXT_ONLY_MSG", url: "$LINK" }],
      allowed_mentions: { parse: [] },
    });
  });

  it("is a chat: told where alerts go to chat alone, beside the team's other one", () => {
    const { body } = compileService(signal, DISCORD, both);
    for (const env of ["prod", "staging"])
      expect(body("datadog/monitor/shop-web-a", env).message).toContain("@slack-ops @webhook-room");
    const other = compileService(signal, DISCORD.replace("kind: discord, ", ""), both);
    expect(other.body("datadog/monitor/shop-web-a", "staging").message).not.toContain("@webhook-room");
  });

  it("is read by people: who hears of alerts alone hears nothing of a warning's end", () => {
    const room = ORGANISATION.replace('"@webhook-hook"', '"@webhook-hook", "@webhook-room"');
    const { body } = compileService(
      "    monitors: { a: { type: count, metric: web.a, above: { critical: 9, medium: 1 } } }",
      DISCORD,
      room,
    );
    const message = String(body("datadog/monitor/shop-web-a").message);
    const recovery = /\{\{#is_recovery\}\}[\s\S]*\{\{\/is_recovery\}\}/.exec(message)?.[0] ?? "";
    expect(recovery.replace(/\{\{\^is_warning_recovery[\s\S]*is_warning_recovery\}\}/, "")).toContain("@webhook-hook");
    expect(recovery.replace(/\{\{\^is_warning_recovery[\s\S]*is_warning_recovery\}\}/, "")).not.toContain(
      "@webhook-room",
    );
    expect(recovery).toContain("@webhook-room");
  });

  it.each([
    ['["@slack-ops", "@webhook-nope"]', "unknown-name", "teams.ops.chat.1"],
    ['["@slack-ops", "@slack-ops"]', "duplicate-name", "teams.ops.chat.1"],
    ['"@pagerduty-Other"', "pages-anyway", "teams.ops.chat"],
  ])("is one of the catalog's, once, and pages nobody: %s", (chat, code, path) => {
    const { diagnostics } = compileService(signal, DISCORD, ORGANISATION.replace('"@slack-ops"', chat));
    expect(diagnostics.map((one) => [one.code, one.path])).toEqual([[code, path]]);
  });

  it.each([
    ["{ a: b }", ["missing-key"]],
    ["{ content: $EVENT_TITLE }", []],
    ["{ embeds: [{ title: $EVENT_TITLE }] }", []],
  ])("needs something to show: %s", (payload, found) => {
    const text = DISCORD.replace("discordRoom }", `discordRoom, payload: ${payload} }`);
    expect(codes(compileService("", text))).toEqual(found);
    expect(codes(compileService("", text.replace("kind: discord, ", "")))).toEqual([]);
  });

  it("has a secret address", () => {
    expect(
      codes(
        compileService("", DISCORD.replace("urlSecret: discordRoom", 'url: "https://discord.com/api/webhooks/1/x"')),
      ),
    ).toEqual(["address-is-secret"]);
  });
});

describe("a severity in an environment", () => {
  const signal = "    monitors: { a: { type: count, metric: web.a, above: { critical: 1 } } }";
  const prod = (severities: string): string =>
    ORGANISATION.replace("notify: page, protect: true", `notify: page, protect: true, severities: ${severities}`);

  it("may page, tell and repeat otherwise", () => {
    const { body } = compileService(
      signal,
      "",
      prod("{ critical: { page: false, channels: [team-email], remindEvery: 2h } }"),
    );
    const monitor = body("datadog/monitor/shop-web-a");
    expect(monitor.message).toContain("@ops@example.com");
    expect(monitor.message).not.toContain("@pagerduty");
    expect(monitor.message).not.toContain("@slack-ops");
    expect(monitor.renotifyInterval).toBe(120);
    expect(body("datadog/monitor/shop-web-a", "staging").renotifyInterval).toBe(30);
  });

  it("may not repeat at all, or only so many times", () => {
    const never = compileService(signal, "", prod("{ critical: { remindEvery: never } }"));
    expect(never.body("datadog/monitor/shop-web-a").renotifyInterval).toBeUndefined();
    const twice = compileService(signal, "", prod("{ critical: { remindTimes: 2 } }"));
    expect(twice.body("datadog/monitor/shop-web-a")).toMatchObject({ renotifyInterval: 30, renotifyOccurrences: 2 });
  });

  it("is repeated after whole minutes", () => {
    expect(compileService(signal, "", prod("{ critical: { remindEvery: 90s } }")).diagnostics).toMatchObject([
      { code: "not-whole-minutes", path: "environments.prod.severities.critical.remindEvery" },
    ]);
  });

  it("is one of the catalog's", () => {
    expect(codes(compileService(signal, "", prod("{ urgent: { page: false } }")))).toEqual(["unknown-name"]);
  });
});

it("a service check that cannot tell is told where its silence is", () => {
  const check = (more: string): string =>
    `    monitors: { a: { type: check, check: http.can_connect, failures: { high: 3 }${more} } }`;
  const told = compileService(check(", noData: alert")).body("datadog/monitor/shop-web-a");
  expect(told.monitorThresholds).toMatchObject({ critical: "3", unknown: "3" });
  expect(told.message).toMatch(
    /\{\{#is_unknown\}\}\n(?:.*\n)*?@pagerduty-shop-web-prod @slack-ops\n\{\{\/is_unknown\}\}/,
  );
  const silent = compileService(check(", noData: keep")).body("datadog/monitor/shop-web-a");
  expect(silent.monitorThresholds).not.toHaveProperty("unknown");
  expect(silent.message).not.toContain("is_unknown");
});

it("an alert whose name Sentry does not take is refused, with the number", () => {
  const named = (title: string): string =>
    `    sentry: { app: { platform: node, alerts: { it: { type: issue, title: ${title}, severity: high, when: [first-seen] } } } }`;
  const { diagnostics } = compileService(named("a".repeat(55)));
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ["out-of-range", "services.web.sentry.app.alerts.it.title"],
  ]);
  expect(diagnostics[0]?.message).toMatch(/^`\[staging\] a+` has 65 characters, and Sentry takes 64$/);
  expect(codes(compileService(named("a".repeat(54))))).not.toContain("out-of-range");
});

describe("Sentry's PagerDuty integration", () => {
  const alert = `    sentry:
      app:
        platform: node
        alerts:
          it: { type: issue, severity: high, when: [first-seen] }
          flood: { type: metric, above: { high: 100 } }`;
  const installed = (more = ""): string =>
    ORGANISATION.replace(
      "{ organization: acme }",
      `{ organization: acme, slack: { integration: 7 }, pagerduty: { integration: 88${more} } }`,
    );

  it("gets a key for each service that its alerts page, to be entered there", () => {
    const { body, diagnostics, specs } = compileService(alert, "", installed());
    expect(body("pagerduty/service-integration/shop-web-sentry")).toEqual({
      name: "Sentry",
      service: ref("pagerduty/service/shop-web"),
      type: "events_api_v2_inbound_integration",
    });
    expect(diagnostics.map(({ code, message }) => [code, message.split(":")[0]])).toEqual([
      ["page-not-told", "`high` pages, but Sentry does not know `shop-web-prod` yet"],
      ["page-not-told", "`high` pages, but Sentry does not know `shop-web-prod` yet"],
    ]);
    expect(specs.filter(({ kind, env }) => kind === "pagerduty/service-integration" && env !== "prod")).toEqual([]);
  });

  it("pages by the number it gave the service, where alerts page", () => {
    const { body, diagnostics } = compileService(alert, "", installed(", services: { shop-web-prod: 4711 }"));
    expect(diagnostics).toEqual([]);
    expect(body("sentry/issue-alert/shop-web-app-it").actions).toContainEqual({
      id: "sentry.integrations.pagerduty.notify_action.PagerDutyNotifyServiceAction",
      account: "88",
      service: "4711",
    });
    expect(body("sentry/metric-alert/shop-web-app-flood").triggers).toMatchObject([
      {
        actions: [
          { type: "pagerduty", targetType: "specific", targetIdentifier: "4711", integrationId: 88 },
          { type: "slack" },
        ],
      },
    ]);
    expect(JSON.stringify(body("sentry/issue-alert/shop-web-app-it", "staging").actions)).not.toContain("pagerduty");
  });

  it("knows no service that the catalog does not make", () => {
    const { diagnostics } = compileService(
      alert,
      "",
      installed(", services: { shop-web-prod: 4711, shop-wob-prod: 4712 }"),
    );
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["unknown-reference", "Did you mean `shop-web-prod`?"],
    ]);
  });
});

it("says that a chat Sentry does not reach is told by e-mail, where alerts page", () => {
  const alert =
    "    sentry: { app: { platform: node, alerts: { it: { type: issue, severity: medium, when: [first-seen] } } } }\n    environments: { staging: { sentry: { app: { enabled: false } } } }";
  expect(codes(compileService(alert))).toEqual(["told-by-mail"]);
});
