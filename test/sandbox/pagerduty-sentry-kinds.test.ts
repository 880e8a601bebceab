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

const dependency = (business: string, service: string): Values => ({
  dependency: {
    dependentServices: [{ id: business, type: "business_service" }],
    supportingServices: [{ id: service, type: "service" }],
  },
});
const rule = (expression: string, actions: Values): Values => ({ label: "l", conditions: [{ expression }], actions });

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
    kind: "pagerduty/business-service",
    inputs: ({ team }) => ({ name: "Shop", team: at(team), description: "d" }),
    changed: ({ team }) => ({ name: "Shop 2", team: at(team), description: "d", pointOfContact: "Ann" }),
    diffs: ["name", "pointOfContact"],
    outside: {
      request: ({ id }) => ["PUT", `/business_services/${id}`, { business_service: { description: "other" } }],
      property: "description",
      value: "other",
    },
    remove: ({ id }) => `/business_services/${id}`,
  },
  {
    kind: "pagerduty/service-dependency",
    inputs: ({ service, business }) => dependency(at(business), at(service)),
    changed: ({ service, business }) => dependency(at(business), at(service)),
    diffs: [],
    replaced: {
      inputs: ({ otherService, business }) => dependency(at(business), at(otherService)),
      by: ["dependency"],
    },
    remove: ({ id }) => ["POST", "/service_dependencies/disassociate", { relationships: [{ id }] }],
  },
  {
    kind: "pagerduty/service-orchestration",
    inputs: ({ service }) => ({
      service: at(service),
      enableEventOrchestrationForService: true,
      sets: [{ id: "start", rules: [rule("event.severity matches 'info'", { suppress: true })] }],
      catchAll: { actions: {} },
    }),
    changed: ({ service }) => ({
      service: at(service),
      enableEventOrchestrationForService: true,
      sets: [
        {
          id: "start",
          rules: [
            rule("event.severity matches 'info'", { severity: "warning", annotate: "n" }),
            rule("event.source exists", {
              extractions: [{ target: "event.dedup_key", template: "{{event.source}}" }],
              suspend: 300,
            }),
          ],
        },
      ],
      catchAll: { actions: {} },
    }),
    diffs: ["sets"],
    outside: {
      request: ({ id }) => [
        "PUT",
        `/event_orchestrations/services/${id}`,
        { orchestration_path: { sets: [{ id: "start", rules: [] }], catch_all: { actions: {} } } },
      ],
      property: "sets",
      value: [{ id: "start", rules: [] }],
    },
    remove: ({ id }) => `/services/${id}`,
    stays: true,
  },
  {
    kind: "pagerduty/orchestration-router",
    inputs: ({ orchestration, service }) => ({
      eventOrchestration: at(orchestration),
      set: { id: "start", rules: [rule("event.source matches 'a'", { routeTo: at(service) })] },
      catchAll: { actions: { routeTo: "unrouted" } },
    }),
    changed: ({ orchestration, service }) => ({
      eventOrchestration: at(orchestration),
      set: { id: "start", rules: [rule("event.source matches 'b'", { routeTo: at(service) })] },
      catchAll: { actions: { routeTo: at(service) } },
    }),
    diffs: ["catchAll", "set"],
    replaced: {
      inputs: ({ otherOrchestration }) => ({
        eventOrchestration: at(otherOrchestration),
        set: { id: "start", rules: [] },
        catchAll: { actions: { routeTo: "unrouted" } },
      }),
      by: ["eventOrchestration"],
    },
    remove: ({ id }) => `/event_orchestrations/${id}`,
    stays: true,
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
  await made("otherService", "/services", "service", {
    name: "Second",
    escalation_policy: { id: ids.policy, type: "escalation_policy_reference" },
  });
  await made("business", "/business_services", "business_service", { name: "Base" });
  await made("orchestration", "/event_orchestrations", "orchestration", { name: "Base" });
  await made("otherOrchestration", "/event_orchestrations", "orchestration", { name: "Second" });
  for (const slug of ["base", "second"]) {
    await world.http("sentry", "POST", "/api/0/organizations/acme/teams/", { name: slug, slug });
  }
  await world.http("sentry", "POST", "/api/0/teams/acme/base/projects/", { name: "Shop" });
}

describe("every PagerDuty and Sentry kind, through provider, HTTP and SQLite", () =>
  tryKinds({ vendors: ["pagerduty", "sentry"], cases: CASES, setUp }));
