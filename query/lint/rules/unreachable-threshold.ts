/** T8: a comparison that the form of the query rules out. */

import { printNumber } from "../../lexer/index";
import { arithmeticOf } from "../../meaning/index";
import { boundsOf } from "../facts/bounds";
import { shareHint } from "../facts/share";
import { NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

export const unreachableThreshold: Rule = {
  id: "unreachable-threshold",
  ref: "T8",
  severity: "error",
  confidence: "certain",
  summary: "The value can never reach the threshold, so the monitor never alerts.",
  needsQuery: true,
  needs: ["expression", "limit"],
  check: (subject) => {
    const { limit } = subject;
    if (!limit || !subject.expression || !keepsBounds(subject)) return NOTHING;
    // The share of anomalous points is what `anomaly-windows` looks at.
    if (subject.expression.type === "call" && subject.expression.name.text === "anomalies") return NOTHING;
    // Nothing bounds a series alone.
    if (subject.expression.type === "series") return NOTHING;
    if (!subject.settled) return notChecked("the query holds a placeholder");
    const { low, high } = boundsOf(subject.expression);
    const shown = `${limit.op} ${printNumber(limit.value)}`;
    const never = limit.op === ">" ? limit.value >= high : limit.op === ">=" ? limit.value > high : false;
    if (never && Number.isFinite(high)) {
      const percent = high === 1 && limit.value > 1 && limit.value <= 100;
      return [
        {
          message: `the value is never above \`${printNumber(high)}\`, so \`${shown}\` never alerts`,
          hint: percent
            ? `It is a fraction. ${shareHint(limit)}, or multiply the query by 100.`
            : `Compare with less than ${printNumber(high)}.`,
          path: "query",
          span: subject.condition?.span ?? limit.span,
        },
      ];
    }
    const neverBelow = limit.op === "<=" ? limit.value < low : limit.op === "<" ? limit.value <= low : false;
    // Zero is the bound of every count: `below-zero` names that.
    if (!neverBelow || low === 0 || !Number.isFinite(low)) return NOTHING;
    return [
      {
        message: `the value is never below \`${printNumber(low)}\`, so \`${shown}\` never alerts`,
        hint: `Compare with more than ${printNumber(low)}.`,
        path: "query",
        span: subject.condition?.span ?? limit.span,
      },
    ];
  },
};

/** Sums over the window, changes and forecasts leave the bounds of a single point. */
function keepsBounds({ query }: Subject): boolean {
  if (query.type === "formula-monitor") return query.judgement === undefined;
  if (query.type !== "metric-monitor" || !query.head) return false;
  if (query.head.type === "change") return false;
  if (query.head.type === "percentile") return true;
  return query.head.aggregator.text !== "sum" || arithmeticOf(query.expression) === "totals";
}
