/** Places inside a JSON text: where its values stand, and where a part of a decoded string stands in the raw one. */

import type { Span } from "../../diagnostics/index";

export interface Range {
  start: number;
  /** Exclusive. */
  end: number;
}

export type Path = (string | number)[];

/** Where the elements of an array stand, in one pass and without a tree: arrays can hold many monitors. */
export function elementsOf(text: string, array: Range): Range[] {
  const elements: Range[] = [];
  for (let at = nextToken(text, array.start + 1); at < array.end && text[at] !== "]"; ) {
    const end = endOfValue(text, at);
    elements.push({ start: at, end });
    at = nextToken(text, end);
  }
  return elements;
}

/**
 * Where the value at a path inside `range` stands; undefined when it is not there. The text is known to be JSON, so the way to the
 * value is walked, with everything beside it skipped.
 */
export function rangeAt(text: string, range: Range, path: Path): Range | undefined {
  let at = nextToken(text, range.start);
  for (const key of path) {
    const inside =
      text[at] === "{" ? valueAt(text, at, String(key)) : text[at] === "[" ? itemAt(text, at, key) : undefined;
    if (inside === undefined) return undefined;
    at = inside;
  }
  return { start: at, end: endOfValue(text, at) };
}

/** Where the value of a key of the object at `start` begins. Of keys given twice the last one holds, as in `JSON.parse`. */
function valueAt(text: string, start: number, wanted: string): number | undefined {
  let found: number | undefined;
  for (let at = nextToken(text, start + 1); text[at] === '"'; ) {
    const end = endOfString(text, at);
    const value = nextToken(text, end);
    if (isKey(text, at, end, wanted)) found = value;
    at = nextToken(text, endOfValue(text, value));
  }
  return found;
}

/** Whether the string there is the key, escaped or not; escapes make it longer. */
function isKey(text: string, start: number, end: number, wanted: string): boolean {
  const length = end - start - 2;
  if (length === wanted.length) return text.startsWith(wanted, start + 1);
  if (length < wanted.length) return false;
  const raw = text.slice(start, end);
  return raw.includes("\\") && JSON.parse(raw) === wanted;
}

function itemAt(text: string, start: number, wanted: string | number): number | undefined {
  let at = nextToken(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== "]"; index += 1) {
    if (index === Number(wanted)) return at;
    at = nextToken(text, endOfValue(text, at));
  }
  return undefined;
}

/** The raw place of a part of a decoded string; `string` is where the string stands with its quotes. */
export function insideString(text: string, string: Range, part: Range): Range {
  let raw = string.start + 1;
  let decoded = 0;
  let start = raw;
  while (raw < string.end - 1 && decoded < part.end) {
    if (decoded === part.start) start = raw;
    raw += escapeLength(text, raw);
    decoded += 1;
  }
  if (part.start >= decoded) start = raw;
  return { start, end: raw };
}

function escapeLength(text: string, at: number): number {
  if (text[at] !== "\\") return 1;
  return text[at + 1] === "u" ? 6 : 2;
}

/** Turns offsets into lines and columns; line starts are found once. */
export function lineFinder(text: string): (range: Range) => Span {
  let starts: Uint32Array | undefined;
  const find = (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return ({ start, end }) => {
    const from = find(start);
    const to = find(end);
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

function lineStarts(text: string): Uint32Array {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts[line++] = at + 1;
  return starts;
}

const [BLANK, TAB, LINE_FEED, RETURN, QUOTE, COMMA, COLON, BACKSLASH] = [32, 9, 10, 13, 34, 44, 58, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** The next character that is neither blank nor stands between values. */
function nextToken(text: string, start: number): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== LINE_FEED && code !== COMMA && code !== COLON && code !== RETURN && code !== TAB)
      break;
  }
  return at;
}

/** The end of the value that begins here. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (depth === 0) return end;
      at = end - 1;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth -= 1;
      // Below 0: a number or word ended here.
      if (depth <= 0) return depth < 0 ? at : at + 1;
    } else if (depth === 0 && (code === COMMA || code <= BLANK)) return at;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    if (text.charCodeAt(before) !== BACKSLASH) return at + 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return text.length;
}
