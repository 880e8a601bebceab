/**
 * People at PagerDuty: logins, telephone numbers and how they are woken. Owned once per account. The e-mail contact and its rules
 * are PagerDuty's own doing when a user is made; a second one with the same address is refused, so none is made here.
 */

import type { PersonEntry } from "../resolved";
import { body, type Draft, type Family, ref } from "./draft";

export const people: Family = (env) => ({ drafts: env.owner ? env.people.flatMap(draftsOf) : [] });

/** PagerDuty's names for what a person may do. */
const ROLES = {
  owner: "owner",
  admin: "admin",
  manager: "user",
  responder: "limited_user",
  observer: "observer",
  stakeholder: "read_only_user",
} as const;

/** How a person is woken: a text message at once, a call when that was not enough. Less urgent: PagerDuty's own e-mail. */
const WAKING = [
  { method: "sms", type: "sms_contact_method", after: 0 },
  { method: "phone", type: "phone_contact_method", after: 2 },
] as const;

function draftsOf(person: PersonEntry): Draft[] {
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
  return [
    user,
    ...WAKING.flatMap(({ method, type, after }): Draft[] => [
      {
        ...shared,
        kind: "pagerduty/contact-method",
        key: `${person.key}-${method}`,
        body: { userId, type, label: "Mobile", countryCode: Number(country.slice(1)), address: number },
      },
      {
        ...shared,
        kind: "pagerduty/notification-rule",
        key: `${person.key}-${method}`,
        body: {
          userId,
          urgency: "high",
          startDelayInMinutes: after,
          contactMethod: { type, id: ref(`pagerduty/contact-method/${person.key}-${method}`) },
        },
      },
    ]),
  ];
}
