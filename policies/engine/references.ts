/**
 * Which properties hold another resource's id, by kind, and which of its outputs they hold; and which hold JSON as text. For resources
 * that no catalog made: what the catalog makes says so itself.
 */

import type { KindName } from "../../vendors/index";

/** Paths in bodies; `*` is any item of a list. The value is the output. */
const REFERENCES: Readonly<Partial<Record<KindName, Readonly<Record<string, string>>>>> = {
  "datadog/downtime-schedule": { "monitorIdentifier.monitorId": "id" },
  "datadog/logs-archive-order": { "archiveIds.*": "id" },
  "datadog/logs-index-order": { "indexes.*": "id" },
  "datadog/pagerduty-service": { serviceKey: "integrationKey" },
  "datadog/scanner-group-order": { "groupIds.*": "id" },
  "datadog/scanner-rule": { groupId: "id" },
  "datadog/slo": { "monitorIds.*": "id" },
  "pagerduty/business-service": { team: "id" },
  "pagerduty/contact-method": { userId: "id" },
  "pagerduty/escalation-policy": { "rules.*.targets.*.id": "id", teams: "id" },
  "pagerduty/notification-rule": { "contactMethod.id": "id", userId: "id" },
  "pagerduty/schedule": { "layers.*.users.*": "id", "teams.*": "id" },
  "pagerduty/service": { escalationPolicy: "id" },
  "pagerduty/service-dependency": {
    "dependency.dependentServices.*.id": "id",
    "dependency.supportingServices.*.id": "id",
  },
  "pagerduty/service-integration": { service: "id" },
  "pagerduty/service-orchestration": { service: "id" },
  "pagerduty/team-membership": { teamId: "id", userId: "id" },
  "sentry/issue-alert": { "actions.*.targetIdentifier": "internalId", project: "slug" },
  "sentry/key": { project: "slug" },
  "sentry/metric-alert": { project: "slug", "triggers.*.actions.*.targetIdentifier": "internalId" },
  "sentry/project": { "teams.*": "slug" },
};

const JSON_TEXTS: Readonly<Partial<Record<KindName, string>>> = {
  "datadog/catalog-entity": "entity",
  "datadog/dashboard": "dashboard",
};

/** The output that a property holds, where it holds nothing but another resource's output. */
export function referenceAt(kind: KindName | undefined, path: readonly string[]): string | undefined {
  const known = kind && REFERENCES[kind];
  return known?.[path.map((step) => (/^\d+$/.test(step) ? "*" : step)).join(".")];
}

export function holdsJson(kind: KindName | undefined, path: readonly string[]): boolean {
  return kind !== undefined && path.length === 1 && JSON_TEXTS[kind] === path[0];
}
