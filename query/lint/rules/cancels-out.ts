/** Q22: a value divided by or subtracted from itself. */

import { printExpression, sameExpression, walkExpression } from "../../metric/index";
import { excerpt } from "../../text/index";
import { type Finding, NOTHING, type Rule } from "../rule";

export const cancelsOut: Rule = {
  id: "cancels-out",
  ref: "Q22",
  severity: "warning",
  confidence: "likely",
  summary: "The same value stands on both sides of `/` or `-`, so the result is always 1 or 0.",
  needsQuery: true,
  needs: ["arithmetic"],
  check: (subject) => {
    // `default_zero(q) / default_zero(q)` asks on purpose whether there is data.
    if (!subject.expression || subject.calls.some(({ name }) => name.text === "default_zero")) return NOTHING;
    const found: Finding[] = [];
    walkExpression(subject.expression, (node) => {
      if (node.type !== "binary" || (node.op !== "/" && node.op !== "-") || node.left.type === "number") return;
      if (node.left.type === "opaque" || !sameExpression(node.left, node.right)) return;
      found.push({
        message: `\`${excerpt(printExpression(node.left), 60)}\` stands on both sides of \`${node.op}\`: the result is always ${node.op === "/" ? 1 : 0}`,
        hint: "Was another metric or scope meant?",
        path: "query",
        span: node.span,
      });
    });
    return found.length === 0 ? NOTHING : found;
  },
};
