/** Changes to the catalog that are certain: a fix of a compiled text, carried back to the value it came from. */

import type { Fix } from "../../query/index";
import { type Locate, partAt } from "./located";

/** Replaces a part of a value. */
export interface CatalogFix {
  file: string;
  /** Where the value begins. */
  line: number;
  column: number;
  /** The value with its words filled in, and the part's offsets in it. */
  value: string;
  start: number;
  end: number;
  text: string;
}

/** None where the text was put together by the compiler: then it is not the catalog's to change. */
export function catalogFixes(fix: Fix, input: object, locate: Locate): CatalogFix[] {
  if (fix.type !== "text") return [];
  const { within, file } = locate(fix.path, partAt(input, fix.path, fix.span));
  if (within?.value.written === undefined) return [];
  const { value, start, end } = within;
  return [{ file, line: value.line, column: value.column, value: within.value.written, start, end, text: fix.text }];
}
