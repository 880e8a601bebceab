/**
 * People at PagerDuty: logins, telephone numbers and how they are woken. Owned once per account. The e-mail contact and its rules
 * are PagerDuty's own doing when a user is made; a second one with the same address is refused, so none is made here.
 */

import type { PersonEntry, ResolvedEnvironment } from "../resolved";
import { body, type Draft, type Family, ref } from "./draft";

export const people: Family = (env) => ({
  drafts: env.owner ? env.people.flatMap((person) => draftsOf(env, person)) : [],
});

/** PagerDuty's names for what a person may do. */
const ROLES = {
  owner: "owner",
  admin: "admin",
  manager: "user",
  responder: "limited_user",
  observer: "observer",
  stakeholder: "read_only_user",
} as const;

type Notice = NonNullable<NonNullable<PersonEntry["notifications"]>["high"]>[number];
type Method = "sms" | "phone";

const CONTACTS = { sms: "sms_contact_method", phone: "phone_contact_method" } as const;

/** How a person is woken: a text message at once, a call when that was not enough. Less urgent: PagerDuty's own e-mail. */
const WAKING: readonly { by: Method; minutes: number }[] = [
  { by: "sms", minutes: 0 },
  { by: "phone", minutes: 2 },
];

/** What can be provisioned of a person's notices: the app makes its own on the telephone, PagerDuty the e-mail's with the login. */
function noticesOf(env: ResolvedEnvironment, person: PersonEntry, urgency: "high" | "low"): typeof WAKING {
  const given: readonly Notice[] | undefined =
    person.notifications?.[urgency] ?? env.organisation.notifications?.[urgency];
  if (!given) return urgency === "high" ? WAKING : [];
  const all = given.flatMap(({ by, after }) =>
    by === "sms" || by === "phone" ? [{ by, minutes: after.seconds / 60 }] : [],
  );
  // PagerDuty refuses the same notice twice.
  return all.filter(
    (one, index) => all.findIndex((other) => other.by === one.by && other.minutes === one.minutes) === index,
  );
}

function draftsOf(env: ResolvedEnvironment, person: PersonEntry): Draft[] {
  const shared = { source: person.source, component: `People/${person.key}` } as const;
  const user: Draft = {
    ...shared,
    kind: "pagerduty/user",
    key: person.key,
    body: body({
      name: person.name,
      email: person.email,
      role: ROLES[person.role],
      jobTitle: person.jobTitle,
      timeZone: person.timeZone,
      description: "Managed by Watchbill",
    }),
  };
  const [country, number] = person.phone?.split(" ") ?? [];
  if (country === undefined || number === undefined) return [user];
  const userId = ref(`pagerduty/user/${person.key}`);
  const notices = (["high", "low"] as const).flatMap((urgency) => {
    const all = noticesOf(env, person, urgency);
    return all.map((notice, index) => ({ ...notice, urgency, key: keyOf(person, urgency, all, index) }));
  });
  const methods = (["sms", "phone"] as const).filter((method) => notices.some(({ by }) => by === method));
  return [
    user,
    ...methods.map(
      (method): Draft => ({
        ...shared,
        kind: "pagerduty/contact-method",
        key: `${person.key}-${method}`,
        body: {
          userId,
          type: CONTACTS[method],
          label: "Mobile",
          countryCode: Number(country.slice(1)),
          address: number,
        },
      }),
    ),
    ...notices.map(
      ({ by, minutes, urgency, key }): Draft => ({
        ...shared,
        kind: "pagerduty/notification-rule",
        key,
        words: { startDelayInMinutes: { path: `notifications.${urgency}: ${by} after`, unit: "minute" } },
        body: {
          userId,
          urgency,
          startDelayInMinutes: minutes,
          contactMethod: { type: CONTACTS[by], id: ref(`pagerduty/contact-method/${person.key}-${by}`) },
        },
      }),
    ),
  ];
}

/** `ann-sms`, `ann-low-sms`; of a second one by the same way `ann-phone-2`. */
function keyOf({ key }: PersonEntry, urgency: "high" | "low", all: typeof WAKING, index: number): string {
  const by = all[index]?.by;
  const before = all.slice(0, index).filter((one) => one.by === by).length;
  return [key, ...(urgency === "low" ? ["low"] : []), by, ...(before > 0 ? [String(before + 1)] : [])].join("-");
}
