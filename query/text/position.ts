/** From offsets to lines and columns: only at the edge, when a problem becomes a diagnostic. */

import type { Span } from "../../diagnostics/index";
import type { TextSpan } from "./problem";

/** Lines and columns count from 1, columns in UTF-16 units, the end exclusive. An empty span covers the place before it. */
export function spanIn(text: string, span: TextSpan): Span {
  const start = clamp(span.start, text.length);
  const end = Math.max(start, clamp(span.end, text.length));
  const from = place(text, start, 0, 1);
  const to = place(text, end, from.lineStart, from.line);
  return { line: from.line, column: start - from.lineStart + 1, endLine: to.line, endColumn: end - to.lineStart + 1 };
}

function clamp(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

/** The line of an offset, counted on from the start of a known line. */
function place(text: string, offset: number, lineStart: number, line: number): { line: number; lineStart: number } {
  let start = lineStart;
  let count = line;
  for (;;) {
    const next = text.indexOf("\n", start);
    if (next < 0 || next >= offset) return { line: count, lineStart: start };
    start = next + 1;
    count++;
  }
}
