/** Every PagerDuty and Sentry kind through the real provider, HTTP and SQLite: a table of kind × what can happen to it. */

import { describe, expect } from "vitest";
import { object, text, type Values } from "../../vendors/index";
import { type Case, type Ids, tryKinds } from "./kind-table";
import { opened, type World } from "./provider-client";

const layer = (users: string[]): Values => ({
  name: "Weekly",
  start: "2026-01-01T08:00:00Z",
  rotationVirtualStart: "2026-01-01T09:00:00+01:00",
  rotationTurnLengthSeconds: 604_800,
  users,
});
const at = (id: string | undefined) => id ?? "";

const CASES: Case[] = [
  {
    kind: "pagerduty/user",
    inputs: () => ({ name: "Ada Byron", email: "ada@example.com" }),
    changed: () => ({ name: "Ada Byron", email: "ada@example.com", jobTitle: "Engineer", role: "admin" }),
    diffs: ["jobTitle", "role"],
    outside: {
      request: ({ id }) => ["PUT", `/users/${id}`, { user: { job_title: "Countess" } }],
      property: "jobTitle",
      value: "Countess",
    },
    remove: ({ id }) => `/users/${id}`,
  },
  {
    kind: "pagerduty/contact-method",
    inputs: ({ user }) => ({
      userId: at(user),
      type: "phone_contact_method",
      address: "3055550199",
      label: "Mobile",
      countryCode: 49,
    }),
    changed: ({ user }) => ({
      userId: at(user),
      type: "phone_contact_method",
      address: "3055550188",
      label: "Mobile",
      countryCode: 49,
    }),
    diffs: ["address", "blacklisted", "enabled", "id"],
    outside: {
      request: ({ id }, { user }) => [
        "PUT",
        `/users/${user}/contact_methods/${id}`,
        { contact_method: { label: "Bat phone" } },
      ],
      property: "label",
      value: "Bat phone",
    },
    remove: ({ id }, { user }) => `/users/${user}/contact_methods/${id}`,
  },
  {
    kind: "pagerduty/notification-rule",
    inputs: ({ user, method }) => ({
      userId: at(user),
      startDelayInMinutes: 1,
      urgency: "high",
      contactMethod: { id: at(method), type: "email_contact_method" },
    }),
    changed: ({ user, method }) => ({
      userId: at(user),
      startDelayInMinutes: 5,
      urgency: "low",
      contactMethod: { id: at(method), type: "email_contact_method" },
    }),
    diffs: ["startDelayInMinutes", "urgency"],
    outside: {
      request: ({ id }, { user }) => [
        "PUT",
        `/users/${user}/notification_rules/${id}`,
        { notification_rule: { urgency: "high" } },
      ],
      property: "urgency",
      value: "high",
    },
    remove: ({ id }, { user }) => `/users/${user}/notification_rules/${id}`,
  },
  {
    kind: "pagerduty/team",
    inputs: ({ team }) => ({ name: "Checkout", parent: at(team) }),
    changed: ({ team }) => ({ name: "Checkout", parent: at(team), description: "Buys things" }),
    diffs: ["description"],
    outside: {
      request: ({ id }) => ["PUT", `/teams/${id}`, { team: { name: "Basket" } }],
      property: "name",
      value: "Basket",
    },
    remove: ({ id }) => `/teams/${id}`,
  },
  {
    kind: "pagerduty/team-membership",
    inputs: ({ user, team }) => ({ userId: at(user), teamId: at(team) }),
    changed: ({ user, team }) => ({ userId: at(user), teamId: at(team), role: "responder" }),
    diffs: ["role"],
    replaced: { inputs: ({ user, otherTeam }) => ({ userId: at(user), teamId: at(otherTeam) }), by: ["teamId"] },
    outside: {
      request: (_, { user, team }) => ["PUT", `/teams/${team}/users/${user}`, { role: "observer" }],
      property: "role",
      value: "observer",
    },
    remove: (_, { user, team }) => `/teams/${team}/users/${user}`,
  },
  {
    kind: "pagerduty/schedule",
    inputs: ({ user, other, team }) => ({
      name: "Primary",
      timeZone: "Europe/Berlin",
      teams: [at(team)],
      layers: [
        {
          ...layer([at(user), at(other)]),
          restrictions: [{ type: "daily_restriction", startTimeOfDay: "08:00:00", durationSeconds: 32_400 }],
        },
        { ...layer([at(other)]), name: "Weekend", end: "2099-01-01T00:00:00Z" },
      ],
    }),
    changed: ({ user, other }) => ({
      name: "Primary",
      timeZone: "Etc/UTC",
      description: "",
      layers: [layer([at(other), at(user)])],
    }),
    diffs: ["description", "layers", "teams", "timeZone"],
    outside: {
      request: ({ id }) => ["PUT", `/schedules/${id}`, { schedule: { time_zone: "America/Lima" } }],
      property: "timeZone",
      value: "America/Lima",
    },
    remove: ({ id }) => `/schedules/${id}`,
  },
  {
    kind: "pagerduty/escalation-policy",
    inputs: ({ user, schedule, team }) => ({
      name: "Default",
      teams: at(team),
      rules: [
        { escalationDelayInMinutes: 10, targets: [{ id: at(schedule), type: "schedule_reference" }] },
        { escalationDelayInMinutes: 30, targets: [{ id: at(user) }] },
      ],
    }),
    changed: ({ user, schedule }) => ({
      name: "Default",
      numLoops: 2,
      rules: [
        {
          escalationDelayInMinutes: 5,
          targets: [{ id: at(user) }, { id: at(schedule), type: "schedule_reference" }],
        },
      ],
    }),
    diffs: ["numLoops", "rules", "teams"],
    outside: {
      request: ({ id }) => ["PUT", `/escalation_policies/${id}`, { escalation_policy: { num_loops: 9 } }],
      property: "numLoops",
      value: 9,
    },
    remove: ({ id }) => `/escalation_policies/${id}`,
  },
  {
    kind: "pagerduty/service",
    inputs: ({ policy }) => ({
      name: "checkout",
      escalationPolicy: at(policy),
      acknowledgementTimeout: "600",
      alertCreation: "create_incidents",
      incidentUrgencyRule: {
        type: "use_support_hours",
        duringSupportHours: { type: "constant", urgency: "high" },
        outsideSupportHours: { type: "constant", urgency: "low" },
      },
      supportHours: {
        type: "fixed_time_per_day",
        timeZone: "Etc/UTC",
        daysOfWeeks: [1, 2, 3, 4, 5],
        startTime: "09:00:00",
        endTime: "17:00:00",
      },
    }),
    changed: ({ policy }) => ({
      name: "checkout",
      escalationPolicy: at(policy),
      acknowledgementTimeout: "null",
      alertCreation: "create_alerts_and_incidents",
      autoPauseNotificationsParameters: { enabled: true, timeout: 300 },
      incidentUrgencyRule: {
        type: "use_support_hours",
        duringSupportHours: { type: "constant", urgency: "high" },
        outsideSupportHours: { type: "constant", urgency: "low" },
      },
      supportHours: {
        type: "fixed_time_per_day",
        timeZone: "Etc/UTC",
        daysOfWeeks: [1, 2, 3],
        startTime: "09:00:00",
        endTime: "17:00:00",
      },
    }),
    diffs: ["acknowledgementTimeout", "autoPauseNotificationsParameters", "supportHours"],
    outside: {
      request: ({ id }) => ["PUT", `/services/${id}`, { service: { auto_resolve_timeout: 60 } }],
      property: "autoResolveTimeout",
      value: "60",
    },
    remove: ({ id }) => `/services/${id}`,
  },
  {
    kind: "pagerduty/service-integration",
    inputs: ({ service }) => ({ name: "Datadog", service: at(service), vendor: "PAM4FGS" }),
    changed: ({ service }) => ({ name: "Datadog 2", service: at(service), vendor: "PAM4FGS" }),
    diffs: ["name"],
    replaced: {
      inputs: ({ service }) => ({
        name: "Datadog",
        service: at(service),
        type: "events_api_v2_inbound_integration",
      }),
      by: ["type"],
    },
    outside: {
      request: ({ id }, { service }) => [
        "PUT",
        `/services/${service}/integrations/${id}`,
        { integration: { name: "Renamed" } },
      ],
      property: "name",
      value: "Renamed",
    },
    remove: ({ id }, { service }) => `/services/${service}/integrations/${id}`,
    secrets: ["integrationKey"],
  },
  {
    kind: "pagerduty/event-orchestration",
    inputs: ({ team }) => ({ name: "Global", team: at(team), description: "d" }),
    changed: () => ({ name: "Global 2" }),
    diffs: ["description", "name", "team"],
    outside: {
      request: ({ id }) => ["PUT", `/event_orchestrations/${id}`, { orchestration: { description: "other" } }],
      property: "description",
      value: "other",
    },
    remove: ({ id }) => `/event_orchestrations/${id}`,
    secrets: ["integrations"],
  },
  {
    kind: "sentry/organization",
    inputs: () => ({ name: "Acme Two", agreeTerms: true }),
    changed: () => ({ name: "Acme 2", agreeTerms: true }),
    diffs: ["name"],
    outside: {
      request: ({ id }) => ["PUT", `/api/0/organizations/${id}/`, { name: "Other" }],
      property: "name",
      value: "Other",
    },
    remove: ({ id }) => `/api/0/organizations/${id}/`,
    neverGone: true,
  },
  {
    kind: "sentry/team",
    inputs: () => ({ organization: "acme", name: "Web Team" }),
    changed: () => ({ organization: "acme", name: "Web", slug: "web" }),
    diffs: ["name", "slug"],
    outside: {
      request: (one) => ["PUT", `/api/0/teams/acme/${text(opened(one).slug)}/`, { name: "Other" }],
      property: "name",
      value: "Other",
    },
    remove: (one) => `/api/0/teams/acme/${text(opened(one).slug)}/`,
  },
  {
    kind: "sentry/project",
    inputs: () => ({ organization: "acme", name: "Checkout", teams: ["base", "second"], platform: "node" }),
    changed: () => ({ organization: "acme", name: "Checkout", teams: ["second"], slug: "pay", resolveAge: 72 }),
    diffs: ["resolveAge", "slug", "teams"],
    outside: {
      request: (one) => ["PUT", `/api/0/projects/acme/${text(opened(one).slug)}/`, { resolveAge: 24 }],
      property: "resolveAge",
      value: 24,
    },
    remove: (one) => `/api/0/projects/acme/${text(opened(one).slug)}/`,
  },
  {
    kind: "sentry/key",
    inputs: () => ({ organization: "acme", project: "shop", name: "Production" }),
    changed: () => ({
      organization: "acme",
      project: "shop",
      name: "Production",
      rateLimitWindow: 60,
      rateLimitCount: 1000,
    }),
    diffs: ["rateLimitCount", "rateLimitWindow"],
    outside: {
      request: ({ id }) => ["PUT", `/api/0/projects/acme/shop/keys/${id}/`, { name: "Other" }],
      property: "name",
      value: "Other",
    },
    remove: ({ id }) => `/api/0/projects/acme/shop/keys/${id}/`,
    secrets: ["dsnSecret", "secret"],
  },
  {
    kind: "sentry/issue-alert",
    inputs: () => ({
      organization: "acme",
      project: "shop",
      name: "New issue",
      actionMatch: "any",
      filterMatch: "all",
      frequency: 30,
      conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
      filters: [{ id: "sentry.rules.filters.level.LevelFilter", match: "gte", level: 40 }],
      actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners", targetIdentifier: "" }],
    }),
    changed: () => ({
      organization: "acme",
      project: "shop",
      name: "New issue",
      actionMatch: "all",
      filterMatch: "all",
      frequency: 60,
      conditions: [{ id: "sentry.rules.conditions.regression_event.RegressionEventCondition" }],
      actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners" }],
    }),
    diffs: ["actionMatch", "conditions", "filters", "frequency"],
    outside: {
      request: ({ id }) => [
        "PUT",
        `/api/0/projects/acme/shop/rules/${id.split("/")[2]}/`,
        {
          frequency: 5,
          conditions: [{ id: "sentry.rules.conditions.regression_event.RegressionEventCondition" }],
          actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners" }],
        },
      ],
      property: "frequency",
      value: 5,
    },
    remove: ({ id }) => `/api/0/projects/acme/shop/rules/${id.split("/")[2]}/`,
  },
  {
    kind: "sentry/metric-alert",
    inputs: () => ({
      organization: "acme",
      project: "shop",
      name: "Errors",
      dataset: "events",
      eventTypes: ["error"],
      query: "level:error",
      aggregate: "count()",
      timeWindow: 10,
      thresholdType: 0,
      triggers: [
        {
          label: "critical",
          alertThreshold: 100,
          thresholdType: 0,
          actions: [{ type: "email", targetType: "team", targetIdentifier: "1" }],
        },
        { label: "warning", alertThreshold: 50.5, thresholdType: 0 },
      ],
    }),
    changed: () => ({
      organization: "acme",
      project: "shop",
      name: "Errors",
      dataset: "events",
      eventTypes: ["error"],
      query: "level:error",
      aggregate: "count()",
      timeWindow: 60,
      thresholdType: 0,
      triggers: [{ label: "critical", alertThreshold: 200, thresholdType: 0 }],
    }),
    diffs: ["timeWindow", "triggers"],
    outside: {
      request: ({ id }) => ["PUT", `/api/0/projects/acme/shop/alert-rules/${id.split("/")[2]}/`, { timeWindow: 5 }],
      property: "timeWindow",
      value: 5,
    },
    remove: ({ id }) => `/api/0/projects/acme/shop/alert-rules/${id.split("/")[2]}/`,
  },
];

