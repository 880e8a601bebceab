/** The way back from a compiled resource to the catalog, for the linter. */

import type { Spec } from "../spec";
import { type CatalogPlace, catalogPlace, type Part } from "./catalog-place";
import type { Maker } from "./makers";

/** `path` is the API's, e.g. `options.thresholds.critical`. */
export type Locate = (path: string, part?: Part) => CatalogPlace;

/** What no service made is placed at the entry that did. */
export function locateIn({ source }: Spec, maker: Maker | undefined): Locate {
  if (maker) return (path, part) => catalogPlace(maker, path, part);
  const { file, line } = source;
  return (path) => ({ file, line, column: 1, endLine: line, endColumn: 1, path });
}

/** A part of the text at a path of an input such as `query` or `options.escalation_message`. */
export function partAt(
  input: object,
  path: string,
  span: { start: number; end: number } | undefined,
): Part | undefined {
  let value: unknown = input;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return span && typeof value === "string" ? { text: value, start: span.start, end: span.end } : undefined;
}
