/** The comparison a monitor ends in, where it is a plain number, and comparisons in its texts. */

import type { Comparison, Condition } from "../../lexer/index";
import type { TextSpan } from "../../text/index";

export interface Limit {
  op: Comparison;
  value: number;
  /** Of the number in the query. */
  span: TextSpan;
  /** `>` or `>=`: large values alert. */
  upward: boolean;
  /** `<` or `<=`: small values alert. */
  downward: boolean;
}

export function limitOf(condition: Condition | undefined): Limit | undefined {
  if (!condition?.comparator || condition.threshold.type !== "number") return undefined;
  const { op } = condition.comparator;
  const { value, span } = condition.threshold;
  return { op, value, span, upward: op === ">" || op === ">=", downward: op === "<" || op === "<=" };
}

const BEFORE =
  /(?:>=?|<=?|\b(?:above|below|over|under|exceed(?:s|ed|ing)?|(?:more|less|greater|higher|lower|slower) than))\s{0,2}$/i;
const DURATION = /\b(?:for|last|past|every|within)\b[\w\s]{0,15}$/i;

/** Whether the text compares with what starts there: `> 15%`, `exceeds 2 seconds`; not `for more than 5 minutes`. */
export function isLimitIn(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  return BEFORE.test(before) && !DURATION.test(before.replace(BEFORE, ""));
}
