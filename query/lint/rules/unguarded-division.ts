/** Q6: a ratio whose divisor may be tiny or nothing. */

import { type Expression, hasModifier, isExpression, printExpression, walkExpression } from "../../metric/index";
import { excerpt } from "../../text/index";
import { type Finding, NOTHING, type Rule } from "../rule";

const GUARDS: ReadonlySet<string> = new Set(["is_greater", "is_between", "clamp_min", "cutoff_min"]);

export const unguardedDivision: Rule = {
  id: "unguarded-division",
  ref: "Q6",
  severity: "info",
  confidence: "possible",
  summary: "With little traffic a ratio jumps: one error of two requests is 50 %.",
  needsQuery: true,
  needs: ["arithmetic", "modifiers"],
  check: (subject) => {
    if (!subject.expression || subject.calls.some(({ name }) => GUARDS.has(name.text))) return NOTHING;
    const found: Finding[] = [];
    walkExpression(subject.expression, (node) => {
      if (node.type !== "binary" || node.op !== "/" || !isBareSeries(node.right) || !isTraffic(node.right)) return;
      found.push({
        message: `nothing guards the ratio against a small \`${excerpt(printExpression(node.right), 60)}\``,
        hint: "Multiply by `is_greater(<divisor>, <least>)`, so that little traffic does not alert.",
        path: "query",
        span: node.right.span,
      });
    });
    return found.slice(0, 1);
  },
};

/** Capacities (`mem.total`) are never small; traffic is. */
function isTraffic(expression: Expression): boolean {
  return hasModifier(expression, "as_count") || hasModifier(expression, "as_rate");
}

/** A series, or a sum of nothing but series. */
function isBareSeries(expression: Expression): boolean {
  if (expression.type === "series") return true;
  if (expression.type === "binary" && expression.op === "+")
    return isBareSeries(expression.left) && isBareSeries(expression.right);
  if (expression.type !== "call" || !expression.name.text.endsWith("_zero")) return false;
  const [inner] = expression.arguments;
  return inner !== undefined && isExpression(inner) && isBareSeries(inner);
}
