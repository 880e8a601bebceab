import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import {
  AlertChannels,
  ArgumentsError,
  ErrorTracking,
  EscalationChain,
  LogRetention,
  MonitoredService,
  type MonitoredServiceArgs,
  Objective,
  OnCallRotation,
  People,
  SecurityRules,
  ServiceDashboard,
  Team,
} from "../../components/index";
import { mockPulumi, type Registered, run } from "./mocked-program";

beforeAll(() => mockPulumi());

const payments = { environment: "production", team: "payments", chat: "@slack-payments", system: "shop" };

const latency = {
  type: "metric",
  metric: "trace.http.request",
  unit: "second",
  aggregate: "p95",
  above: { high: "2s", medium: "1s" },
} as const;

function names(made: readonly Registered[]): string[] {
  return made.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort();
}

function failure(make: () => void): ArgumentsError {
  try {
    make();
  } catch (error) {
    if (error instanceof ArgumentsError) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("a monitored service from a program", () => {
  it("makes its monitors with the numbers in the metric's unit, routed to the team's chat", async () => {
    const made = await run(() => {
      new MonitoredService("checkout", { ...payments, monitors: { latency } });
    });
    expect(names(made)).toEqual(["Monitor shop-checkout-latency", "MonitoredService checkout"]);
    const monitor = made.find(({ type }) => type.endsWith(":Monitor"));
    expect(monitor?.inputs).toMatchObject({
      monitorThresholds: { critical: "2", warning: "1" },
      query: "percentile(last_5m):p95:trace.http.request{env:production,service:checkout} > 2",
      tags: [
        "env:production",
        "managed-by:watchbill",
        "service:checkout",
        "signal:latency",
        "system:shop",
        "team:payments",
        "tier:3",
      ],
    });
    expect(monitor?.inputs.message).toContain("@slack-payments");
    expect(monitor?.inputs.message).not.toContain("@pagerduty");
  });

  it("pages by the escalation policy it is given, and keeps the key secret", async () => {
    let service: MonitoredService | undefined;
    const made = await run(() => {
      service = new MonitoredService("checkout", {
        ...payments,
        monitors: { latency },
        pagerduty: { escalationPolicyId: pulumi.output("PPOLICY"), acknowledgeTimeout: "1h" },
      });
    });
    expect(names(made)).toEqual([
      "Monitor shop-checkout-latency",
      "MonitoredService checkout",
      "Service shop-checkout",
      "ServiceIntegration shop-checkout",
      "ServiceObject shop-checkout",
    ]);
    const pager = made.find(({ type }) => type === "pagerduty:index/service:Service");
    expect(pager?.inputs).toMatchObject({ escalationPolicy: "PPOLICY", acknowledgementTimeout: "3600" });
    const monitor = made.find(({ type }) => type.endsWith(":Monitor"));
    expect(monitor?.inputs.message).toContain("@pagerduty-shop-checkout-production");
    expect(await pulumi.isSecret(service?.integrationKey as pulumi.Output<string>)).toBe(true);
    expect(Object.keys(service?.monitorIds ?? {})).toEqual(["shop-checkout-latency"]);
  });

  it("holds objectives, dashboards, detection rules and tests that belong to the service", async () => {
    const args: MonitoredServiceArgs = {
      ...payments,
      monitors: { latency },
      objectives: {
        fast: { type: "monitors", monitors: ["latency"], target: "99.9%" },
      },
      dashboards: {
        overview: {
          title: "Checkout",
          groups: [{ title: "Latency", widgets: [{ type: "signal", signal: "latency" }] }],
        },
      },
      security: {
        logins: { title: "Many failed logins", summary: "Look.", query: "@evt:login", above: { high: 10 } },
      },
    };
    const made = await run(() => {
      new MonitoredService("checkout", args);
    });
    expect(names(made)).toEqual([
      "DashboardJson shop-checkout-overview",
      "Monitor shop-checkout-latency",
      "MonitoredService checkout",
      "SecurityMonitoringRule shop-checkout-logins",
      "ServiceLevelObjective shop-checkout-fast",
    ]);
  });

  it("tells every mistake at once, with value and fix, and registers nothing", async () => {
    const made = await run(() => {
      const error = failure(() => {
        new MonitoredService("checkout", {
          ...payments,
          monitors: {
            latency: { ...latency, above: { high: "2", mediun: "1s" } },
            ratio: { type: "ratio", numerator: "a.errors", denominator: "a.hits", above: { high: "5s" } },
          },
        });
      });
      expect(error.message).toMatchInlineSnapshot(`
        "MonitoredService "checkout": nothing was registered
          monitors.latency.above.high: \`2\` has no unit, and this is a length of time in seconds (fix: Write \`2s\` if that is seconds, \`2ms\` if milliseconds.)
          monitors.latency.above.mediun: there is no severity \`mediun\` (fix: Did you mean \`medium\`?)
          monitors.ratio.above.high: \`5s\` cannot be compared with a percentage (fix: Write it as a percentage such as \`5%\`.)"
      `);
      expect(error.diagnostics.length).toBeGreaterThanOrEqual(3);
    });
    expect(made).toEqual([]);
  });
});

describe("the other components from a program", () => {
  it("an objective with the alerts on its budget", async () => {
    const made = await run(() => {
      new Objective("availability", {
        ...payments,
        service: "checkout",
        objective: {
          type: "ratio",
          bad: "trace.http.request.errors",
          total: "trace.http.request.hits",
          target: "99.9%",
          burnRates: { fast: { severity: "critical", rate: 14.4, over: "1h" } },
        },
      });
    });
    expect(names(made)).toEqual([
      "Monitor shop-checkout-availability-burn-rate-fast",
      "Objective availability",
      "ServiceLevelObjective shop-checkout-availability",
    ]);
    expect(made.find(({ type }) => type.endsWith(":Monitor"))?.inputs.query).toMatch(/^burn_rate\("10\d\d"\)/);
  });

  it("a dashboard", async () => {
    const made = await run(() => {
      new ServiceDashboard("traffic", {
        ...payments,
        service: "checkout",
        dashboard: { title: "Traffic", groups: [{ title: "Notes", widgets: [{ type: "note", text: "Hello" }] }] },
      });
    });
    expect(names(made)).toEqual(["DashboardJson shop-checkout-traffic", "ServiceDashboard traffic"]);
  });

  it("detection rules", async () => {
    const made = await run(() => {
      new SecurityRules("checkout", {
        ...payments,
        rules: { logins: { title: "Many failed logins", summary: "Look.", query: "@evt:login", above: { high: 10 } } },
        suppressions: {
          scanner: { reason: "Ours.", until: "2099-12-31", rules: ["logins"], signals: "@usr.id:scanner" },
        },
      });
    });
    expect(names(made)).toEqual([
      "SecurityMonitoringRule shop-checkout-logins",
      "SecurityMonitoringSuppression shop-checkout-scanner",
      "SecurityRules checkout",
    ]);
  });

  it("log indexes and their order", async () => {
    const made = await run(() => {
      new LogRetention("checkout", {
        ...payments,
        classes: { application: { days: 15, dataClass: "application" } },
        streams: { all: { class: "application", filter: "source:nodejs" } },
        scanner: { emails: { standard: "email" } },
      });
    });
    expect(names(made)).toEqual([
      "LogRetention checkout",
      "LogsIndex application-production",
      "LogsIndexOrder main",
      "SensitiveDataScannerGroup shop-checkout",
      "SensitiveDataScannerGroupOrder main",
      "SensitiveDataScannerRule shop-checkout-emails",
    ]);
  });

  it("people, a team of them, their rotation and who is paged", async () => {
    const made = await run(() => {
      const people = new People("people", {
        people: { ada: { name: "Ada Okafor", email: "ada@example.com", phone: "+44 2079460123" } },
      });
      const userId = people.userIds.ada as pulumi.Output<string>;
      const team = new Team("payments", { name: "Payments", organization: "acme", members: { ada: userId } });
      const teamId = team.pagerdutyTeamId;
      const rotation = new OnCallRotation("payments", {
        teamId,
        userIds: [userId],
        timeZone: "Europe/London",
        start: "2026-01-05T09:00:00Z",
        turn: "1w",
      });
      const scheduleId = rotation.scheduleId;
      const chain = new EscalationChain("payments", {
        teamId,
        steps: [
          { notify: [{ scheduleId }], escalateAfter: "10min" },
          { notify: [{ userId }], escalateAfter: "30min" },
        ],
      });
      expect(chain.escalationPolicyId).toBeDefined();
    });
    const policy = made.find(({ type }) => type.endsWith(":EscalationPolicy"));
    expect(policy?.inputs).toMatchObject({
      rules: [
        {
          escalationDelayInMinutes: 10,
          targets: [{ type: "schedule_reference", id: expect.stringMatching(/^10\d\d$/) }],
        },
        { escalationDelayInMinutes: 30, targets: [{ type: "user_reference", id: expect.stringMatching(/^10\d\d$/) }] },
      ],
    });
    expect(names(made).filter((name) => !name.startsWith("User"))).toEqual([
      "EscalationChain payments",
      "EscalationPolicy payments",
      "OnCallRotation payments",
      "People people",
      "Schedule payments",
      "SentryTeam payments",
      "Team payments",
      "Team payments",
      "Team payments",
      "TeamMembership payments-ada",
    ]);
  });

  it("a Sentry project with its key and alerts", async () => {
    const made = await run(() => {
      new ErrorTracking("checkout", {
        ...payments,
        organization: "acme",
        sentryTeam: { slug: "payments", internalId: "77" },
        projects: {
          web: {
            platform: "javascript-react",
            alerts: { regression: { type: "issue", severity: "high", when: ["regression"] } },
          },
        },
      });
    });
    expect(names(made)).toEqual([
      "ErrorTracking checkout",
      "SentryIssueAlert shop-checkout-web-regression",
      "SentryKey shop-checkout-web-production",
      "SentryProject shop-checkout-web",
    ]);
    expect(made.find(({ type }) => type.endsWith(":SentryProject"))?.inputs.teams).toEqual(["payments"]);
  });

  it("webhooks with secret addresses", async () => {
    const made = await run(() => {
      new AlertChannels("channels", {
        webhooks: { postmortem: { urlSecret: "postmortemUrl" } },
        secrets: { postmortemUrl: pulumi.secret("https://example.com/hook") },
      });
    });
    expect(made.find(({ type }) => type.endsWith(":Webhook"))?.inputs.url).toEqual({
      secret: "https://example.com/hook",
    });
  });
});
