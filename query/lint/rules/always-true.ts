/** T9: a count compared with what every count satisfies, or none. */

import { printNumber } from "../../lexer/index";
import { hasModifier, walkExpression } from "../../metric/index";
import { limitOf } from "../facts/limit";
import { NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

export const alwaysTrue: Rule = {
  id: "always-true",
  ref: "T9",
  severity: "error",
  confidence: "certain",
  summary: "A count is compared with zero or less, so the monitor always alerts, or never.",
  needsQuery: true,
  check: (subject) => {
    const limit = limitOf(subject);
    if (!limit || !isCount(subject)) return NOTHING;
    const always = (limit.op === ">=" && limit.value <= 0) || (limit.op === ">" && limit.value < 0);
    const never = (limit.op === "<" && limit.value <= 0) || (limit.op === "<=" && limit.value < 0);
    if (!always && !never) return NOTHING;
    const shown = `${limit.op} ${printNumber(limit.value)}`;
    return [
      {
        message: `a count is never negative, so \`${shown}\` ${always ? "always" : "never"} alerts`,
        hint: always ? "Write `> 0` for at least one." : "Write `<= 0` (or `< 1`) for none.",
        path: "query",
        span: subject.condition?.span ?? limit.span,
      },
    ];
  },
};

/** Events counted, or sums of `as_count()` series without a subtraction. */
function isCount({ query }: Subject): boolean {
  if (query.type === "event-monitor") {
    const method = query.rollup?.method;
    return (
      method === undefined || (method.type === "string" && (method.value === "count" || method.value === "cardinality"))
    );
  }
  if (query.type === "process-monitor") return true;
  if (query.type !== "metric-monitor" || query.head?.type !== "aggregate") return false;
  let counts = true;
  walkExpression(query.expression, (node) => {
    if (node.type === "series") counts &&= hasModifier(node, "as_count");
    else if (node.type === "binary") counts &&= node.op !== "-";
    else if (node.type === "number") counts &&= node.value >= 0;
    else counts = false;
  });
  return counts;
}
