/** Last hop, first half: whoever is on call can be reached by telephone or by the app. An e-mail wakes nobody. */

import type { Rule } from "../../rule";
import { ownPeople, pushesOnly, WAKING } from "../people";

export const personWithoutPhone: Rule = {
  id: "person-without-phone",
  pack: "paging",
  severity: "error",
  title: "Person without a telephone",
  summary: "Everybody an escalation policy calls has a telephone, or PagerDuty's app, that wakes.",
  kinds: ["pagerduty/user"],
  *check(stack) {
    for (const { resource, contacts, unknown } of ownPeople(stack)) {
      if (contacts.some(({ type }) => WAKING.has(type))) continue;
      const about = { resource, subject: `pagerduty/user/${resource.key}` };
      if (unknown) {
        yield { type: "undecided", ...about, message: `how \`${resource.key}\` is reached is not known yet` };
        continue;
      }
      if (pushesOnly(stack, resource)) {
        yield {
          type: "stated",
          ...about,
          message: `\`${resource.key}\` is to be woken by PagerDuty's app alone, which makes its contact itself on the telephone: stated, not verified`,
        };
        continue;
      }
      const person = stack.catalog?.people.find(({ key }) => key === resource.spec?.key);
      const notices = person?.notifications?.high ?? stack.catalog?.organisation.notifications?.high;
      if (person?.phone !== undefined && contacts.length === 0 && notices?.every(({ by }) => by === "email")) {
        yield {
          type: "violated",
          ...about,
          at: person.noticeAt(0, "by"),
          message: `\`${resource.key}\` is on call and is told of what is urgent by e-mail alone, which wakes nobody`,
          fix: `Write a notice by \`sms\` or \`phone\` under \`notifications: high:\`; \`${resource.key}\` has a \`phone\`.`,
        };
        continue;
      }
      const others = contacts.map(({ type }) => `\`${type}\``).join(", ");
      yield {
        type: "violated",
        ...about,
        value: contacts.map(({ type }) => type).join(", "),
        message: `\`${resource.key}\` is on call and has no telephone: ${others === "" ? "PagerDuty can only write an e-mail" : `only ${others}`}`,
        fix: resource.spec
          ? "Give the person a `phone`, and a notice by `sms` or `phone` under `notifications: high:`."
          : "Add a contact method of the type `phone_contact_method` or `sms_contact_method`.",
      };
    }
  },
};
