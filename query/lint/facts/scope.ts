/** Tags in the scopes of a query. */

import { type Filter, type Series, type Tag, walkFilter } from "../../metric/index";

export function isEverythingScope(scope: Series["scope"]): boolean {
  return scope?.type === "scope" && scope.filter.type === "everything";
}

/** The filter of a series' scope; undefined when it is a placeholder or missing. */
export function filterOf(series: Series): Filter | undefined {
  return series.scope?.type === "scope" ? series.scope.filter : undefined;
}

export interface PlacedTag {
  tag: Tag;
  negated: boolean;
}

/** Every tag of the filter, in order, with whether it is excluded. */
export function tagsIn(filter: Filter): PlacedTag[] {
  const found: PlacedTag[] = [];
  collect(filter, false, found);
  return found;
}

function collect(filter: Filter, negated: boolean, found: PlacedTag[]): void {
  if (filter.type === "tag") found.push({ tag: filter, negated });
  else if (filter.type === "not") collect(filter.operand, !negated, found);
  else if (filter.type === "and" || filter.type === "or") {
    for (const operand of filter.operands) collect(operand, negated, found);
  }
}

/** Tag keys that filters and `IN` lists name, with their places. */
export function keysIn(filter: Filter): { key: string; start: number }[] {
  const found: { key: string; start: number }[] = [];
  walkFilter(filter, (node) => {
    if (node.type === "tag" || node.type === "in") found.push({ key: node.key, start: node.span.start });
  });
  return found;
}
