/** Finds the ends of things in a message: tags, placeholders, arguments. Every search is bounded, so hostile text stays linear. */

import type { TemplateArgument } from "./tree";

/** Longer tags do not occur; a `{{` that nothing closes within so many characters is text. */
const LONGEST_TAG = 1000;
const LONGEST_PLACEHOLDER = 500;
const MAX_BRACES = 8;

export function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\n" || char === "\t" || char === "\r" || char === "\u00a0";
}

/** Letters, digits, `_`, and letters beyond ASCII. */
export function isWordChar(char: string): boolean {
  return isWordCode(char.charCodeAt(0));
}

export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    isLetterBeyondAscii(code)
  );
}

/** Not the punctuation blocks: dashes and curly quotes end a name. */
function isLetterBeyondAscii(code: number): boolean {
  return (
    code >= 0xaa &&
    code !== 0xab &&
    code !== 0xbb &&
    code !== 0xd7 &&
    code !== 0xf7 &&
    !(code >= 0x2000 && code <= 0x206f) &&
    !(code >= 0x3000 && code <= 0x303f)
  );
}

/** `${…}` or `%{…}` here; `${{value}}` is a dollar before a variable. */
function startsPlaceholder(text: string, at: number): boolean {
  const char = text[at];
  return (char === "$" || char === "%") && text[at + 1] === "{" && text[at + 2] !== "{";
}

/** The offset after the placeholder that starts at `at`, undefined when none does or nothing closes it. */
export function placeholderEnd(text: string, at: number): number | undefined {
  if (!startsPlaceholder(text, at)) return undefined;
  let open = 0;
  let quoted = false;
  const limit = Math.min(text.length, at + LONGEST_PLACEHOLDER);
  for (let next = at + 1; next < limit; next++) {
    const char = text[next];
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === "{" && ++open > MAX_BRACES) return undefined;
    else if (char === "}" && --open === 0) return next + 1;
  }
  return undefined;
}

/** Offset of `closer` after `from`, seen past quoted arguments; undefined when another tag starts before it. */
export function tagEnd(text: string, from: number, closer: string): number | undefined {
  return scanTag(text, from, closer, true) ?? scanTag(text, from, closer, false);
}

function scanTag(text: string, from: number, closer: string, quotes: boolean): number | undefined {
  const limit = Math.min(text.length, from + LONGEST_TAG);
  let quote: string | undefined;
  for (let at = from; at < limit; at++) {
    const char = text[at];
    if (char === "{" && text[at + 1] === "{") return undefined;
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
    } else if (quotes && (char === '"' || char === "'")) quote = char;
    else if (char === "}" && text.startsWith(closer, at)) return at;
    else if (char === "$" || char === "%") at = (placeholderEnd(text, at) ?? at + 1) - 1;
  }
  return undefined;
}

/** The words and quoted strings of a tag; undefined when a quote is never closed, two of them touch, or a brace is left over. */
export function splitArguments(text: string, start: number, end: number): TemplateArgument[] | undefined {
  const found: TemplateArgument[] = [];
  let at = start;
  while (at < end) {
    const char = text[at] ?? "";
    if (isBlank(char)) {
      at++;
      continue;
    }
    const quoted = char === '"' || char === "'";
    const stop = quoted ? quotedEnd(text, at, end) : char === "(" ? groupEnd(text, at, end) : bareEnd(text, at, end);
    if (stop === undefined || (stop < end && !isBlank(text[stop]))) return undefined;
    const inner = quoted ? text.slice(at + 1, stop - 1) : text.slice(at, stop);
    found.push({ type: "argument", text: inner, quote: quoted ? char : "", span: { start: at, end: stop } });
    at = stop;
  }
  return found;
}

function quotedEnd(text: string, start: number, end: number): number | undefined {
  const close = text.indexOf(text[start] ?? "", start + 1);
  return close < 0 || close >= end ? undefined : close + 1;
}

/** `(eval "value % 24")`: an expression in place of an argument, kept as written. */
function groupEnd(text: string, start: number, end: number): number | undefined {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text[at] ?? "";
    if (char === '"' || char === "'") at = (quotedEnd(text, at, end) ?? end) - 1;
    else if (char === "{" || char === "}") return undefined;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** A bare word may hold blanks and quotes inside brackets and placeholders. */
function bareEnd(text: string, start: number, end: number): number | undefined {
  let brackets = 0;
  for (let at = start; at < end; at++) {
    const char = text[at] ?? "";
    if (char === "[") brackets++;
    else if (char === "]") brackets--;
    else if (brackets > 0) continue;
    else if (isBlank(char)) return at;
    else if (char === '"' || char === "'") return undefined;
    else if (char === "{" || char === "}") return undefined;
    else if (char === "$" || char === "%") at = (placeholderEnd(text, at) ?? at + 1) - 1;
  }
  return end;
}
