/** From offsets to lines and columns: only at the edge, when a problem becomes a diagnostic. */

import type { Span } from "../../diagnostics/index";
import type { TextSpan } from "./problem";

/** Lines and columns count from 1, columns in UTF-16 units, the end exclusive. An empty span covers the place before it. */
export function spanIn(text: string, span: TextSpan): Span {
  const start = clamp(span.start, text.length);
  const end = Math.max(start, clamp(span.end, text.length));
  const starts = lineStarts(text);
  const line = lineAt(starts, start);
  const endLine = end === start ? line : lineAt(starts, end);
  return {
    line: line + 1,
    column: start - (starts[line] ?? 0) + 1,
    endLine: endLine + 1,
    endColumn: end - (starts[endLine] ?? 0) + 1,
  };
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

/** Of the text asked about last: findings come text by text. */
let known: { text: string; starts: readonly number[] } | undefined;

function lineStarts(text: string): readonly number[] {
  if (known?.text === text) return known.starts;
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  known = { text, starts };
  return starts;
}

/** The index of the line that holds the offset; a line break belongs to the line it ends. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
