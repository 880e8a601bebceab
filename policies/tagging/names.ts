/** What a resource is called at its vendor, for the kinds that have no tags or too few to tell them apart by. */

import type { KindName } from "../../vendors/index";
import type { Resource } from "../stack";
import { jsonAt, textAt, UNKNOWN, type Unknown, valueAt } from "../values";

interface Named {
  /** For people, e.g. `PagerDuty service`. */
  title: string;
  /** The property that people see. */
  name: string;
  /** What its name has to be unique in: the value of another property; without one, the account. */
  within?: string;
  /** The property of the text of JSON that holds it. */
  json?: string;
}

export const NAMED = {
  "datadog/dashboard": { title: "Datadog dashboard", name: "title", json: "dashboard" },
  "pagerduty/business-service": { title: "PagerDuty business service", name: "name" },
  "pagerduty/escalation-policy": { title: "PagerDuty escalation policy", name: "name" },
  "pagerduty/schedule": { title: "PagerDuty schedule", name: "name" },
  "pagerduty/service": { title: "PagerDuty service", name: "name" },
  "pagerduty/team": { title: "PagerDuty team", name: "name" },
  "sentry/issue-alert": { title: "Sentry alert", name: "name", within: "project" },
  "sentry/key": { title: "Sentry key", name: "name", within: "project" },
  "sentry/metric-alert": { title: "Sentry alert", name: "name", within: "project" },
  "sentry/project": { title: "Sentry project", name: "name" },
  "sentry/team": { title: "Sentry team", name: "name" },
} as const satisfies Partial<Record<KindName, Named>>;

export type NamedKind = keyof typeof NAMED;

export const NAMED_KINDS = Object.keys(NAMED) as NamedKind[];

export function namedOf({ kind }: Resource): Named | undefined {
  return kind !== undefined && kind in NAMED ? NAMED[kind as NamedKind] : undefined;
}

export function nameAtVendor(resource: Resource): string | undefined | Unknown {
  return textOf(resource, namedOf(resource)?.name ?? "name");
}

/** A text of a resource, which may stand inside its text of JSON. */
export function textOf(resource: Resource, property: string): string | undefined | Unknown {
  const named = namedOf(resource);
  if (named?.json === undefined) return textAt(resource.body, property);
  const holder = jsonAt(resource.body, named.json) ?? {};
  return holder === UNKNOWN ? UNKNOWN : textAt(holder, property);
}

/** What a name has to be unique in, as a text that is equal where that is the same. */
export function scopeOf(resource: Resource): string | Unknown {
  const within = namedOf(resource)?.within;
  if (within === undefined) return "";
  const value = valueAt(resource.body, within);
  return value === UNKNOWN ? UNKNOWN : JSON.stringify(value ?? null);
}
