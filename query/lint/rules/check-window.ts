/** T11: a service check that looks at fewer results than its thresholds need. */

import { type Finding, NOTHING, type Rule } from "../rule";

/** [API] */
const MOST = 100;

export const checkWindow: Rule = {
  id: "check-window",
  ref: "T11",
  severity: "error",
  confidence: "certain",
  summary: "`.last(n)` of a service check is below its largest threshold or above 100; the vendor refuses it.",
  needsQuery: true,
  needs: ["service-check"],
  check: (subject) => {
    const { query, thresholds } = subject;
    if (query.type !== "service-check" || query.last?.type !== "number") return NOTHING;
    const { value, span } = query.last;
    const found: Finding[] = [];
    if (value > MOST) {
      found.push({
        message: `\`.last(${value})\` looks at more than ${MOST} results`,
        hint: `Write at most ${MOST}.`,
        path: "query",
        span,
      });
    }
    // The thresholds of a cluster alert are percentages.
    if (query.mode !== "count_by_status") return found.length === 0 ? NOTHING : found;
    const needed = Math.max(
      0,
      thresholds.critical ?? 0,
      thresholds.warning ?? 0,
      thresholds.ok ?? 0,
      thresholds.unknown ?? 0,
    );
    if (value < needed) {
      found.push({
        message: `\`.last(${value})\` looks at fewer results than a threshold needs (${needed})`,
        hint: `Write \`.last(${needed + 1})\`.`,
        path: "query",
        span,
        fix: { type: "text", path: "query", span, text: String(needed + 1) },
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
