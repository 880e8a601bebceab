import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

const RULES = `    security:
      logins: { title: Logins, summary: Many., query: "@a:b", above: { high: 1 }, notify: ["@slack-x"] }
      travels: { title: Travels, summary: Far., query: "@a:b", method: impossible_travel, metric: "@ip", by: ["@usr.id"], cases: [{ status: medium, notify: ["@slack-x"] }], travel: { for: 7 }, lessOutsideProduction: true }
      news: { title: News, summary: New., query: "@a:b", method: new_value, metric: "@ip", by: ["@usr.id", "@country"], groupSignalsBy: ["@usr.id"], cases: [{ status: medium, notify: ["@slack-x"] }], learn: { by: threshold, forget: 14, fromPast: true } }`;

describe("suppressions of security signals", () => {
  const { body, specs, diagnostics } = compileService(`${RULES}
    suppressions:
      known-scanner: { reason: "Our own scanner tries passwords every night.", until: "2030-06-30", from: "2030-01-01", rules: [logins, news], signals: "@usr.id:scanner", tags: ["ticket:sec-1"] }
      tests: { reason: Tests., until: "2030-06-30", events: "@network.client.ip:10.0.0.1" }
      cloud: { reason: Noise., until: "2030-06-30", ruleSearch: "source:cloudtrail", signals: "*" }
      over: { reason: Past., until: "2020-06-30", signals: "@a:b" }`);

  it("name rules by their tags, hold for whole days and say why", () => {
    expect(body("datadog/security-suppression/shop-web-known-scanner")).toEqual({
      name: "[prod] Web shop: Known scanner",
      description: "Our own scanner tries passwords every night.",
      enabled: true,
      ruleQuery: "env:production (rule:shop-web-logins OR rule:shop-web-news)",
      suppressionQuery: "@usr.id:scanner",
      startDate: "2030-01-01T00:00:00Z",
      expirationDate: "2030-06-30T23:59:59Z",
      tags: expect.arrayContaining(["ticket:sec-1", "service:web"]),
    });
    expect(body("datadog/security-rule/shop-web-logins").tags).toContain("rule:shop-web-logins");
    expect(body("datadog/security-suppression/shop-web-tests")).toMatchObject({
      ruleQuery: "managed-by:watchbill env:production service:web",
      dataExclusionQuery: "@network.client.ip:10.0.0.1",
    });
    expect(body("datadog/security-suppression/shop-web-cloud", "dev").ruleQuery).toBe("source:cloudtrail");
  });

  it("are left out when they are over, which is said once", () => {
    expect(specs.map(({ key }) => key)).not.toContain("shop-web-over");
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ["ended", "info", "the suppression `over` is over and left out"],
    ]);
  });

  it.each([
    ['{ reason: x, until: "2030-01-01" }', "missing-key", "it is not said what `one` suppresses"],
    ['{ reason: x, until: "2030-01-01", signals: a, rules: [login] }', "unknown-name", "no detection rule `login`"],
    ['{ reason: x, until: "2030-01-01", signals: a, from: "2030-02-01" }', "out-of-range", "before it begins"],
    [
      '{ reason: x, until: "2030-01-01", signals: a, rules: [logins], ruleSearch: x }',
      "conflicting-keys",
      "both given",
    ],
    ['{ reason: x, until: "2030-01-01", events: "*" }', "missing-key", "`events: *` without `rules` makes every"],
    ['{ reason: x, until: "2030-01-01", signals: "*:*", ruleSearch: "*" }', "missing-key", "`signals: *:*` without"],
    ['{ reason: x, until: "2030-01-01", signals: "" }', "missing-key", '`signals: ""` without'],
    ['{ reason: x, until: "2030-01-01", events: "*", rules: [] }', "empty-list", "the list is empty"],
    ['{ reason: x, until: "2030-01-01", events: "*", rules: [logins, logins] }', "duplicate-name", "`logins`"],
    ['{ until: "2030-01-01", signals: a }', "missing-key", "`reason`"],
  ])("%s is refused", (one, code, message) => {
    const { diagnostics: found } = compileService(`${RULES}\n    suppressions: { one: ${one} }`);
    expect(found.map((finding) => finding.code)).toEqual([code]);
    expect(found[0]?.message).toContain(message);
  });
});

