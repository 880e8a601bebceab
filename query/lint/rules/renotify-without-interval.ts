/** M7: settings and texts for repeated notifications, without the interval that makes them repeat. */

import { blocksIn, renotifyMinutes } from "../facts/handles";
import { asNumber } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

export const renotifyWithoutInterval: Rule = {
  id: "renotify-without-interval",
  ref: "M7",
  severity: "warning",
  confidence: "certain",
  summary: "Without `renotify_interval` the monitor never notifies again: the setting or text is ignored.",
  needsQuery: false,
  check: (subject) => {
    const minutes = renotifyMinutes(subject);
    if (minutes === undefined || minutes > 0) return NOTHING;
    const found: Finding[] = [];
    const {
      escalation_message: escalation,
      renotify_statuses: statuses,
      renotify_occurrences: occurrences,
    } = subject.options;
    const hint = "Set `renotify_interval` (minutes), or remove it.";
    const without = "is ignored: `renotify_interval` is not set";
    if (typeof escalation === "string" && escalation.trim() !== "") {
      found.push({ message: `the escalation message ${without}`, hint, path: "options.escalation_message" });
    }
    if (Array.isArray(statuses) && statuses.length > 0) {
      found.push({ message: `\`renotify_statuses\` ${without}`, hint, path: "options.renotify_statuses" });
    }
    if ((asNumber(occurrences) ?? 0) > 0) {
      found.push({ message: `\`renotify_occurrences\` ${without}`, hint, path: "options.renotify_occurrences" });
    }
    for (const { helper, negated, openSpan } of blocksIn(subject)) {
      if (helper !== "is_renotify" || negated) continue;
      found.push({
        message: "`is_renotify` is never true: `renotify_interval` is not set",
        hint,
        path: "message",
        span: openSpan,
      });
    }
    return found;
  },
};
