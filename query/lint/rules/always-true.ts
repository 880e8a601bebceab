/** T9: what is never negative compared with what every such value satisfies, or none. */

import { printNumber } from "../../lexer/index";
import { type Expression, hasModifier, type Series, walkExpression } from "../../metric/index";
import type { LintContext } from "../context";
import { isTrusted, unitOfSubject } from "../facts/unit";
import { NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

export const alwaysTrue: Rule = {
  id: "always-true",
  ref: "T9",
  severity: "error",
  confidence: "certain",
  summary: "What is never negative is compared with zero or less, so the monitor always alerts, or never.",
  needsQuery: true,
  needs: ["limit"],
  check: (subject, context) => {
    const { limit } = subject;
    if (!limit || limit.value > 0) return NOTHING;
    const always = (limit.op === ">=" && limit.value <= 0) || (limit.op === ">" && limit.value < 0);
    const never = (limit.op === "<" && limit.value <= 0) || (limit.op === "<=" && limit.value < 0);
    if (!always && !never) return NOTHING;
    const counted = isCount(subject);
    if (!counted && !isAmount(subject, context)) return NOTHING;
    const shown = `${limit.op} ${printNumber(limit.value)}`;
    return [
      {
        message: `${counted ? "a count" : "the value"} is never negative, so \`${shown}\` ${always ? "always" : "never"} alerts`,
        hint: counted
          ? `Write ${always ? "`> 0` for at least one" : "`<= 0` (or `< 1`) for none"}.`
          : "Write the limit from which on it is wrong.",
        path: "query",
        span: subject.condition?.span ?? limit.span,
      },
    ];
  },
};

/** A part of a whole, bytes or cores of metrics that the vendor documents, with nothing subtracted. */
function isAmount(subject: Subject, context: LintContext): boolean {
  const { query } = subject;
  if (query.type !== "metric-monitor" || query.head?.type !== "aggregate" || !isSum(query.expression, () => true))
    return false;
  const answer = unitOfSubject(subject, context);
  const { unit } = answer;
  if (!unit || !isTrusted(answer)) return false;
  return unit.ratio === "part" || unit.dims.data === 1 || unit.dims.cpu === 1;
}

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
  return isSum(query.expression, (series) => hasModifier(series, "as_count"));
}

/** Nothing but series of the kind and numbers, none of it subtracted. */
function isSum(expression: Expression, fits: (series: Series) => boolean): boolean {
  let holds = true;
  walkExpression(expression, (node) => {
    if (node.type === "series") holds &&= fits(node);
    else if (node.type === "binary") holds &&= node.op !== "-";
    else if (node.type === "number") holds &&= node.value >= 0;
    else holds = false;
  });
  return holds;
}
