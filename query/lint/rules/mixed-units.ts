/** U5: arithmetic over values that measure different things, or the same on different scales. */

import { describeUnit, type Suspicion } from "../../units/index";
import { unitOfSubject } from "../facts/unit";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const mixedUnits: Rule = {
  id: "mixed-units",
  ref: "U5",
  severity: "warning",
  confidence: "likely",
  summary: "Values of unlike units are added, or values of one dimension on different scales are divided.",
  needsQuery: true,
  needs: ["several-series"],
  check: (subject, context) => {
    if (subject.series.length < 2) return NOTHING;
    const answer = unitOfSubject(subject, context);
    const found = answer.suspicions.flatMap(({ suspicion, span }): Finding[] => {
      const told = tell(suspicion);
      return told ? [{ ...told, path: "query", span }] : [];
    });
    if (found.length === 0 && answer.unknown.length > 0) return notChecked("the unit of a metric is not known");
    if (answer.doubts.length > 0 && found.length > 0) return notChecked(answer.doubts[0] ?? "");
    return found;
  },
};

function tell(suspicion: Suspicion): { message: string; hint: string } | undefined {
  if (suspicion.type === "factor") return undefined;
  const [left, right] = [describeUnit(suspicion.left), describeUnit(suspicion.right)];
  if (suspicion.type === "mixed") {
    const verb = suspicion.operator === "+" ? "adds" : "subtracts";
    return {
      message: `\`${suspicion.operator}\` ${verb} ${right} ${suspicion.operator === "+" ? "to" : "from"} ${left}`,
      hint: "Bring both sides to one unit first.",
    };
  }
  const factor = Number((suspicion.left.scale / suspicion.right.scale).toPrecision(6));
  return {
    message: `${left} divided by ${right}: the quotient is ${factor < 1 ? `${tidy(1 / factor)} times too large` : `${tidy(factor)} times too small`}`,
    hint: `Multiply by ${tidy(factor)} to get the fraction.`,
  };
}

function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