describe("notifications of security signals", () => {
  const { body, specs, diagnostics } = compileService(`    signalNotifications:
      vendor: { title: Datadog's own rules, severities: [high, medium], notify: ["@slack-security"], where: "source:cloudtrail", together: 1h }
      leaks: { findings: true, types: [misconfiguration, application_code_vulnerability], severities: [high], rules: all, allServices: true }
      off: { enabled: false }`);

  it("tell whom an alert of the severity tells, in each environment as far as it goes", () => {
    expect(diagnostics).toEqual([]);
    expect(body("datadog/security-notification/shop-web-vendor-high")).toEqual({
      name: "[prod] Web shop: Datadog's own rules (high)",
      enabled: true,
      selectors: {
        triggerSource: "security_signals",
        ruleTypes: ["log_detection"],
        severities: ["high"],
        query: "-managed-by:watchbill env:production service:web source:cloudtrail",
      },
      targets: ["@pagerduty-shop-web-prod", "@slack-ops", "@slack-security"],
      timeAggregation: 3600,
    });
    expect(body("datadog/security-notification/shop-web-vendor-medium").targets).toEqual([
      "@slack-ops",
      "@slack-security",
    ]);
    expect(body("datadog/security-notification/shop-web-vendor-high", "staging").targets).toEqual([
      "@slack-ops",
      "@slack-security",
    ]);
    expect(specs.filter(({ kind, env }) => kind === "datadog/security-notification" && env === "dev")).toEqual([]);
    expect(body("datadog/security-notification/shop-web-leaks-high").selectors).toEqual({
      triggerSource: "security_findings",
      ruleTypes: ["application_code_vulnerability", "misconfiguration"],
      severities: ["high"],
      query: "env:production",
    });
  });

  it("are put together in lengths that Datadog takes", () => {
    const { diagnostics: found } = compileService(
      "    signalNotifications: { one: { severities: [high], together: 5min } }",
    );
    expect(found.map(({ code }) => code)).toEqual(["security-window"]);
  });

  it("name a severity once", () => {
    const { diagnostics: found } = compileService("    signalNotifications: { one: { severities: [high, high] } }");
    expect(found.map(({ code, message }) => [code, message])).toEqual([["duplicate-name", "`high` is there twice"]]);
  });

  it("tell somebody", () => {
    const { diagnostics: found } = compileService("    signalNotifications: { one: { severities: [low] } }");
    expect(found.map(({ code }) => code)).toEqual(["nobody-told"]);
  });
});

describe("methods that learn", () => {
  const { body } = compileService(RULES);

  it("learn as the catalog says", () => {
    expect(body("datadog/security-rule/shop-web-news")).toMatchObject({
      groupSignalsBies: ["@usr.id"],
      options: {
        newValueOptions: {
          forgetAfter: 14,
          learningDuration: 0,
          learningMethod: "threshold",
          learningThreshold: 1,
          instantaneousBaseline: true,
        },
      },
    });
    expect(body("datadog/security-rule/shop-web-travels").options).toMatchObject({
      decreaseCriticalityBasedOnEnv: true,
      impossibleTravelOptions: { baselineUserLocations: true, baselineUserLocationsDuration: 7 },
    });
  });

  it.each([
    ["learn: { for: 1 }", "conflicting-keys"],
    ['groupSignalsBy: ["@other"]', "unknown-name"],
    ['method: new_value, metric: "@ip", learn: { for: 3 }', "unknown-value"],
    ["method: new_value", "missing-key"],
    ['method: impossible_travel, metric: "@network.client.geoip"', "missing-key"],
    ['method: impossible_travel, by: ["@usr.id"]', "missing-key"],
  ])("%s is refused where it means nothing", (more, code) => {
    const { diagnostics } = compileService(
      `    security: { one: { title: T, summary: S, query: a, above: { high: 1 }, ${more} } }`,
    );
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });
});
