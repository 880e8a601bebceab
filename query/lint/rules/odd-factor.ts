/** Q23: a factor of 100 (1000 …) on a value that it does not convert. */

import { describeUnit } from "../../units/index";
import { unitOfSubject } from "../facts/unit";
import { NOTHING, notChecked, type Rule } from "../rule";

export const oddFactor: Rule = {
  id: "odd-factor",
  ref: "Q23",
  severity: "warning",
  confidence: "likely",
  summary: "A value with a physical unit is multiplied as if it were a ratio.",
  needsQuery: true,
  needs: ["expression"],
  check: (subject, context) => {
    const answer = unitOfSubject(subject, context);
    const odd = answer.suspicions.find(({ suspicion }) => suspicion.type === "factor");
    if (odd?.suspicion.type !== "factor") {
      return !answer.unit && answer.unknown.length > 0 && hasFactor(subject.input.query)
        ? notChecked("the unit of a metric is not known")
        : NOTHING;
    }
    const { factor, unit } = odd.suspicion;
    if (answer.doubts.length > 0) return notChecked(answer.doubts[0] ?? "");
    // Counts may be weighed; a hundred seconds are no percentage.
    if (unit.dims.count !== undefined) return NOTHING;
    const name = describeUnit(unit);
    return [
      {
        message: `the query multiplies ${name} by ${Number(factor.toPrecision(6))}, which gives no unit (${answer.why().join("; ")})`,
        hint: unit.ratio
          ? "It is a percentage already: remove one factor."
          : `Remove the factor and write the threshold in ${name}s.`,
        path: "query",
        span: odd.span,
      },
    ];
  },
};

function hasFactor(query: string): boolean {
  return query.includes("*");
}
