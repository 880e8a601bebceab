/** Places inside a JSON text: where its values stand, and where a part of a decoded string stands in the raw one. */

import { findNodeAtLocation, parseTree } from "jsonc-parser";
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
  let at = array.start + 1;
  while (at < array.end) {
    at = skipBlank(text, at);
    if (text[at] === "]" || at >= array.end) break;
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    const end = endOfValue(text, at);
    elements.push({ start: at, end });
    at = Math.max(end, at + 1);
  }
  return elements;
}

/** Where the value at a path inside `range` stands; undefined when it is not there. */
export function rangeAt(text: string, range: Range, path: Path): Range | undefined {
  const root = parseTree(text.slice(range.start, range.end));
  const node = root && findNodeAtLocation(root, path);
  return node && { start: range.start + node.offset, end: range.start + node.offset + node.length };
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
  let starts: number[] | undefined;
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

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text[at] ?? "")) at += 1;
  return at;
}

/** The end of the value that begins here. The text is known to be JSON. */
function endOfValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first !== "{" && first !== "[") {
    let at = start;
    while (at < text.length && !",]} \t\r\n".includes(text[at] ?? "")) at += 1;
    return at;
  }
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
