/** T1: two numbers for one threshold. */

import { printNumber } from "../../lexer/index";
import { asRecord } from "../input";
import { NOTHING, notChecked, type Rule } from "../rule";

const PATH = "options.thresholds.critical";

export const thresholdMismatch: Rule = {
  id: "threshold-mismatch",
  ref: "T1",
  severity: "error",
  confidence: "certain",
  summary: "`thresholds.critical` is not the number the query ends in; the vendor refuses the monitor.",
  needsQuery: true,
  check: (subject) => {
    const given = asRecord(subject.options.thresholds).critical;
    const { limit } = subject;
    if (given === undefined || given === null) return NOTHING;
    const { critical } = subject.thresholds;
    if (!limit || critical === undefined)
      return subject.condition ? notChecked("a threshold is a placeholder") : NOTHING;
    if (critical === limit.value) return NOTHING;
    const shown = `${limit.op} ${printNumber(limit.value)}`;
    return [
      {
        message: `\`critical\` is \`${printNumber(critical)}\` but the query ends in \`${shown}\``,
        hint: "Use one number.",
        path: PATH,
        fix: { type: "set", path: PATH, value: limit.value },
      },
    ];
  },
};
