/** T3: a warning threshold on the far side of the critical one. */

import { printNumber } from "../../lexer/index";
import { NOTHING, type Rule } from "../rule";

export const warningOrder: Rule = {
  id: "warning-order",
  ref: "T3",
  severity: "error",
  confidence: "certain",
  summary: "The warning threshold is not reached before the critical one; the vendor refuses the monitor.",
  needsQuery: true,
  needs: ["limit", "warning"],
  check: (subject) => {
    const { limit } = subject;
    const { warning } = subject.thresholds;
    if (!limit || warning === undefined) return NOTHING;
    const critical = subject.thresholds.critical ?? limit.value;
    if (!limit.upward && !limit.downward) return NOTHING;
    if (limit.upward ? warning < critical : warning > critical) return NOTHING;
    const side = limit.upward ? "below" : "above";
    return [
      {
        message: `\`warning\` (\`${printNumber(warning)}\`) must be ${side} \`critical\` (\`${printNumber(critical)}\`) with \`${limit.op}\``,
        hint: `Write a warning ${side} ${printNumber(critical)}, or swap the two.`,
        path: "options.thresholds.warning",
      },
    ];
  },
};
