/**
 * Time windows: `last_5m`, `next_1w`, `current_1d`, `5m_ago`, and the bare `5m` of event queries. Knows the shape only;
 * which length a monitor may have is a table of its own.
 */

import type { TextEdit, TextSpan } from "../text/index";
import type { Opaque } from "./nodes";
import { holdsPlaceholder, quote, type Reader, report } from "./reader";

export type WindowUnit = "s" | "m" | "h" | "d" | "w" | "mo";

/** A month is 730 hours: the vendor's own figure for `last_1mo`. [DOC metric] */
const UNIT_SECONDS: Readonly<Record<WindowUnit, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_628_000,
};

/** `last` looks back, `next` ahead (forecasts), `current` from a fixed start until now; `ago` shifts a change. */
export type WindowKind = "last" | "next" | "current" | "ago";

export interface Window {
  type: "window";
  kind: WindowKind;
  amount: number;
  unit: WindowUnit;
  span: TextSpan;
}

/** Undefined stands for text that is no window; it has been reported. */
export type WindowSlot = Window | Opaque | undefined;

export function windowSeconds(window: Pick<Window, "amount" | "unit">): number {
  return window.amount * UNIT_SECONDS[window.unit];
}

const PREFIXES: readonly { text: string; kind: WindowKind }[] = [
  { text: "last_", kind: "last" },
  { text: "next_", kind: "next" },
  { text: "current_", kind: "current" },
];

/** What people write for a unit, and the unit meant. */
const UNIT_SPELLINGS: Readonly<Record<string, WindowUnit>> = {
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  min: "m",
  mins: "m",
  minute: "m",
  minutes: "m",
  hr: "h",
  hrs: "h",
  hour: "h",
  hours: "h",
  day: "d",
  days: "d",
  wk: "w",
  week: "w",
  weeks: "w",
  month: "mo",
  months: "mo",
};

function isUnit(text: string): text is WindowUnit {
  return Object.hasOwn(UNIT_SECONDS, text);
}

interface Parts {
  amount: number;
  unit: string;
}

/** `15m` → 15 and `m`; undefined when it is not a number followed by letters. */
function amountAndUnit(text: string): Parts | undefined {
  let at = 0;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  if (at === 0 || at > 9 || at === text.length) return undefined;
  return { amount: Number(text.slice(0, at)), unit: text.slice(at) };
}

/** `prefixed`: of a metric query's head; `bare`: inside `.last("…")`; `shift`: the second argument of `change(…)`. */
export type WindowStyle = "prefixed" | "bare" | "shift";

/** Reads a window's text; wrong text is reported at the span. */
export function readWindow(reader: Reader, text: string, span: TextSpan, style: WindowStyle): WindowSlot {
  if (holdsPlaceholder(text)) return { type: "opaque", text, span };
  const prefix = PREFIXES.find((candidate) => text.startsWith(candidate.text));
  const ago = style === "shift" && text.endsWith("_ago");
  const body = prefix ? text.slice(prefix.text.length) : ago ? text.slice(0, -"_ago".length) : text;
  const parts = amountAndUnit(body);
  const kind = prefix?.kind ?? (ago ? "ago" : "last");
  const styled = style === "bare" ? prefix === undefined : prefix !== undefined || ago;
  const right = style !== "shift" || kind === "last" || kind === "ago";
  if (parts && isUnit(parts.unit) && styled && right && parts.amount > 0) {
    return { type: "window", kind, amount: parts.amount, unit: parts.unit, span };
  }
  report(
    reader,
    "query-bad-window",
    span,
    `\`${quote(reader, span)}\` is not a time window`,
    ...windowHint(parts, kind, style, span),
  );
  return undefined;
}

function windowHint(
  parts: Parts | undefined,
  kind: WindowKind,
  style: WindowStyle,
  span: TextSpan,
): [hint: string, fix?: TextEdit] {
  const prefix = style === "bare" ? "" : `${kind === "ago" ? "last" : kind}_`;
  const unit = parts && (isUnit(parts.unit) ? parts.unit : UNIT_SPELLINGS[parts.unit.toLowerCase()]);
  if (!parts || !unit || parts.amount === 0) {
    return [`Write a number and a unit of m, h, d, w or mo, e.g. \`${prefix}5m\`.`];
  }
  const text = `${prefix}${parts.amount}${unit}`;
  return [`Write \`${text}\`.`, { span, text }];
}

export function printWindow(window: WindowSlot, style: WindowStyle): string {
  if (window === undefined) return "";
  if (window.type === "opaque") return window.text;
  const length = `${window.amount}${window.unit}`;
  if (style === "bare") return length;
  return window.kind === "ago" ? `${length}_ago` : `${window.kind}_${length}`;
}
