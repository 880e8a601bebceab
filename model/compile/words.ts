/**
 * Numbers, windows and values as the vendors' languages and people write them. No meaning is decided here: what is compared
 * with what is known before.
 */

import type { Comparator } from "../resolved";
import type { MetricUnit } from "../units";

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

/**
 * The value of an alert as a person reads it, in Datadog's template language: a fraction becomes percent, nanoseconds become
 * seconds, parts of cores become cores, bytes are made readable. Everything else is shown as it is.
 */
export function shownValue(unit: MetricUnit | undefined): string {
  if (!unit) return "{{value}}";
  const per = unit.name.includes("/") ? `/${unit.name.split("/")[1] ?? ""}` : "";
  switch (unit.name.split("/")[0]) {
    case "fraction":
      return '{{eval "round(value*10000)/100"}}%';
    case "percent":
      return "{{value}}%";
    case "second":
      return `{{value}} s${per}`;
    case "millisecond":
      return `{{value}} ms${per}`;
    case "microsecond":
      return '{{eval "round(value/10)/100"}} ms';
    case "nanosecond":
      return '{{eval "round(value/10000000)/100"}} s';
    case "percent_nano":
      return '{{eval "round(value/10000000)/100"}}%';
    case "nanocore":
      return '{{eval "round(value/10000000)/100"}} cores';
    case "microcore":
      return '{{eval "round(value/10000)/100"}} cores';
    case "millicore":
      return '{{eval "round(value/10)/100"}} cores';
    case "byte":
      return `{{eval "humanize_bytes(value)"}}${per}`;
    case "none":
    case "count":
      return `{{value}}${per}`;
    default:
      return `{{value}} ${unit.name}${per === "" ? "s" : ""}`;
  }
}
