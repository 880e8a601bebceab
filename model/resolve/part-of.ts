/** Points to a part of a text of the catalog, where the file holds the text as it is; to the whole value elsewhere. */

import type { Place } from "../load/tree";
import type { Origin } from "../resolved";

/** A part of a text. */
export interface Part {
  start: number;
  end: number;
}

export function partOf({ file, line, column, endLine, endColumn, written }: Origin, part?: Part): Place {
  const whole = { file, line, column, endLine, endColumn };
  // Text without quotes and escapes stands in the file as it is, so that a part of it can be shown.
  const exact = part && line === endLine && written?.length === endColumn - column;
  return exact ? { ...whole, column: column + part.start, endColumn: column + part.end } : whole;
}
