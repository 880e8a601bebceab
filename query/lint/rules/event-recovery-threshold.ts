/** T6: recovery thresholds on monitors over events. */

import { isEventType } from "../../monitor/index";
import { asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

const KEYS = ["critical_recovery", "warning_recovery"] as const;

export const eventRecoveryThreshold: Rule = {
  id: "event-recovery-threshold",
  ref: "T6",
  severity: "error",
  confidence: "certain",
  summary: 'Monitors over events take no recovery thresholds ("Invalid threshold statuses found").',
  needsQuery: false,
  needs: ["recovery"],
  check: (subject) => {
    if (!isEventType(subject.type)) return NOTHING;
    const given = asRecord(subject.options.thresholds);
    const found: Finding[] = [];
    for (const key of KEYS) {
      if (given[key] === undefined || given[key] === null) continue;
      const path = `options.thresholds.${key}`;
      // The refusal is known for this type only, and a log monitor that carries one is published.
      const refused = subject.type === "event-v2 alert";
      found.push({
        message: refused
          ? `a \`${subject.type}\` takes no \`${key}\``
          : `whether a \`${subject.type}\` takes \`${key}\` is not documented; on \`event-v2 alert\` it is refused`,
        hint: `Remove \`${key}\`.`,
        severity: refused ? "error" : "info",
        path,
        ...(refused ? { fix: { type: "remove" as const, path } } : {}),
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
