/** M11: the text quotes a limit that is not the monitor's. */

import { describeUnit, isAmount, isRatio, sameDimension, type Unit } from "../../units/index";
import { quotedLimits } from "../facts/text";
import { unitOfSubject } from "../facts/unit";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const staleNumber: Rule = {
  id: "stale-number",
  ref: "M11",
  severity: "warning",
  confidence: "possible",
  summary: "The text quotes a threshold that is not the monitor's: probably left over from an earlier one.",
  needsQuery: true,
  needs: ["limit"],
  check: (subject, context) => {
    const { limit } = subject;
    if (!limit) return NOTHING;
    if (subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers")) return NOTHING;
    const quoted = quotedLimits(subject);
    if (quoted.length === 0) return NOTHING;
    const answer = unitOfSubject(subject, context);
    const { unit } = answer;
    if (!unit || answer.doubts.length > 0) return notChecked("the unit of the query is not known");
    const limits = [limit.value, ...Object.values(subject.thresholds)];
    const found = quoted.flatMap(({ path, amount }): Finding[] => {
      if (!sameDimension(amount.unit, unit) || (isRatio(unit) && unit.ratio === "flag")) return [];
      if (limits.some((value) => isAmount(amount, value, unit))) return [];
      // The same digits in another unit are what `threshold-unit` finds.
      if (limits.some((value) => value === amount.value)) return [];
      return [
        {
          message: `the ${path} says \`${amount.text}\`, the threshold is ${shown(limit.value, unit)}`,
          // A message may speak of other limits as well, e.g. of when to escalate.
          severity: path === "name" ? "warning" : "info",
          hint: "Write `{{threshold}}` instead of the number, or correct it.",
          path,
          span: amount.span,
        },
      ];
    });
    return found;
  },
};

function shown(value: number, unit: Unit): string {
  return isRatio(unit) ? `${Number((value * unit.scale * 100).toPrecision(6))} %` : `${value} ${describeUnit(unit)}`;
}
