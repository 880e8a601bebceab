/** How every printer writes the shared leaves. `parse(print(x))` gives `x` again. */

import type { Condition, NumberLiteral, Opaque, StringLiteral } from "./nodes";
import { placeholderEnd, startsPlaceholder } from "./placeholder";
import { createReader, holdsPlaceholder } from "./reader";

/** The shortest text that reads back as the same number. */
export function printNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "1e999";
  if (value === Number.NEGATIVE_INFINITY) return "-1e999";
  return String(value);
}

/** Quotes inside placeholders belong to the other tool's language and stay as they are. */
export function printString(literal: StringLiteral, mark: "'" | '"'): string {
  const { value } = literal;
  return `${mark}${value.includes(mark) ? escaped(value, mark) : value}${mark}`;
}

function escaped(value: string, mark: string): string {
  if (!holdsPlaceholder(value)) return value.replaceAll(mark, `\\${mark}`);
  const reader = createReader(value);
  let text = "";
  let from = 0;
  for (let at = 0; at < value.length; ) {
    const end = startsPlaceholder(reader, at) ? placeholderEnd(reader, at) : -1;
    if (end > 0) at = end;
    else if (value[at] !== mark) at++;
    else {
      text += `${value.slice(from, at)}\\`;
      from = at++;
    }
  }
  return text + value.slice(from);
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
