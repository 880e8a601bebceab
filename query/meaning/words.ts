/** Small pieces of English: lengths of time, lists, comparisons, numbers. */

import type { Comparison, WindowSlot, WindowUnit } from "../lexer/index";

const UNIT_WORDS: Readonly<Record<WindowUnit, string>> = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
};

/** `5 minutes`, `1 hour`; a placeholder as it stands. */
export function lengthText(window: WindowSlot): string {
  if (!window) return "an unknown time";
  if (window.type === "opaque") return `\`${window.text}\``;
  const noun = UNIT_WORDS[window.unit];
  return `${window.amount} ${noun}${window.amount === 1 ? "" : "s"}`;
}

/** `the last 5 minutes`, `the current hour`, `the next 2 weeks`. */
export function windowText(window: WindowSlot): string {
  if (!window || window.type === "opaque") return lengthText(window);
  if (window.kind === "current")
    return window.amount === 1 ? `the current ${UNIT_WORDS[window.unit]}` : `the current ${lengthText(window)}`;
  const side = window.kind === "next" ? "next" : "last";
  return window.amount === 1 ? `the ${side} ${UNIT_WORDS[window.unit]}` : `the ${side} ${lengthText(window)}`;
}

export function plural(count: number, noun: string): string {
  return `${numberText(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[], joint = "and"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${joint} ${last}`;
}

const COMPARISON_TEXT: Readonly<Record<Comparison, string>> = {
  ">": "above",
  ">=": "at least",
  "<": "below",
  "<=": "at most",
  "==": "exactly",
  "!=": "anything but",
};

export function comparisonText(op: Comparison): string {
  return COMPARISON_TEXT[op];
}

/** Up to six digits, thousands apart: `1,500,000`, `0.05`. */
export function numberText(value: number): string {
  return Math.abs(value) < 1 ? String(value) : value.toLocaleString("en-US", { maximumFractionDigits: 6 });
}

/** `the average`, `the total`: what a time or space aggregator gives. */
export const AGGREGATOR_NOUNS: Readonly<Record<string, string>> = {
  avg: "average",
  sum: "sum",
  min: "lowest value",
  max: "highest value",
  last: "latest value",
  median: "median",
  count: "number of series",
  stddev: "standard deviation",
};

/** `95th percentile` of `p95`. */
export function percentileText(aggregator: string): string {
  const digits = aggregator.slice(1);
  const last = digits.at(-1);
  const teen = digits.length > 1 && digits.at(-2) === "1";
  const suffix =
    digits.includes(".") || teen ? "th" : last === "1" ? "st" : last === "2" ? "nd" : last === "3" ? "rd" : "th";
  return `${digits}${suffix} percentile`;
}
