/** The comparison a monitor ends in, where it is a plain number. */

import type { Comparison } from "../../lexer/index";
import type { TextSpan } from "../../text/index";
import type { Subject } from "../subject";

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

export function limitOf(subject: Subject): Limit | undefined {
  const { condition } = subject;
  if (!condition?.comparator || condition.threshold.type !== "number") return undefined;
  const { op } = condition.comparator;
  const { value, span } = condition.threshold;
  return { op, value, span, upward: op === ">" || op === ">=", downward: op === "<" || op === "<=" };
}
