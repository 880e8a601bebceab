/** T12: keys of `thresholds` that mean nothing for the monitor. */

import { nearest } from "../../text/index";
import { asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";
import { THRESHOLD_KEYS } from "../subject";

/** Those of dynamic thresholds [API]. */
const QUERY_KEYS = ["critical_query", "critical_recovery_query", "warning_query", "warning_recovery_query"];
const KNOWN: ReadonlySet<string> = new Set([...THRESHOLD_KEYS, ...QUERY_KEYS]);
/** What exports of old monitors carry along; the vendor ignores it. */
const LEFTOVERS: ReadonlySet<string> = new Set(["comparison", "period", "timeAggregator"]);
const CHECK_ONLY: ReadonlySet<string> = new Set(["ok", "unknown"]);

export const unknownThreshold: Rule = {
  id: "unknown-threshold",
  ref: "T12",
  severity: "warning",
  confidence: "likely",
  summary: "A key of `thresholds` has no effect on this monitor.",
  needsQuery: false,
  check: (subject) => {
    const given = subject.options.thresholds;
    if (given === undefined) return NOTHING;
    const found: Finding[] = [];
    for (const [key, value] of Object.entries(asRecord(given))) {
      if (value === null || value === undefined) continue;
      const path = `options.thresholds.${key}`;
      if (!KNOWN.has(key)) {
        const meant = nearest(key, THRESHOLD_KEYS);
        found.push({
          message: `\`${key}\` is not a threshold`,
          hint: meant ? `Did you mean \`${meant}\`?` : "Remove it.",
          severity: LEFTOVERS.has(key) ? "info" : "warning",
          path,
        });
      } else if (CHECK_ONLY.has(key) && subject.type !== "service check") {
        const message = `\`${key}\` has no effect on a \`${subject.type}\`: only service checks have it`;
        found.push({ message, hint: `Remove \`${key}\`.`, severity: "info", path, fix: { type: "remove", path } });
      }
    }
    return found.length === 0 ? NOTHING : found;
  },
};
