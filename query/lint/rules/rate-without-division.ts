/** Q7: a sum that holds the same term twice, where the text speaks of a share: `a + (b + a)` was meant to be `a / (b + a)`. */

import { type Expression, printExpression } from "../../metric/index";
import { quantitiesIn } from "../../units/index";
import { prose, wordsOf } from "../facts/text";
import { NOTHING, type Rule } from "../rule";

const SHARE_WORDS: ReadonlySet<string> = new Set(["rate", "ratio", "percent", "percentage", "share"]);

export const rateWithoutDivision: Rule = {
  id: "rate-without-division",
  ref: "Q7",
  severity: "error",
  confidence: "likely",
  summary: "The query adds where the text speaks of a rate: `a + (b + a)` for `a / (b + a)`.",
  needsQuery: true,
  needs: ["arithmetic"],
  check: (subject) => {
    const { expression } = subject;
    if (expression?.type !== "binary" || expression.op !== "+") return NOTHING;
    const { left, right } = expression;
    const written = printExpression(left);
    if (left.type === "number" || !termsOf(right).includes(written)) return NOTHING;
    const text = prose(subject);
    const percent =
      quantitiesIn(text).some(({ unit }) => unit.ratio === "part" && unit.scale === 0.01) || text.includes("%");
    const share = percent || wordsOf(text).some((word) => SHARE_WORDS.has(word));
    return [
      {
        message: `\`${short(written)}\` is added to a sum that holds it already${share ? "; the text speaks of a rate" : ""}`,
        hint: "Write `/` for the `+` before the parenthesis, and the threshold as a fraction (or multiply by 100).",
        severity: percent ? "error" : "warning",
        path: "query",
        span: expression.span,
      },
    ];
  },
};

function termsOf(expression: Expression): string[] {
  if (expression.type === "binary" && expression.op === "+")
    return [...termsOf(expression.left), ...termsOf(expression.right)];
  return expression.type === "number" ? [] : [printExpression(expression)];
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
