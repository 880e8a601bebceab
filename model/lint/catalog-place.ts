/**
 * From a place in what was compiled to the line of the catalog that caused it. Where the finding is about a part of a text that
 * stands in the catalog as it is, the place is that part; else it is the key its value came from; else the entry.
 */

import type { Span } from "../../diagnostics/index";
import type { Origin, Origins } from "../resolved";

/** An entry of a service that became resources. */
export interface Cause {
  origins: Origins;
  /** The entry inside its service, e.g. `monitors.errors`. */
  at: string;
  /** What the catalog calls a property, e.g. `thresholds.critical` → `above.high`. */
  words: () => ReadonlyMap<string, string>;
}

export interface CatalogPlace extends Span {
  file: string;
  /** The key, relative to the service, e.g. `monitors.errors.query`. */
  path: string;
  /** The value it is a part of and the part's offsets, where that part of the text stands in the catalog as it is. */
  within?: { value: Origin; start: number; end: number };
}

/** What a finding is about: a whole value, or a part of its text. */
export interface Part {
  text: string;
  start: number;
  end: number;
}

/** Keys a part of something compiled can come from. */
const CAUSES: readonly (readonly [path: RegExp, keys: ReadonlySet<string>])[] = [
  [
    /^(query|sli_specification|filter)\b/,
    new Set([
      "query",
      "where",
      "metric",
      "numerator",
      "denominator",
      "good",
      "bad",
      "total",
      "of",
      "check",
      "when",
      "filter",
      "match",
      "signals",
      "events",
    ]),
  ],
  [/^(message|escalation_message)\b/, new Set(["message", "summary", "runbook"])],
  [/^name\b/, new Set(["title"])],
  [/^tags\b/, new Set(["tags"])],
  [/^thresholds\b.*\bwarning$/, new Set(["warning"])],
  [/^thresholds\b/, new Set(["target"])],
  [/^options\.evaluation_delay\b/, new Set(["evaluationDelay"])],
  [/^options\.new_group_delay\b/, new Set(["newGroupDelay"])],
  [/^options\.require_full_window\b/, new Set(["requireFullWindow"])],
  [/^options\.(on_missing_data|notify_no_data)\b/, new Set(["noData"])],
  [/^options\.no_data_timeframe\b/, new Set(["silentFor"])],
  [/^options\.renotify/, new Set(["remindEvery"])],
  [/^options\.threshold_windows\b/, new Set(["over"])],
];

/** The window the compiler writes into a query, e.g. `last_5m`, `"5m"`. */
const WINDOW = /^[("]*(?:last_|next_)?\d+(?:mo|[smhdwy])[")]*$/;

/** What the catalog calls the options of a detection rule. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ["options.evaluationWindow", "over"],
  ["options.keepAlive", "keepAlive"],
  ["options.maxSignalDuration", "atMost"],
]);

const NONE: ReadonlySet<string> = new Set();

/** `part` is undefined when the finding is about the whole value. */
export function catalogPlace({ origins, at, words }: Cause, path: string, part: Part | undefined): CatalogPlace {
  const about = part?.text.slice(part.start, part.end) ?? "";
  // The compiler writes comparison and number behind the query.
  const threshold = path === "query" && /^\s*[<>]=?\s*-?\d/.test(about);
  const named = words().get(threshold ? "thresholds.critical" : path.replace(/^options\./, ""));
  if (named !== undefined) return whole(origins.at(`${at}.${named}`), `${at}.${named}`);
  const window = path === "query" && WINDOW.test(about) ? words().get("query.window") : undefined;
  if (window !== undefined) return placed(origins, `${at}.${window}`, at);
  const other = OPTIONS.get(path) ?? path.replace(/^(cases\.\d+)\.condition$/, "$1.when");
  if (other !== path) return placed(origins, `${at}.${other}`, at);
  const keys = CAUSES.find(([pattern]) => pattern.test(path))?.[1] ?? NONE;
  const given = origins.below(at, keys);
  if (part)
    for (const { path: key, origin } of given) {
      const start = offsetIn(origin.written ?? "", part);
      if (start !== undefined) return inside(origin, key, start, start + part.end - part.start);
    }
  const group = origins.below(at, BY).find(({ origin }) => origin.written === about);
  if (group) return whole(group.origin, group.path);
  // What the compiler wrote into a message speaks of the unit; it is in none of the catalog's texts.
  if (part && path.startsWith("message")) return placed(origins, `${at}.unit`, at);
  const first = given.find(({ origin: { written = "" } }) => written !== "" && about.includes(written)) ?? given[0];
  return first ? whole(first.origin, first.path) : whole(origins.at(at), at);
}

const BY: ReadonlySet<string> = new Set(["by"]);

/** The value at a path, or the entry where the catalog does not say it. */
function placed(origins: Origins, path: string, otherwise: string): CatalogPlace {
  const origin = origins.at(path);
  return origin.written === undefined ? whole(origins.at(otherwise), otherwise) : whole(origin, path);
}

function whole({ file, line, column, endLine, endColumn }: Origin, path: string): CatalogPlace {
  return { file, line, column, endLine, endColumn, path };
}

/** The part's own place; that of the whole value where its text in the file is not the value itself (folded, escaped). */
function inside(value: Origin, path: string, start: number, end: number): CatalogPlace {
  const { written = "", line, column, endLine, endColumn } = value;
  const place = { ...whole(value, path), within: { value, start, end } };
  const quotes = endColumn - column - written.length;
  if (line !== endLine || (quotes !== 0 && quotes !== 2)) return place;
  const from = column + quotes / 2;
  return { ...place, column: from + start, endColumn: from + end };
}

const CONTEXT = [0, 2, 4, 8, 16, 32, 64];

/** Where the part stands in a value that the text was made from: where it, with as much around it as it takes, stands once. */
function offsetIn(value: string, { text, start, end }: Part): number | undefined {
  for (const around of CONTEXT) {
    const left = Math.max(0, start - around);
    for (const [from, to] of [
      [left, end + around],
      [left, end],
      [start, end + around],
    ] as const) {
      const piece = text.slice(from, to);
      const found = value.indexOf(piece);
      if (piece !== "" && found >= 0 && value.indexOf(piece, found + 1) < 0) return found + start - from;
    }
  }
  return undefined;
}
