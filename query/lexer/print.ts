/** How every printer writes the shared leaves. `parse(print(x))` gives `x` again. */

import type { Condition, NumberLiteral, Opaque, StringLiteral } from "./nodes";

/** The shortest text that reads back as the same number. */
export function printNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "1e999";
  if (value === Number.NEGATIVE_INFINITY) return "-1e999";
  return String(value);
}

/** Quotes inside placeholders belong to the other tool's language and stay as they are. */
export function printString(literal: StringLiteral, mark: "'" | '"'): string {
  const parts = literal.value.includes("{") ? literal.value.split(/([$%]\{[^}]*\})/) : [literal.value];
  const escaped = parts.map((part, index) => (index % 2 === 0 ? part.replaceAll(mark, `\\${mark}`) : part));
  return `${mark}${escaped.join("")}${mark}`;
}

export function printValue(value: NumberLiteral | Opaque): string {
  return value.type === "number" ? printNumber(value.value) : value.text;
}

/** With the blank before it: ` > 90`; empty when the query has none. */
export function printCondition(condition: Condition): string {
  const { comparator, threshold } = condition;
  if (!comparator) return "";
  const limit = threshold.type === "dynamic" ? "threshold" : threshold.type === "missing" ? "" : printValue(threshold);
  return ` ${comparator.op} ${limit}`;
}
