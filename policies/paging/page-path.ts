/**
 * The way of a page, hop by hop: handle, Datadog's object of that name, integration key, PagerDuty service, escalation policy,
 * schedules and people. A hop says where it leads or why it leads nowhere; which rule names a broken one is not decided here.
 */

import { type Body, refsIn, type SpecAddress } from "../../model/index";
import type { KindName } from "../../vendors/index";
import type { Found } from "../rule";
import type { Resource, Stack } from "../stack";
import { isRef, itemsAt, secretAt, textAt, UNKNOWN, valueAt } from "../values";
import { type Alert, alertsOf } from "./alerts";

export type Hop =
  | { type: "found"; resource: Resource }
  /** `absent`: nothing is said. `gone`: what is named is not there. `other`: something else is there. */
  | { type: "broken"; why: "absent" | "gone" | "other"; wanted: string }
  /** Not known before deployment, and not even where it comes from. */
  | { type: "unknown" }
  /** An id or a key written out: it belongs to something that is not managed here. */
  | { type: "given" /** Undefined: a key, which is not shown. */; value: string | undefined };

/** Where a property leads that is to hold an output of a resource of one of some kinds. */
export function hopAt(stack: Stack, body: Body, path: string, kinds: readonly KindName[], output = "id"): Hop {
  // A key may be one, and is not shown.
  if (secretAt(body, path)) return { type: "given", value: undefined };
  const value = valueAt(body, path);
  if (value === UNKNOWN) return { type: "unknown" };
  if (value === undefined || value === null || value === "") return { type: "broken", why: "absent", wanted: "" };
  if (!isRef(value)) {
    const inside = refsIn(value)[0];
    if (inside) return { type: "broken", why: "other", wanted: inside.$ref };
    const shown = output === "id" && typeof value === "string" ? value : undefined;
    return { type: "given", value: shown };
  }
  const { $ref, output: given } = value;
  if (!kinds.some((kind) => $ref.startsWith(`${kind}/`))) return { type: "broken", why: "other", wanted: $ref };
  if (given !== output) return { type: "broken", why: "other", wanted: `${$ref}, output ${given}` };
  const resource = stack.at($ref);
  return resource ? { type: "found", resource } : { type: "broken", why: "gone", wanted: $ref };
}

export interface HopWords {
  resource: Resource;
  property: string;
  /** What the resource is, e.g. `Datadog's object \`shop\``. */
  what: string;
  /** What it should lead to, e.g. `a PagerDuty integration`. */
  to: string;
  fix: string;
}

/** What a rule says of a hop: nothing where it leads somewhere. */
export function* sayHop(hop: Hop, { resource, property, what, to, fix }: HopWords): Iterable<Found> {
  const about = { resource, property };
  switch (hop.type) {
    case "found":
      return;
    case "unknown":
      yield { type: "undecided", ...about, message: `${what}: not known yet whether it leads to ${to}` };
      return;
    case "given":
      yield {
        type: "stated",
        ...about,
        ...(hop.value !== undefined && { value: hop.value }),
        message: `${what} leads to ${to} that is not managed here (${hop.value === undefined ? "its key is written out" : `\`${hop.value}\``}): it was not followed further`,
      };
      return;
    case "broken":
      yield {
        type: "violated",
        ...about,
        value: hop.wanted,
        message:
          hop.why === "absent"
            ? `${what} leads to no ${to.replace(/^an? /, "")}`
            : hop.why === "gone"
              ? `${what} leads to \`${hop.wanted}\`, which is not there`
              : `${what} leads to \`${hop.wanted}\`, which is not ${to}`,
        fix,
      };
  }
}

/** Datadog's objects for PagerDuty services, by the name in a handle. Datadog keeps one of a name, and nobody knows which. */
const objects = new WeakMap<Stack, ReadonlyMap<string, readonly Resource[]>>();

export function objectsByName(stack: Stack): ReadonlyMap<string, readonly Resource[]> {
  const before = objects.get(stack);
  if (before) return before;
  const made = new Map<string, Resource[]>();
  for (const resource of stack.ofKind("datadog/pagerduty-service")) {
    const name = textAt(resource.body, "serviceName");
    if (typeof name !== "string") continue;
    const same = made.get(name);
    if (same) same.push(resource);
    else made.set(name, [resource]);
  }
  objects.set(stack, made);
  return made;
}

