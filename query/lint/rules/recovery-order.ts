/** T4: recovery thresholds that would let a monitor alert and recover at once. */

import { printNumber } from "../../lexer/index";
import type { Limit } from "../facts/limit";
import { type Finding, NOTHING, type Rule } from "../rule";

export const recoveryOrder: Rule = {
  id: "recovery-order",
  ref: "T4",
  severity: "error",
  confidence: "certain",
  summary: "A recovery threshold lies beyond the threshold it recovers from; the vendor refuses the monitor.",
  needsQuery: true,
  needs: ["limit", "recovery"],
  check: (subject) => {
    const { limit } = subject;
    if (!limit || (!limit.upward && !limit.downward)) return NOTHING;
    const { thresholds } = subject;
    const found = [
      ...compare(limit, "critical", thresholds.critical ?? limit.value, thresholds.critical_recovery),
      ...compare(limit, "warning", thresholds.warning, thresholds.warning_recovery),
    ];
    return found.length === 0 ? NOTHING : found;
  },
};

function compare(limit: Limit, name: string, threshold: number | undefined, recovery: number | undefined): Finding[] {
  if (recovery === undefined) return [];
  const path = `options.thresholds.${name}_recovery`;
  if (threshold === undefined) {
    return [
      {
        message: `\`${name}_recovery\` is \`${printNumber(recovery)}\`, but there is no \`${name}\` to recover from`,
        hint: `Add \`${name}\`, or remove \`${name}_recovery\`.`,
        severity: "warning",
        path,
      },
    ];
  }
  if (limit.upward ? recovery <= threshold : recovery >= threshold) return [];
  const side = limit.upward ? "above" : "below";
  return [
    {
      message: `\`${name}_recovery\` (\`${printNumber(recovery)}\`) must not be ${side} \`${name}\` (\`${printNumber(threshold)}\`) with \`${limit.op}\``,
      hint: `Write at ${limit.upward ? "most" : "least"} ${printNumber(threshold)}.`,
      path,
    },
  ];
}
