/** Q9: percentages, fractions or temperatures added over hosts. */

import type { Expression } from "../../metric/index";
import { describeUnit, type Unit, unitFrom } from "../../units/index";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const sumOfRatio: Rule = {
  id: "sum-of-ratio",
  ref: "Q9",
  severity: "warning",
  confidence: "likely",
  summary: "`sum:` adds percentages, fractions or temperatures of several sources, which means nothing.",
  needsQuery: true,
  needs: ["series"],
  check: (subject, context) => {
    const sums = subject.series.filter(({ aggregator }) => aggregator?.type === "word" && aggregator.text === "sum");
    if (sums.length === 0 || !subject.expression) return NOTHING;
    // `sum(a) / sum(b)` is an average again.
    const divided = dividedSeries(subject.expression);
    const { lookup } = context;
    let unknown = false;
    const found: Finding[] = [];
    for (const series of sums) {
      if (divided.has(series)) continue;
      const fact = lookup(series.metric.text);
      if (fact?.unit === undefined || fact.doubt !== undefined) {
        unknown = true;
        continue;
      }
      const unit = unitFrom(fact.unit, fact.perUnit);
      if (!isIntensive(unit)) continue;
      found.push({
        message: `\`sum:${series.metric.text}\` adds values in ${describeUnit(unit)} (${fact.source})`,
        hint: "Use `avg:` or `max:` instead of `sum:`.",
        path: "query",
        span: series.span,
      });
    }
    if (found.length > 0) return found;
    return unknown ? notChecked("the unit of a metric is not known") : NOTHING;
  },
};

/** What does not add up. */
function isIntensive(unit: Unit): boolean {
  return unit.ratio === "part" || unit.dims.temperature !== undefined;
}

function dividedSeries(expression: Expression, inside = false, found = new Set<Expression>()): ReadonlySet<Expression> {
  switch (expression.type) {
    case "series":
      if (inside) found.add(expression);
      break;
    case "binary":
      dividedSeries(expression.left, inside || expression.op === "/", found);
      dividedSeries(expression.right, inside || expression.op === "/", found);
      break;
    case "unary":
    case "modified":
      dividedSeries(expression.operand, inside, found);
      break;
    case "call":
      for (const argument of expression.arguments) {
        if (
          argument.type !== "string" &&
          argument.type !== "tag-list" &&
          argument.type !== "keyword" &&
          argument.type !== "word"
        ) {
          dividedSeries(argument, inside, found);
        }
      }
      break;
    default:
  }
  return found;
}
