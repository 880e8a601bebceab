/** A promise to answer is kept by the escalation: who is called first is woken in time, and who is next is called in time. */

import type { Found, Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { numberAt, UNKNOWN } from "../../values";
import { type Alert, alertsOf, undecidedOf } from "../alerts";
import { alertsByService, policyHop } from "../page-path";
import { peopleCalled, wakingNotices } from "../people";
import { type Promised, strictest } from "../promises";

export const lateAnswer: Rule = {
  id: "late-answer",
  pack: "paging",
  severity: "error",
  title: "Answer later than promised",
  summary:
    "Whoever is called first is woken, and the next person called, within the time in which the severity promises an answer.",
  kinds: ["pagerduty/escalation-policy", "pagerduty/notification-rule"],
  parameters: {
    minutes: {
      description: "The promises by priority, most urgent first, in minutes, where there is no catalog to say them.",
      default: [15, 60],
    },
  },
  *check(stack, { minutes }) {
    for (const alert of alertsOf(stack)) yield* undecidedOf(alert);
    for (const [policy, alerts] of pagingThrough(stack)) {
      const promised = strictest(stack, alerts, minutes as readonly number[]);
      if (!promised) continue;
      yield* lateSteps(policy, promised);
      yield* lateNotices(stack, policy, promised);
    }
  },
};

/** The alerts that page by each escalation policy. */
function pagingThrough(stack: Stack): Map<Resource, readonly Alert[]> {
  const found = new Map<Resource, readonly Alert[]>();
  for (const [address, alerts] of alertsByService(stack)) {
    const service = stack.at(address);
    const hop = service && policyHop(stack, service);
    if (hop?.type === "found") found.set(hop.resource, [...(found.get(hop.resource) ?? []), ...alerts]);
  }
  return found;
}

function* lateSteps(policy: Resource, { words, minutes }: Promised): Iterable<Found> {
  const property = "rules.0.escalationDelayInMinutes";
  const wait = numberAt(policy.body, property);
  const about = { resource: policy, property };
  if (wait === UNKNOWN) {
    yield {
      type: "undecided",
      ...about,
      message: `how long \`${policy.key}\` waits before its second step is not known yet`,
    };
    return;
  }
  if (wait === undefined || wait <= minutes) return;
  yield {
    type: "violated",
    ...about,
    value: String(wait),
    message: `${words}, and the escalation policy \`${policy.key}\` waits ${wait} minutes before anybody but the first is called`,
    fix: policy.spec
      ? `Let the first step \`escalateAfter: ${minutes}min\` or sooner, or promise less.`
      : `Let the first rule wait ${minutes} minutes or less.`,
  };
}

function* lateNotices(stack: Stack, policy: Resource, { words, minutes }: Promised): Iterable<Found> {
  // Whoever is called first; of later steps the promise is kept or broken before.
  const first = { ...policy, body: { ...policy.body, rules: firstOf(policy) } };
  for (const person of peopleCalled(stack, [first])) {
    const notices = wakingNotices(person);
    const known = notices.flatMap((one) => (one.minutes === UNKNOWN ? [] : [{ ...one, minutes: one.minutes }]));
    // That nothing wakes them is another rule's.
    if (notices.length === 0 || known.some((one) => one.minutes <= minutes)) continue;
    if (known.length < notices.length) {
      const message = `when \`${person.resource.key}\`, whom \`${policy.key}\` calls first, is woken is not known yet`;
      yield { type: "undecided", resource: person.resource, property: "startDelayInMinutes", message };
      continue;
    }
    const delay = Math.min(...known.map((one) => one.minutes));
    const rule = known.find((one) => one.minutes === delay)?.resource;
    yield {
      type: "violated",
      resource: rule ?? person.resource,
      property: "startDelayInMinutes",
      value: String(delay),
      message: `${words}, and \`${person.resource.key}\`, whom \`${policy.key}\` calls first, is woken ${delay} minutes later`,
      fix: person.resource.spec
        ? "Give an earlier notice under `notifications: high:`, or promise less."
        : `Let a notification rule of high urgency start after ${minutes} minutes or sooner.`,
    };
  }
}

function firstOf({ body }: Resource) {
  return Array.isArray(body.rules) ? body.rules.slice(0, 1) : (body.rules ?? []);
}
