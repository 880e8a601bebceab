/** A promise to answer is kept by the escalation: who is called first is woken in time, and who is next is called in time. */

import type { Found, Rule } from "../../rule";
import type { Resource, Stack } from "../../stack";
import { numberAt, UNKNOWN } from "../../values";
import { type Alert, alertsOf, undecidedOf } from "../alerts";
import { coverageOf } from "../coverage";
import { alertsByService, policyHop } from "../page-path";
import { peopleCalled, wakingNotices } from "../people";
import { type Promised, strictest } from "../promises";
import { escalationSays, noticeSays } from "../said";
import { nameOfPerson, spansInWords } from "../words";

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
    const told = new Map<Resource, Found>();
    for (const [policy, alerts] of pagingThrough(stack)) {
      const promised = strictest(stack, alerts, minutes as readonly number[]);
      if (!promised) continue;
      yield* lateSteps(stack, policy, promised);
      yield* samePerson(stack, policy, promised);
      // One late notice is one mistake, however many policies call the person first.
      for (const found of lateNotices(stack, policy, promised))
        if (found.resource && !told.has(found.resource)) told.set(found.resource, found);
    }
    yield* told.values();
  },
};

/** The alerts that page by each escalation policy. */
function pagingThrough(stack: Stack): Map<Resource, readonly Alert[]> {
  const found = new Map<Resource, Alert[]>();
  for (const [address, alerts] of alertsByService(stack)) {
    const service = stack.at(address);
    const hop = service && policyHop(stack, service);
    if (hop?.type !== "found") continue;
    const before = found.get(hop.resource);
    if (before) before.push(...alerts);
    else found.set(hop.resource, [...alerts]);
  }
  return found;
}

function* lateSteps(stack: Stack, policy: Resource, { words, minutes }: Promised): Iterable<Found> {
  const property = "rules.0.escalationDelayInMinutes";
  const wait = numberAt(policy.body, property);
  const about = { resource: policy, property, at: escalationSays(stack, policy, "steps", 0, "escalateAfter") };
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
      ? `Change \`escalateAfter\` of the first step to \`${minutes}min\` or sooner, or promise less.`
      : `Let the first rule wait ${minutes} minutes or less.`,
  };
}

/** A second step in time that calls whom the first has called is no answer of anybody else. */
function* samePerson(stack: Stack, policy: Resource, { words, minutes }: Promised): Iterable<Found> {
  const first = numberAt(policy.body, "rules.0.escalationDelayInMinutes");
  // Said by the first step's own delay.
  if (first === UNKNOWN || first === undefined || first > minutes) return;
  const coverage = coverageOf(stack, policy);
  if (coverage.hidden) return;
  const delays = coverage.periods[0]?.steps.map((_, step) =>
    numberAt(policy.body, `rules.${step}.escalationDelayInMinutes`),
  );
  if (!delays || delays.includes(UNKNOWN)) return;
  const late = coverage.periods.filter(({ steps }) => {
    // One alone at all steps is another rule's.
    if (new Set(steps.flat()).size < 2) return false;
    return calledWithin(steps, delays as readonly (number | undefined)[], minutes).size < 2;
  });
  const [one] = late;
  if (!one) return;
  const again = one.steps.flat()[0] ?? "";
  yield {
    type: "violated",
    resource: policy,
    property: "rules",
    value: again,
    message: `${words}, and the next step of \`${policy.key}\` in that time calls whom the first has called (${nameOfPerson(again)} …) ${spansInWords(late, coverage.timeZone)}`,
    fix: "Let the second step call somebody else at every hour, e.g. the same people in another order.",
  };
}

/** Who is called until the promise is over; a step without anybody is passed over at once. */
function calledWithin(
  steps: readonly (readonly string[])[],
  delays: readonly (number | undefined)[],
  minutes: number,
): Set<string> {
  const called = new Set<string>();
  let at = 0;
  for (const [index, people] of steps.entries()) {
    if (people.length === 0) continue;
    if (at > minutes) break;
    for (const person of people) called.add(person);
    at += delays[index] ?? 30;
  }
  return called;
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
    const said = noticeSays(stack, person.resource, delay);
    yield {
      type: "violated",
      resource: rule ?? person.resource,
      property: "startDelayInMinutes",
      at: said?.at,
      value: String(delay),
      message: `${words}, and \`${person.resource.key}\`, whom \`${policy.key}\` calls first, is woken ${delay} minutes later`,
      fix: said
        ? `Change \`after: ${said.after}\` under \`notifications: high:\` to \`${minutes}min\` or sooner, or promise less.`
        : person.resource.spec
          ? "Give an earlier notice under `notifications: high:`, or promise less."
          : `Let a notification rule of high urgency start after ${minutes} minutes or sooner.`,
    };
  }
}

function firstOf({ body }: Resource) {
  return Array.isArray(body.rules) ? body.rules.slice(0, 1) : (body.rules ?? []);
}