async function setUp(world: World, ids: Ids): Promise<void> {
  const made = async (name: string, path: string, key: string, body: Values) => {
    const answer = await world.http("pagerduty", "POST", path, { [key]: body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    ids[name] = text(object(answer.body[key]).id);
  };
  await made("user", "/users", "user", { name: "Grace", email: "grace@example.com" });
  await made("other", "/users", "user", { name: "Linus", email: "linus@example.com" });
  await made("method", `/users/${ids.user}/contact_methods`, "contact_method", {
    type: "email_contact_method",
    address: "grace@example.com",
    label: "Work",
  });
  await made("team", "/teams", "team", { name: "Base" });
  await made("otherTeam", "/teams", "team", { name: "Second" });
  await made("schedule", "/schedules", "schedule", { name: "Base", time_zone: "Etc/UTC", schedule_layers: [] });
  await made("policy", "/escalation_policies", "escalation_policy", {
    name: "Base",
    escalation_rules: [{ escalation_delay_in_minutes: 1, targets: [{ id: ids.user, type: "user_reference" }] }],
  });
  await made("service", "/services", "service", {
    name: "Base",
    escalation_policy: { id: ids.policy, type: "escalation_policy_reference" },
  });
  for (const slug of ["base", "second"]) {
    await world.http("sentry", "POST", "/api/0/organizations/acme/teams/", { name: slug, slug });
  }
  await world.http("sentry", "POST", "/api/0/teams/acme/base/projects/", { name: "Shop" });
}

describe("every PagerDuty and Sentry kind, through provider, HTTP and SQLite", () =>
  tryKinds({ vendors: ["pagerduty", "sentry"], cases: CASES, setUp }));
