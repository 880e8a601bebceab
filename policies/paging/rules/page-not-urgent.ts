/**
 * A page is of high urgency at PagerDuty: low urgency uses the notices for what can wait, and never escalates. Urgency comes from the
 * service's rule, from its hours, and from what its event rules make of an event.
 */

import type { SpecAddress } from "../../../model/index";
import type { Found, Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { itemsAt, numberAt, refAt, textAt, UNKNOWN, valueAt } from "../../values";
import { type Alert, alertsOf, isUrgent, undecidedOf } from "../alerts";
import { alertsByService } from "../page-path";
import { type Promised, strictest } from "../promises";

export const pageNotUrgent: Rule = {
  id: "page-not-urgent",
  pack: "paging",
  severity: "error",
  title: "Page of low urgency",
  summary:
    "A PagerDuty service that urgent alerts page calls them urgent at any hour, and no event rule calls all of them less.",
  kinds: ["pagerduty/service", "pagerduty/service-orchestration"],
  *check(stack) {
    for (const alert of alertsOf(stack)) yield* undecidedOf(alert);
    const rules = orchestrations(stack);
    const suppressing = suppressingRules(stack);
    for (const resource of rules.get("unknown") ?? [])
      yield {
        type: "undecided",
        resource,
        property: "service",
        message: "whose events its rules change is not known yet",
      };
    for (const [address, alerts] of alertsByService(stack)) {
      const service = stack.at(address);
      if (!service || !alerts.some(isToWake)) continue;
      yield* urgencyFindings(service);
      const promised = strictest(stack, alerts, [15, 60]);
      for (const rule of rules.get(address) ?? []) yield* eventFindings(service, rule, promised);
      for (const rule of suppressing.get(address) ?? [])
        yield {
          type: "violated",
          resource: rule,
          property: "actions.suppresses",
          value: "true",
          message: `the event rule \`${rule.key}\` suppresses every event of \`${service.key}\`: nobody is called`,
          fix: "Give the rule conditions, or take `suppresses` out.",
        };
    }
  },
};

/** What pages and does not say how urgent it is, is to wake, too. */
function isToWake(alert: Alert): boolean {
  return isUrgent(alert) || alert.priority === undefined || alert.priority === UNKNOWN;
}

function* urgencyFindings(resource: Resource): Iterable<Found> {
  const { body, key } = resource;
  const places = [
    ["incidentUrgencyRule.urgency", "at any hour"],
    ["incidentUrgencyRule.duringSupportHours.urgency", "in its support hours"],
    ["incidentUrgencyRule.outsideSupportHours.urgency", "outside its support hours"],
  ] as const;
  if (valueAt(body, "incidentUrgencyRule") === UNKNOWN) {
    const property = "incidentUrgencyRule";
    yield { type: "undecided", resource, property, message: `how urgent pages of \`${key}\` are is not known yet` };
    return;
  }
  for (const [property, when] of places) {
    const urgency = textAt(body, property);
    if (urgency === UNKNOWN)
      yield { type: "undecided", resource, property, message: `how urgent pages of \`${key}\` are is not known yet` };
    if (urgency !== "low") continue;
    yield {
      type: "violated",
      resource,
      property,
      value: "low",
      message: `the service \`${key}\` calls every page of low urgency ${when}: nobody is woken, and nothing escalates`,
      fix: "Change `urgency` to `high`.",
    };
  }
}

/** The event rules of services, by the service's address, or by `unknown`. */
function orchestrations(stack: Stack): Map<SpecAddress | "unknown", Resource[]> {
  const found = new Map<SpecAddress | "unknown", Resource[]>();
  for (const resource of stack.ofKind("pagerduty/service-orchestration")) {
    const service = refAt(resource.body, "service");
    if (service === undefined) continue;
    const address = service === UNKNOWN ? "unknown" : service.$ref;
    found.set(address, [...(found.get(address) ?? []), resource]);
  }
  return found;
}

const EVENT_RULE = "pagerduty:index/serviceEventRule:ServiceEventRule";

/** Event rules of the older kind that are of every event, by the service's address. */
function suppressingRules({ resources }: Stack): Map<SpecAddress, Resource[]> {
  const found = new Map<SpecAddress, Resource[]>();
  for (const resource of resources) {
    if (resource.token !== EVENT_RULE || resource.body.disabled === true) continue;
    const service = refAt(resource.body, "service");
    const conditions = valueAt(resource.body, "conditions");
    const suppress = valueAt(resource.body, "actions.suppresses.0.value");
    if (service === undefined || service === UNKNOWN || suppress !== true) continue;
    if (conditions !== undefined && conditions !== null && !(Array.isArray(conditions) && conditions.length === 0))
      continue;
    found.set(service.$ref, [...(found.get(service.$ref) ?? []), resource]);
  }
  return found;
}

function* eventFindings(service: Resource, resource: Resource, promised: Promised | undefined): Iterable<Found> {
  if (resource.body.enableEventOrchestrationForService === false) return;
  const sets = itemsAt(resource.body, "sets");
  const places = ["catchAll.actions"];
  if (sets === UNKNOWN)
    yield {
      type: "undecided",
      resource,
      property: "sets",
      message: `the event rules of \`${service.key}\` are not known yet`,
    };
  else
    for (const [set] of sets.entries()) {
      const rules = itemsAt(resource.body, `sets.${set}.rules`);
      if (rules === UNKNOWN) continue;
      for (const [rule] of rules.entries()) {
        const conditions = itemsAt(resource.body, `sets.${set}.rules.${rule}.conditions`);
        if (conditions !== UNKNOWN && conditions.length === 0) places.push(`sets.${set}.rules.${rule}.actions`);
      }
    }
  for (const place of places) {
    const suppress = valueAt(resource.body, `${place}.suppress`);
    const severity = textAt(resource.body, `${place}.severity`);
    if (suppress === UNKNOWN || severity === UNKNOWN)
      yield {
        type: "undecided",
        resource,
        property: suppress === UNKNOWN ? `${place}.suppress` : `${place}.severity`,
        message: `what the event rules of \`${service.key}\` make of every event is not known yet`,
      };
    if (suppress === true)
      yield {
        type: "violated",
        resource,
        property: `${place}.suppress`,
        value: "true",
        message: `the event rules of \`${service.key}\` suppress every event: nobody is called`,
        fix: "Give the rule conditions, or take `suppress` out.",
      };
    const suspend = numberAt(resource.body, `${place}.suspend`);
    if (promised && typeof suspend === "number" && suspend / 60 > promised.minutes)
      yield {
        type: "violated",
        resource,
        property: `${place}.suspend`,
        value: String(suspend),
        message: `${promised.words}, and the event rules of \`${service.key}\` hold every event back for ${Math.round(suspend / 60)} minutes`,
        fix: "Give the rule conditions, hold events back for less, or promise less.",
      };
    if (severity !== "info" && severity !== "warning") continue;
    if (textAt(service.body, "incidentUrgencyRule.urgency") !== "severity_based") continue;
    yield {
      type: "violated",
      resource,
      property: `${place}.severity`,
      value: severity,
      message: `the event rules of \`${service.key}\` call every event \`${severity}\`, which PagerDuty takes for low urgency: nobody is woken`,
      fix: "Give the rule conditions, or take `severity` out.",
    };
  }
}
