/** One good body per kind of object that the sandbox's APIs make, in an order in which each finds what it refers to. */

import { list, object, text, type Values } from "../../vendors/index";
import { DATADOG_BODIES, type GoodBody } from "./good-bodies-datadog";

const own = (answer: Values) => text(answer.id);
const within = (key: string) => (answer: Values) => text(object(answer[key]).id);
const reference = (id: string | undefined, type: string): Values => ({ id: id ?? "", type });

export const GOOD_BODIES: readonly GoodBody[] = [
  ...DATADOG_BODIES,
  {
    name: "user",
    path: "/pagerduty/users",
    body: () => ({ user: { name: "u", email: "u@example.com", role: "user" } }),
    id: within("user"),
    change: ["PUT", "/pagerduty/users/{user}"],
  },
  {
    name: "method",
    path: "/pagerduty/users/{user}/contact_methods",
    body: () => ({ contact_method: { type: "email_contact_method", address: "u@example.com", label: "Work" } }),
    id: within("contact_method"),
    change: ["PUT", "/pagerduty/users/{user}/contact_methods/{method}"],
  },
  {
    name: "notification",
    path: "/pagerduty/users/{user}/notification_rules",
    body: ({ method }) => ({
      notification_rule: {
        type: "assignment_notification_rule",
        start_delay_in_minutes: 1,
        urgency: "high",
        contact_method: reference(method, "email_contact_method"),
      },
    }),
    id: within("notification_rule"),
    change: ["PUT", "/pagerduty/users/{user}/notification_rules/{notification}"],
  },
  {
    name: "team",
    path: "/pagerduty/teams",
    body: () => ({ team: { name: "t", description: "d", parent: null } }),
    id: within("team"),
    change: ["PUT", "/pagerduty/teams/{team}"],
  },
  {
    name: "schedule",
    path: "/pagerduty/schedules",
    body: ({ user }) => ({
      schedule: {
        name: "s",
        time_zone: "Etc/UTC",
        schedule_layers: [
          {
            start: "2026-01-01T00:00:00Z",
            rotation_virtual_start: "2026-01-01T00:00:00Z",
            rotation_turn_length_seconds: 86_400,
            users: [{ user: reference(user, "user_reference") }],
            restrictions: [{ type: "daily_restriction", start_time_of_day: "08:00:00", duration_seconds: 3600 }],
          },
        ],
      },
    }),
    id: within("schedule"),
    change: ["PUT", "/pagerduty/schedules/{schedule}"],
  },
  {
    name: "policy",
    path: "/pagerduty/escalation_policies",
    body: ({ user }) => ({
      escalation_policy: {
        name: "p",
        escalation_rules: [{ escalation_delay_in_minutes: 1, targets: [reference(user, "user_reference")] }],
        teams: [],
        num_loops: 1,
      },
    }),
    id: within("escalation_policy"),
    change: ["PUT", "/pagerduty/escalation_policies/{policy}"],
  },
  {
    name: "pdService",
    path: "/pagerduty/services",
    body: ({ policy }) => ({
      service: {
        name: "s",
        escalation_policy: reference(policy, "escalation_policy_reference"),
        incident_urgency_rule: { type: "constant", urgency: "high" },
        alert_grouping_parameters: { type: "time", config: { timeout: 1 } },
      },
    }),
    id: within("service"),
    change: ["PUT", "/pagerduty/services/{pdService}"],
  },
  {
    name: "integration",
    path: "/pagerduty/services/{pdService}/integrations",
    body: () => ({ integration: { type: "events_api_v2_inbound_integration", name: "i", vendor: null } }),
    id: within("integration"),
    change: ["PUT", "/pagerduty/services/{pdService}/integrations/{integration}"],
  },
  {
    name: "orchestration",
    path: "/pagerduty/event_orchestrations",
    body: ({ team }) => ({ orchestration: { name: "o", description: "d", team: { id: team ?? "" } } }),
    id: within("orchestration"),
    change: ["PUT", "/pagerduty/event_orchestrations/{orchestration}"],
  },
  {
    name: "business",
    path: "/pagerduty/business_services",
    body: ({ team }) => ({ business_service: { name: "b", type: "business_service", team: { id: team ?? "" } } }),
    id: within("business_service"),
    change: ["PUT", "/pagerduty/business_services/{business}"],
  },
  {
    name: "dependency",
    path: "/pagerduty/service_dependencies/associate",
    body: ({ business, pdService }) => ({
      relationships: [
        {
          dependent_service: reference(business, "business_service"),
          supporting_service: reference(pdService, "service"),
        },
      ],
    }),
    id: (answer) => text(object(list(answer.relationships)[0]).id),
    change: ["POST", "/pagerduty/service_dependencies/associate"],
    read: "/pagerduty/service_dependencies/business_services/{business}",
  },
  {
    name: "sentryTeam",
    path: "/api/0/organizations/acme/teams/",
    body: () => ({ name: "base", slug: "base" }),
    id: (answer) => text(answer.slug),
    change: ["PUT", "/api/0/teams/acme/{sentryTeam}/"],
  },
  {
    name: "project",
    path: "/api/0/teams/acme/{sentryTeam}/projects/",
    body: () => ({ name: "shop", slug: "shop", platform: "node" }),
    id: (answer) => text(answer.slug),
    change: ["PUT", "/api/0/projects/acme/{project}/"],
  },
  {
    name: "key",
    path: "/api/0/projects/acme/{project}/keys/",
    body: () => ({ name: "k", rateLimit: { window: 60, count: 100 } }),
    id: own,
    change: ["PUT", "/api/0/projects/acme/{project}/keys/{key}/"],
  },
  {
    name: "issueAlert",
    path: "/api/0/projects/acme/{project}/rules/",
    body: () => ({
      name: "i",
      actionMatch: "any",
      frequency: 30,
      conditions: [{ id: "a" }],
      filters: [],
      actions: [{ id: "b" }],
    }),
    id: own,
    change: ["PUT", "/api/0/projects/acme/{project}/rules/{issueAlert}/"],
  },
  {
    name: "metricAlert",
    path: "/api/0/projects/acme/{project}/alert-rules/",
    body: ({ project }) => ({
      name: "m",
      projects: [project ?? ""],
      aggregate: "count()",
      timeWindow: 10,
      triggers: [{ label: "critical", alertThreshold: 1, actions: [{ type: "email" }] }],
    }),
    id: own,
    change: ["PUT", "/api/0/projects/acme/{project}/alert-rules/{metricAlert}/"],
  },
];
