/** A value of a JSON text that findings and fixes are about: where it stands, and where its parts do. */

import type { Span } from "../../diagnostics/index";
import { insideString, type Path, type Range, rangeAt } from "./json-text";

export interface Placed {
  /** Where the whole value stands in the text. */
  range: () => Range;
  /** The path in the text of what the linter calls `options.thresholds.critical`. */
  pathOf: (path: string) => Path;
}

/** Places in the text, for the linter: of a value, or of a part of the string that is there. */
export function locator(text: string, { range, pathOf }: Placed, where: (range: Range) => Span) {
  return (path: string, span?: Range): Span => {
    const value = nearest(text, range(), pathOf(path));
    return where(span && text[value.start] === '"' ? insideString(text, value, span) : value);
  };
}

/** The value at the path, or of the nearest thing around it that is there. */
function nearest(text: string, range: Range, path: Path): Range {
  for (let length = path.length; length > 0; length -= 1) {
    const found = rangeAt(text, range, path.slice(0, length));
    if (found) return found;
  }
  return { start: range.start, end: Math.min(range.end, range.start + 1) };
}

/** `options.variables[0].search` as keys. */
export function plainPath(path: string): Path {
  if (!/[[\]\d]/.test(path)) return path.split(".").filter((key) => key !== "");
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? (/^\d+$/.test(key ?? "") ? Number(key) : (key ?? "")) : Number(index),
  );
}

/** Works it out on first use and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
