/** M1: no handle anywhere in the message. */

import { handlesIn, hasPlaceholders } from "../facts/handles";
import { NOTHING, type Rule } from "../rule";

export const nobodyNotified: Rule = {
  id: "nobody-notified",
  ref: "M1",
  severity: "info",
  confidence: "possible",
  summary: "The message has no handle: unless a notification rule matches the monitor, nobody is told.",
  needsQuery: false,
  check: (subject) => {
    if (handlesIn(subject).length > 0 || hasPlaceholders(subject)) return NOTHING;
    const { escalation_message: escalation } = subject.options;
    if (typeof escalation === "string" && escalation.includes("@")) return NOTHING;
    return [
      {
        message: "the message has no handle, so only a notification rule can tell anybody",
        hint: "Add a handle, e.g. `@slack-<channel>` or `@pagerduty-<service>`.",
        path: "message",
      },
    ];
  },
};
