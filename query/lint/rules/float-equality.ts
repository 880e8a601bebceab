/** T10: `==` and `!=` on numbers that are seldom exactly equal. */

import { printNumber } from "../../lexer/index";
import { NOTHING, type Rule } from "../rule";

const BLURRING: ReadonlySet<string> = new Set(["avg", "median"]);

export const floatEquality: Rule = {
  id: "float-equality",
  ref: "T10",
  severity: "warning",
  confidence: "likely",
  summary: "`==` or `!=` compares an average or a fraction, which is seldom exactly equal to anything.",
  needsQuery: true,
  needs: ["metric", "limit"],
  check: (subject) => {
    const { query } = subject;
    const { limit } = subject;
    if (!limit || (limit.op !== "==" && limit.op !== "!=") || query.type !== "metric-monitor") return NOTHING;
    const aggregator = query.head?.type === "aggregate" ? query.head.aggregator.text : "";
    const whole = Number.isInteger(limit.value);
    // The average of values that are never negative is 0 only where all of them are.
    const averaged = BLURRING.has(aggregator) && limit.value !== 0;
    if (whole && !averaged) return NOTHING;
    const shown = `${limit.op} ${printNumber(limit.value)}`;
    const cause = whole ? `the \`${aggregator}\` of several points` : "a fraction";
    return [
      {
        message: `\`${shown}\` compares ${cause}, which is seldom exactly ${printNumber(limit.value)}`,
        hint: whole ? `Use \`min\` or \`max\` in front, or a range (\`>=\`, \`<\`).` : "Use a range (`>=`, `<`).",
        path: "query",
        span: subject.condition?.span ?? limit.span,
      },
    ];
  },
};
