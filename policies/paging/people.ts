/** The people escalation policies call, and how PagerDuty reaches each: contact methods, and the rules that use them. */

import type { SpecAddress } from "../../model/index";
import type { Resource, Stack } from "../stack";
import { itemsAt, numberAt, refAt, textAt, UNKNOWN, type Unknown } from "../values";
import { type Hop, hopAt, policiesInUse, stepsOf } from "./page-path";

/** Ways that wake somebody. */
export const WAKING: ReadonlySet<string> = new Set([
  "phone_contact_method",
  "sms_contact_method",
  "push_notification_contact_method",
]);

interface Contact {
  resource: Resource;
  type: string;
}

interface Notice {
  resource: Resource;
  urgency: string;
  /** The type of the contact method it leads to; as the rule says it, where that is not there. */
  by: string;
  contact: Hop;
  minutes: number | Unknown;
}

export interface Person {
  resource: Resource;
  contacts: readonly Contact[];
  notices: readonly Notice[];
  /** Something of a person's is not known yet, and it may be this one's. */
  unknown: boolean;
}

/** The stack's own people whom a policy in use calls, by name or in a schedule. */
export function ownPeople(stack: Stack): Person[] {
  return peopleCalled(stack, [...policiesInUse(stack).keys()]).filter(({ resource }) => !resource.elsewhere);
}

/** The people whom policies call. */
export function peopleCalled(stack: Stack, policies: readonly Resource[]): Person[] {
  const called = new Map<SpecAddress, Resource>();
  const add = (address: SpecAddress) => {
    const user = stack.at(address);
    if (user?.kind === "pagerduty/user") called.set(address, user);
  };
  const looked = new Set<Resource>();
  for (const policy of policies)
    for (const { hop } of (stepsOf(stack, policy) ?? []).flat()) {
      if (hop.type !== "found" || looked.has(hop.resource)) continue;
      looked.add(hop.resource);
      if (hop.resource.kind === "pagerduty/user") add(`pagerduty/user/${hop.resource.key}`);
      else for (const user of usersIn(hop.resource)) add(user);
    }
  const { contacts, notices, unknown } = reachable(stack);
  return [...called].map(([address, resource]) => ({
    resource,
    contacts: contacts.get(address) ?? [],
    notices: notices.get(address) ?? [],
    unknown,
  }));
}

/** The people of all layers of a schedule. */
export function usersIn({ body }: Resource): SpecAddress[] {
  const layers = itemsAt(body, "layers");
  if (layers === UNKNOWN) return [];
  return layers.flatMap((_, layer) => {
    const users = itemsAt(body, `layers.${layer}.users`);
    if (users === UNKNOWN) return [];
    return users.flatMap((_user, index) => {
      const ref = refAt(body, `layers.${layer}.users.${index}`);
      return ref === undefined || ref === UNKNOWN ? [] : [ref.$ref];
    });
  });
}

interface Reachable {
  contacts: ReadonlyMap<SpecAddress, Contact[]>;
  notices: ReadonlyMap<SpecAddress, Notice[]>;
  unknown: boolean;
}

const known = new WeakMap<Stack, Reachable>();

function reachable(stack: Stack): Reachable {
  const before = known.get(stack);
  if (before) return before;
  const contacts = new Map<SpecAddress, Contact[]>();
  const notices = new Map<SpecAddress, Notice[]>();
  let unknown = false;
  for (const resource of stack.ofKind("pagerduty/contact-method")) {
    const user = refAt(resource.body, "userId");
    const type = textAt(resource.body, "type");
    if (user === UNKNOWN || type === UNKNOWN) unknown = true;
    else if (user && type !== undefined) put(contacts, user.$ref, { resource, type });
  }
  for (const resource of stack.ofKind("pagerduty/notification-rule")) {
    const { body } = resource;
    const user = refAt(body, "userId");
    const urgency = textAt(body, "urgency");
    if (user === UNKNOWN || urgency === UNKNOWN) unknown = true;
    else if (user && urgency !== undefined)
      put(notices, user.$ref, {
        resource,
        urgency,
        ...contactOf(stack, resource, user.$ref),
        minutes: minutesOf(resource),
      });
  }
  const made = { contacts, notices, unknown };
  known.set(stack, made);
  return made;
}

function put<T>(into: Map<SpecAddress, T[]>, address: SpecAddress, one: T): void {
  const same = into.get(address);
  if (same) same.push(one);
  else into.set(address, [one]);
}

/** A contact method of somebody else is none of theirs. */
function contactOf(stack: Stack, { body }: Resource, user: SpecAddress): { by: string; contact: Hop } {
  const hop = hopAt(stack, body, "contactMethod.id", ["pagerduty/contact-method"]);
  const said = textAt(body, "contactMethod.type");
  const by = said === UNKNOWN ? "not known" : (said ?? "");
  if (hop.type !== "found") return { by, contact: hop };
  const owner = refAt(hop.resource.body, "userId");
  if (owner !== UNKNOWN && owner && owner.$ref !== user)
    return { by, contact: { type: "broken", why: "other", wanted: `pagerduty/contact-method/${hop.resource.key}` } };
  const type = textAt(hop.resource.body, "type");
  return { by: type === UNKNOWN || type === undefined ? by : type, contact: hop };
}

function minutesOf({ body }: Resource): number | Unknown {
  return numberAt(body, "startDelayInMinutes") ?? 0;
}

/** Whether the catalog says that somebody is woken by PagerDuty's app and by nothing else, which leaves nothing to provision. */
export function pushesOnly({ catalog }: Stack, { spec }: Resource): boolean {
  const person = catalog?.people.find(({ key }) => key === spec?.key);
  const notices = person && (person.notifications?.high ?? catalog?.organisation.notifications?.high);
  return notices?.some(({ by }) => by === "push") === true && !notices.some(({ by }) => by === "sms" || by === "phone");
}

/** The notices that wake somebody of something urgent. */
export function wakingNotices({ notices }: Person): readonly Notice[] {
  return notices.filter(
    ({ urgency, by, contact }) => urgency === "high" && contact.type !== "broken" && WAKING.has(by),
  );
}
