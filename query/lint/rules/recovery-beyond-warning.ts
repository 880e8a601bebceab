/** T5: an alert that would have to fall below the warning threshold before it recovers. */

import { printNumber } from "../../lexer/index";
import { callNamed } from "../facts/anomaly";
import { NOTHING, type Rule } from "../rule";

export const recoveryBeyondWarning: Rule = {
  id: "recovery-beyond-warning",
  ref: "T5",
  severity: "warning",
  confidence: "likely",
  summary: "`critical_recovery` lies beyond `warning`, so the way from alert back to warning is not defined.",
  needsQuery: true,
  needs: ["limit", "warning", "recovery"],
  check: (subject) => {
    const { limit } = subject;
    const { warning, critical_recovery: recovery } = subject.thresholds;
    if (!limit || warning === undefined || recovery === undefined) return NOTHING;
    const beyond = limit.upward ? recovery < warning : limit.downward && recovery > warning;
    if (!beyond) return NOTHING;
    return [
      {
        message: `an alert recovers at \`${printNumber(recovery)}\`, beyond the warning at \`${printNumber(warning)}\`: whether it passes through "warn" is not defined`,
        hint: `Put \`critical_recovery\` between warning (${printNumber(warning)}) and critical (${printNumber(subject.thresholds.critical ?? limit.value)}).`,
        // The vendor's own form suggests 0 for anomalies, and the share of anomalous points falls to 0 quickly.
        severity: callNamed(subject.calls, "anomalies") ? "info" : "warning",
        path: "options.thresholds.critical_recovery",
      },
    ];
  },
};
