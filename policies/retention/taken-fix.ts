/** What mends an event that another class's index takes first: the order, not the class, which says already what is asked. */

import type { DeployedIndex } from "./deployed";
import { searchableOf } from "./figures";
import type { Placement, Taken } from "./placement";

/** What `stream-taken-first` finds of an index, by name: what is mended with it says that it follows. */
export function theftBy({ name }: DeployedIndex, { retention, tenant }: Placement): string {
  return `${name} takes ${retention.key} of ${tenant.name}`;
}

/** Undefined where the index is the class's own, or where its own would not keep the events that long either. */
export function takenFix(
  { retention, tenant }: Placement,
  { by, home }: Taken<DeployedIndex>,
  days: number,
): string | undefined {
  const own = searchableOf(retention);
  // An index that keeps them as long comes first because that is meant.
  if (home || (by.days ?? 0) >= own || own < days) return undefined;
  return `Put \`${retention.key}-${tenant.name}\` before \`${by.name}\` in the order of the indexes, or narrow the filter of \`${by.name}\`. In a catalog the class with more \`days\` comes first.`;
}
