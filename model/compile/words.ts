/**
 * Numbers, windows and values as the vendors' languages and people write them. No meaning is decided here: what is compared
 * with what is known before.
 */

import type { Comparator } from "../resolved";

/** What the catalog calls a comparison. */
export const COMPARISONS = { ">": "above", ">=": "atLeast", "<": "below", "<=": "atMost" } as const satisfies Record<
  Comparator,
  string
>;

/** A number in plain digits, never in exponents: the same text in a query and in its threshold. */
export function plain(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  const fixed = value.toFixed(Math.abs(value) < 1 ? 20 : 0);
  return fixed.includes(".") ? fixed.replace(/0+$/, "").replace(/\.$/, "") : fixed;
}

const SIZES = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3600],
] as const;

/** A window as Datadog writes it, in the largest unit that fits: 300 s is `5m`, 3,600 s is `1h`. */
export function windowText(seconds: number): string {
  for (const [unit, size] of SIZES) if (seconds % size === 0) return `${seconds / size}${unit}`;
  return `${seconds / 60}m`;
}

/** A length of time as the catalog writes it: `5min`, `2h`. */
export function shortTime(seconds: number): string {
  for (const [unit, size] of SIZES) if (seconds % size === 0) return `${seconds / size}${unit}`;
  return seconds % 60 === 0 ? `${seconds / 60}min` : `${seconds}s`;
}

const WORDS = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A length of time in words: "5 minutes", "1 hour". */
export function timeInWords(seconds: number): string {
  for (const [word, size] of WORDS)
    if (seconds % size === 0) return `${seconds / size} ${word}${seconds === size ? "" : "s"}`;
  return `${seconds} seconds`;
}
