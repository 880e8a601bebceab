/** D1: a condition of a detection rule that is written the wrong way round, or compares with what it cannot. */

import { type Comparison, comparisonsOf, isNumber } from "../facts/detection";
import type { Finding, Rule } from "../rule";

const OPERATORS: ReadonlySet<string> = new Set([">", ">="]);
const TURNED: ReadonlyMap<string, string> = new Map([
  ["<", ">"],
  ["<=", ">="],
]);

export const detectionCondition: Rule = {
  id: "detection-condition",
  ref: "D1",
  severity: "error",
  confidence: "certain",
  summary: "A case of a detection rule compares the wrong way round: the search stands on the left, then `>` or `>=`.",
  needsQuery: false,
  checkDetection: (detection) => comparisonsOf(detection).flatMap(judge),
};

function judge({ path, span, text, left, operator, right }: Comparison): Finding[] {
  if (isNumber(left) && !isNumber(right)) {
    const turned = TURNED.get(operator);
    const finding: Finding = {
      message: `\`${text}\`: the search must stand on the left of the comparison`,
      hint: `Write \`${right} ${turned ?? ">"} ${left}\`${turned ? "" : ", if that is meant"}.`,
      path,
      span,
    };
    return [turned ? { ...finding, fix: { type: "text", path, span, text: `${right} ${turned} ${left}` } } : finding];
  }
  if (OPERATORS.has(operator)) return [];
  return [
    {
      message: `\`${operator}\` in \`${text}\`: a case compares with \`>\` or \`>=\` only`,
      hint: "Count what is too much, and write `>`.",
      path,
      span,
    },
  ];
}
