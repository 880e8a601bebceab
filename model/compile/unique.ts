/** A list without doubles, in the order in which each is there first. */
export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
