/**
 * Sentry's alerts as the rules of paging see them. Sentry has no urgency of its own: an alert is as urgent as the catalog calls it. It pages
 * through its PagerDuty integration alone, whose keys somebody enters there by hand.
 */

import type { Resource, Stack } from "../stack";
import { itemsAt, textAt, UNKNOWN, type Unknown } from "../values";
import { type Alert, toldOf } from "./alerts";

export function sentryAlerts(stack: Stack): Alert[] {
  const kinds = ["sentry/issue-alert", "sentry/metric-alert"] as const;
  const own = kinds.flatMap((kind) => stack.ofKind(kind).filter(({ elsewhere }) => !elsewhere));
  if (own.length === 0) return [];
  const priorities = prioritiesIn(stack);
  const pagers = pagersIn(stack);
  return own.flatMap((resource) => {
    const { kind, spec, body } = resource;
    const lines = (spec && priorities.get(spec.key)) ?? [];
    if (kind === "sentry/issue-alert") return [alertOf(resource, "actions", lines[0], pagers)];
    const triggers = itemsAt(body, "triggers");
    if (triggers === UNKNOWN) return [alertOf(resource, "triggers", lines[0], pagers)];
    return triggers.map((_, index) => alertOf(resource, `triggers.${index}.actions`, lines[index], pagers));
  });
}

/** The priorities of an alert's lines, by the alert's name, in the order of its triggers. */
function prioritiesIn({ catalog }: Stack): Map<string, (number | undefined)[]> {
  const bySeverity = new Map(catalog?.severities.map(({ key, priority }) => [key, priority]));
  const alerts = (catalog?.services ?? []).flatMap(({ sentry }) => sentry.flatMap((project) => project.alerts));
  return new Map(alerts.map(({ name, lines }) => [name, lines.map(({ severity }) => bySeverity.get(severity))]));
}

/** The names of PagerDuty services by the numbers that Sentry gave them. */
function pagersIn({ catalog }: Stack): Map<string, string> {
  const services = catalog?.accountDetails.sentry.pagerduty?.services ?? {};
  return new Map(Object.entries(services).map(([name, number]) => [String(number), name]));
}

function alertOf(
  resource: Resource,
  property: string,
  priority: number | undefined,
  pagers: ReadonlyMap<string, string>,
): Alert {
  const told = toldOf(() => toldBy(resource, property, pagers));
  return { resource, title: "Sentry alert", property, priority, ...told };
}

/** Whom its actions tell, in the words of Datadog's handles, so that one set of rules reads both. */
function toldBy({ body }: Resource, property: string, pagers: ReadonlyMap<string, string>): string[] | Unknown {
  const actions = itemsAt(body, property);
  if (actions === UNKNOWN || actions.includes(UNKNOWN)) return UNKNOWN;
  const handles: string[] = [];
  for (const [index] of actions.entries()) {
    const at = (name: string) => textAt(body, `${property}.${index}.${name}`);
    const what = at("type") ?? at("id");
    if (what === UNKNOWN) return UNKNOWN;
    if (what === undefined || !/pagerduty/i.test(what)) continue;
    const number = at("service") ?? at("targetIdentifier");
    if (number === UNKNOWN) return UNKNOWN;
    handles.push(`@pagerduty-${pagers.get(number ?? "") ?? number ?? ""}`);
  }
  return handles;
}
