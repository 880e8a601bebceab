import { describe, expect, it } from "vitest";
import { compileService, ORGANISATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

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

describe("who is told by Sentry", () => {
  const alert = (severity: string): string => `    sentry:
      app:
        platform: node
        alerts:
          it: { type: issue, severity: ${severity}, when: [first-seen] }`;
  const mail = {
    id: "sentry.mail.actions.NotifyEmailAction",
    targetType: "Team",
    targetIdentifier: ref("sentry/team/ops", "internalId"),
  };
  const slack = (channel: string) => ({
    id: "sentry.integrations.slack.notify_action.SlackNotifyServiceAction",
    workspace: "77",
    channel,
  });
  const withSlack = (more = ""): string =>
    ORGANISATION.replace("{ organization: acme }", `{ organization: acme, slack: { integration: 77${more} } }`);

  const TABLE: [what: string, severity: string, organisation: string, prod: unknown[], staging: unknown[]][] = [
    ["nothing but mail where there is no Slack", "medium", ORGANISATION, [mail], []],
    ["the team's channel", "medium", withSlack(), [slack("#ops")], [slack("#ops")]],
    [
      "channel and mail, where the severity names both",
      "critical",
      withSlack(),
      [slack("#ops"), mail],
      [slack("#ops")],
    ],
    [
      "a channel without the workspace's name",
      "medium",
      withSlack(", account: acme").replace('"@slack-ops"', '"@slack-acme-ops"'),
      [slack("#ops")],
      [slack("#ops")],
    ],
  ];
  it.each(TABLE)("%s", (_, severity, organisation, prod, staging) => {
    const { specs } = compileService(alert(severity), "", organisation);
    const actions = (env: string) =>
      specs
        .flatMap((spec) => (spec.kind === "sentry/issue-alert" && spec.env === env ? [spec.body.actions] : []))
        .flat();
    expect([actions("prod"), actions("staging"), actions("dev")]).toEqual([prod, staging, []]);
  });

  it("routes each trigger of a metric alert by its own severity", () => {
    const { body } = compileService(
      `    sentry:
      app:
        platform: node
        alerts:
          it: { type: metric, above: { critical: 300, medium: 100 } }`,
      "",
      withSlack(),
    );
    const channel = { type: "slack", targetType: "specific", targetIdentifier: "#ops", integrationId: 77 };
    const team = { type: "email", targetType: "team", targetIdentifier: ref("sentry/team/ops", "internalId") };
    expect(body("sentry/metric-alert/shop-web-app-it").triggers).toMatchObject([
      { label: "critical", actions: [channel, team] },
      { label: "warning", actions: [channel] },
    ]);
  });

  it("says what Sentry cannot do", () => {
    const codes = (severity: string, organisation: string): string[] =>
      compileService(alert(severity), "", organisation).diagnostics.map(({ code }) => code);
    expect(codes("high", withSlack())).toEqual(["page-not-told"]);
    expect(codes("medium", withSlack())).toEqual([]);
    expect(codes("medium", ORGANISATION)).toEqual(["chat-not-told", "told-by-mail"]);
  });
});
