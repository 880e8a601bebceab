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
  check: (subject) => {
    if (!isEventType(subject.type)) return NOTHING;
    const given = asRecord(subject.options.thresholds);
    const found: Finding[] = [];
    for (const key of KEYS) {
      if (given[key] === undefined || given[key] === null) continue;
      const path = `options.thresholds.${key}`;
      found.push({
        message: `a \`${subject.type}\` takes no \`${key}\``,
        hint: `Remove \`${key}\`.`,
        // The refusal is recorded for this type only.
        severity: subject.type === "event-v2 alert" ? "error" : "warning",
        path,
        fix: { type: "remove", path },
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
