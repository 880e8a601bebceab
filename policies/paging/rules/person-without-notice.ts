/** Last hop, second half: whoever is on call is told of something urgent by what wakes. A telephone nobody dials wakes nobody. */

import type { Rule } from "../../rule";
import { ownPeople, pushesOnly, WAKING } from "../people";

export const personWithoutNotice: Rule = {
  id: "person-without-notice",
  pack: "paging",
  severity: "error",
  title: "Person without an urgent notice",
  summary:
    "Everybody an escalation policy calls has a notification rule for high urgency to a telephone or the app of their own.",
  kinds: ["pagerduty/user", "pagerduty/notification-rule"],
  *check(stack) {
    for (const { resource, contacts, notices, unknown } of ownPeople(stack)) {
      const waking = notices.filter(({ urgency }) => urgency === "high");
      for (const { resource: rule, contact } of waking) {
        if (rule.elsewhere || contact.type === "found" || contact.type === "unknown" || contact.type === "given")
          continue;
        yield {
          type: "violated",
          resource: rule,
          property: "contactMethod.id",
          value: contact.wanted,
          message: `the urgent notice \`${rule.key}\` of \`${resource.key}\` leads to ${contact.wanted === "" ? "no contact method" : `\`${contact.wanted}\`, which is no contact method of theirs`}`,
          fix: "Set `contactMethod.id` to the id of a contact method of the same person.",
        };
      }
      const reaches = waking.some(({ contact, by }) => contact.type !== "broken" && WAKING.has(by));
      // Said by the rule for telephones.
      if (reaches || !contacts.some(({ type }) => WAKING.has(type)) || pushesOnly(stack, resource)) continue;
      const about = { resource, subject: `pagerduty/user/${resource.key}` };
      if (unknown) {
        yield { type: "undecided", ...about, message: `how \`${resource.key}\` is notified is not known yet` };
        continue;
      }
      const others = [...new Set(notices.map(({ urgency, by }) => `\`${urgency}\` by \`${by}\``))].join(", ");
      yield {
        type: "violated",
        ...about,
        value: others.replaceAll("`", ""),
        message: `\`${resource.key}\` is on call, and nothing wakes them of something urgent: ${others === "" ? "they have no notification rule" : `their notices are ${others}`}`,
        fix: resource.spec
          ? "Add a notice by `sms` or `phone` under `notifications: high:`."
          : "Add a notification rule with `urgency: high` to a telephone of theirs.",
      };
    }
  },
};