/** `shop` of `@pagerduty-shop`; undefined for other pagers. */
export function pagerNameOf(handle: string): string | undefined {
  return /^@pagerduty-(.+)$/i.exec(handle)?.[1];
}

export const keyHop = (stack: Stack, object: Resource): Hop =>
  hopAt(stack, object.body, "serviceKey", ["pagerduty/service-integration"], "integrationKey");

export const serviceHop = (stack: Stack, integration: Resource): Hop =>
  hopAt(stack, integration.body, "service", ["pagerduty/service"]);

export const policyHop = (stack: Stack, service: Resource): Hop =>
  hopAt(stack, service.body, "escalationPolicy", ["pagerduty/escalation-policy"]);

/** The PagerDuty service that a handle leads to, where every hop on the way is there. */
export function serviceOf(stack: Stack, handle: string): Resource | undefined {
  return servicesOf(stack, handle)[0];
}

/** Several, where several objects have the name. */
function servicesOf(stack: Stack, handle: string): Resource[] {
  return (objectsByName(stack).get(pagerNameOf(handle) ?? "") ?? []).flatMap((object) => {
    const key = keyHop(stack, object);
    if (key.type !== "found") return [];
    const service = serviceHop(stack, key.resource);
    return service.type === "found" ? [service.resource] : [];
  });
}

export interface Step {
  property: string;
  /** What it is to lead to. */
  to: "a schedule" | "a person";
  hop: Hop;
}

/** The targets of each step of an escalation policy; undefined where they are not known yet. */
export function stepsOf(stack: Stack, policy: Resource): Step[][] | undefined {
  const rules = itemsAt(policy.body, "rules");
  if (rules === UNKNOWN || rules.includes(UNKNOWN)) return undefined;
  const steps = rules.map((_, step) => {
    const targets = itemsAt(policy.body, `rules.${step}.targets`);
    if (targets === UNKNOWN || targets.includes(UNKNOWN)) return undefined;
    return targets.map((_target, index): Step => {
      const property = `rules.${step}.targets.${index}.id`;
      // Without a type PagerDuty looks for a user, whatever the id is of.
      const type = textAt(policy.body, `rules.${step}.targets.${index}.type`) ?? "user_reference";
      const called = type === "schedule_reference";
      const kind = called ? "pagerduty/schedule" : "pagerduty/user";
      const hop: Hop = type === UNKNOWN ? { type: "unknown" } : hopAt(stack, policy.body, property, [kind]);
      return { property, to: called ? "a schedule" : "a person", hop };
    });
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

/** What pages through each service: its alerts, each once. */
const paged = new WeakMap<Stack, ReadonlyMap<SpecAddress, readonly Alert[]>>();

export function alertsByService(stack: Stack): ReadonlyMap<SpecAddress, readonly Alert[]> {
  const before = paged.get(stack);
  if (before) return before;
  const made = new Map<SpecAddress, Alert[]>();
  for (const alert of alertsOf(stack))
    for (const { handle } of alert.pagers())
      for (const service of new Set(servicesOf(stack, handle))) {
        if (!service.kind) continue;
        const address: SpecAddress = `${service.kind}/${service.key}`;
        const same = made.get(address);
        if (same) same.push(alert);
        else made.set(address, [alert]);
      }
  paged.set(stack, made);
  return made;
}

const inUse = new WeakMap<Stack, ReadonlyMap<Resource, readonly Resource[]>>();

/** The escalation policies that a service escalates by, with those services, in the order of the stack. */
export function policiesInUse(stack: Stack): ReadonlyMap<Resource, readonly Resource[]> {
  const before = inUse.get(stack);
  if (before) return before;
  const used = new Map<Resource, Resource[]>();
  for (const service of stack.ofKind("pagerduty/service")) {
    const hop = policyHop(stack, service);
    if (hop.type !== "found") continue;
    const services = used.get(hop.resource);
    if (services) services.push(service);
    else used.set(hop.resource, [service]);
  }
  inUse.set(stack, used);
  return used;
}
