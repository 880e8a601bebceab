/** T2: a warning threshold alone. */

import { asRecord } from "../input";
import { NOTHING, type Rule } from "../rule";

export const warningWithoutCritical: Rule = {
  id: "warning-without-critical",
  ref: "T2",
  severity: "error",
  confidence: "certain",
  summary: 'A warning threshold without a critical one is refused ("Alert status is required.").',
  needsQuery: false,
  needs: ["warning"],
  check: (subject) => {
    if (subject.type === "service check") return NOTHING;
    const { critical } = asRecord(subject.options.thresholds);
    const { warning } = subject.thresholds;
    if (warning === undefined || (critical !== undefined && critical !== null)) return NOTHING;
    const { condition } = subject;
    const number = condition?.threshold.type === "number" ? condition.threshold.value : undefined;
    return [
      {
        message: `\`warning\` is \`${warning}\`, but there is no \`critical\``,
        hint:
          number === undefined
            ? "Add `critical`, or remove `warning`."
            : `Add \`critical: ${number}\`, the number of the query.`,
        path: "options.thresholds.warning",
        ...(number === undefined
          ? {}
          : { fix: { type: "set" as const, path: "options.thresholds.critical", value: number } }),
      },
    ];
  },
};
