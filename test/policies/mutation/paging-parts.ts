/** What breaks of a page's way are made of: messages, people, policies and schedules, and what leads to what. */

import type { Resource, Stack } from "../../../policies/index";
import type { KindName } from "../../../vendors/index";
import { type Break, change, changes, edited, type Loose, own, removal } from "./break";

export const MESSAGES: readonly KindName[] = ["datadog/monitor", "datadog/synthetics-test"];
export const PAGER = /@pagerduty-[\w-]+/g;

export function priorityOf(body: Loose): number {
  return Number(body.priority ?? body.optionsList?.monitorPriority ?? 0);
}

export function pages(body: Loose): boolean {
  return String(body.message).includes("@pagerduty-");
}

/** A change of the message of what pages; an unchanged one is no break. */
export function message(
  what: string,
  edit: (text: string) => string,
  times = 3,
  kinds = MESSAGES,
  where: (body: Loose) => boolean = pages,
) {
  return change(
    what,
    kinds,
    (body) => {
      if (!where(body)) return false;
      const next = edit(body.message);
      if (next === body.message) return false;
      body.message = next;
      return undefined;
    },
    { times },
  );
}

export const urgent = (body: Loose) => pages(body) && [1, 2].includes(priorityOf(body));
/** Of the top tier, and woken by something beside the pager. */
export const wakes = (body: Loose) =>
  urgent(body) && body.tags.includes("tier:1") && String(body.message).includes("@webhook-duty-telephone");

/** Of a block of a message, e.g. `is_alert`. */
export function inBlock(text: string, block: string, edit: (inner: string) => string): string {
  return text.replace(
    new RegExp(`({{#${block}}})([\\s\\S]*?)({{/${block}}})`),
    (_, open, inner, close) => open + edit(inner) + close,
  );
}

export const refTo = ($ref: string) => ({ $ref, output: "id" });
export const asLoose = (resource: Resource): Loose => resource.body;
export const addressed = (value: Loose, resource: Resource): boolean =>
  value?.$ref === `${resource.kind}/${resource.key}`;

/** Those of a kind that refer to the resource by a property. */
export function referring(stack: Stack, kind: KindName, property: string, to: Resource): Resource[] {
  return own(stack, kind).filter(({ body }) => addressed((body as Loose)[property], to));
}

export function used(stack: Stack, policy: Resource): boolean {
  return referring(stack, "pagerduty/service", "escalationPolicy", policy).length > 0;
}

/** People whom a policy calls by name. */
export function called(stack: Stack, user: Resource): boolean {
  return JSON.stringify(
    [own(stack, "pagerduty/escalation-policy"), own(stack, "pagerduty/schedule")].flat().map(asLoose),
  ).includes(`"pagerduty/user/${user.key}"`);
}

export function policy(what: string, edit: (body: Loose, stack: Stack) => unknown, times = 2): Break {
  return change(
    what,
    "pagerduty/escalation-policy",
    (body, resource, stack) => (used(stack, resource) ? edit(body, stack) : false),
    {
      times,
    },
  );
}

/** Gone, where something leads to it. */
export function gone(kind: KindName, by: KindName, property: string, times = 2): Break {
  return removal(
    `a ${kind} that is gone`,
    kind,
    (resource, stack) => (referring(stack, by, property, resource).length > 0 ? [resource] : []),
    {
      times,
    },
  );
}

/** The contact methods or notices of a person who is called, changed together. */
export function ofPerson(
  what: string,
  kind: KindName,
  edit: (body: Loose) => void,
  where: (body: Loose) => boolean = () => true,
): Break {
  return changes(
    what,
    "pagerduty/user",
    (user, stack) => {
      const theirs = referring(stack, kind, "userId", user).filter(({ body }) => where(body));
      return called(stack, user) && theirs.length > 0 ? theirs.map((one) => edited(one, edit)) : false;
    },
    { times: 3 },
  );
}

export const waking = ({ type }: Loose) => type === "phone_contact_method" || type === "sms_contact_method";
export const high = ({ urgency }: Loose) => urgency === "high";

export function pagedService(stack: Stack, handle: string): Resource | undefined {
  const object = own(stack, "datadog/pagerduty-service").find(
    ({ body }) => `@pagerduty-${body.serviceName}` === handle,
  );
  const integration =
    object &&
    own(stack, "pagerduty/service-integration").find((one) => addressed((object.body as Loose).serviceKey, one));
  return (
    integration && own(stack, "pagerduty/service").find((one) => addressed((integration.body as Loose).service, one))
  );
}

export function pagedUrgently(stack: Stack, service: Resource): boolean {
  return MESSAGES.flatMap((kind) => own(stack, kind)).some(({ body }) => {
    const [handle] = String(body.message).match(PAGER) ?? [];
    return handle !== undefined && urgent(body) && pagedService(stack, handle)?.key === service.key;
  });
}

/** A policy that calls schedules alone, all of whose layers are changed. */
export function scheduled(what: string, edit: (layer: Loose) => void): Break {
  return changes(what, "pagerduty/escalation-policy", (resource, stack) => {
    if (!used(stack, resource)) return false;
    const left = edited(resource, (body) => {
      const rules = body.rules.map((rule: Loose) => ({
        ...rule,
        targets: rule.targets.filter(({ type }: Loose) => type === "schedule_reference"),
      }));
      body.rules = rules.filter(({ targets }: Loose) => targets.length > 0);
    });
    const text = JSON.stringify((left.body as Loose).rules);
    const schedules = own(stack, "pagerduty/schedule").filter(({ key }) =>
      text.includes(`"pagerduty/schedule/${key}"`),
    );
    if (schedules.length === 0) return false;
    return [left, ...schedules.map((schedule) => edited(schedule, (body) => body.layers.forEach(edit)))];
  });
}

export function hours(what: string, restrictions: Loose[]): Break {
  return scheduled(what, (layer) => {
    layer.restrictions = restrictions;
  });
}
