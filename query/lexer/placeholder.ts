/**
 * Finds where a `${…}` or `%{…}` (`$${…}` where it is escaped) of a template tool (Terraform and its kin) ends, so that parsers can step over it. A
 * `%{ if … }` runs to its `%{ endif }`. Never looks at the same stretch twice without an end (linear in hostile text).
 */

import type { Reader } from "./reader";

const DOLLAR = 36;
const PERCENT = 37;
const OPEN = 123;
const CLOSE = 125;
const QUOTE = 34;
const BACKSLASH = 92;

/** Whether a placeholder may start at the position: `${`, `%{`, or either with its sign doubled. */
export function startsPlaceholder(reader: Reader, at: number): boolean {
  return braceOf(reader, at) > 0;
}

/** Where the brace of a placeholder that starts at the position stands; -1 when none does. */
function braceOf({ text, end }: Reader, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== DOLLAR && code !== PERCENT) return -1;
  const brace = text.charCodeAt(at + 1) === code ? at + 2 : at + 1;
  return brace < end && text.charCodeAt(brace) === OPEN ? brace : -1;
}

/** The offset after the placeholder that starts at `at`; -1 when none does or it is never closed. */
export function placeholderEnd(reader: Reader, at: number): number {
  const brace = braceOf(reader, at);
  if (brace < 0 || at >= reader.unclosedFrom) return -1;
  const end = bracesEnd(reader, brace);
  if (end < 0) {
    reader.unclosedFrom = at;
    return -1;
  }
  if (reader.text.charCodeAt(at) !== PERCENT || at >= reader.unclosedBlockFrom) return end;
  const keyword = directive(reader.text, brace - 1, end);
  if (keyword !== "if" && keyword !== "for") return end;
  const blockEnd = directiveBlockEnd(reader, end);
  if (blockEnd < 0) reader.unclosedBlockFrom = at;
  return blockEnd < 0 ? end : blockEnd;
}

function bracesEnd(reader: Reader, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < reader.end; at++) {
    const code = reader.text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at + 1;
  }
  return -1;
}

/** `%{~ if x }` → `if`. */
function directive(text: string, start: number, end: number): string {
  let from = start + 2;
  while (from < end && (text[from] === " " || text[from] === "~")) from++;
  let to = from;
  while (to < end && /[a-z]/.test(text[to] ?? "")) to++;
  return text.slice(from, to);
}

function directiveBlockEnd(reader: Reader, from: number): number {
  let depth = 1;
  let at = from;
  while (at < reader.end) {
    const next = reader.text.indexOf("%{", at);
    if (next < 0 || next >= reader.end) return -1;
    const end = bracesEnd(reader, next + 1);
    if (end < 0) return -1;
    const keyword = directive(reader.text, next, end);
    if (keyword === "if" || keyword === "for") depth++;
    if ((keyword === "endif" || keyword === "endfor") && --depth === 0) return end;
    at = end;
  }
  return -1;
}
