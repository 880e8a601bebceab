/** Entries of a catalog as lists sorted by key, with their places and those of what they say. */

import type { Found } from "../load/catalog";
import { type Node, nodeAt, place, placeOf } from "../load/tree";
import type { Entry, Written } from "../resolved";

export function listOf<T extends object>(section: ReadonlyMap<string, Found<T>>): (T & Entry)[] {
  return sortedEntries(section).flatMap((found) => (found.data ? [{ ...found.data, ...entryOf(found) }] : []));
}

export function writtenOf<T extends object>(section: ReadonlyMap<string, Found<T>>): (T & Entry & Written)[] {
  return sortedEntries(section).flatMap((found) =>
    found.data ? [{ ...found.data, ...entryOf(found), ...writtenBy(found) }] : [],
  );
}

export function writtenBy({ node }: Found<unknown>): Written {
  return { writtenAt: (...path) => writtenIn(node, path) };
}

/** The place of a value, or of what holds it where it is more than one. */
export function writtenIn(node: Node, path: readonly PropertyKey[]): Entry["source"] | undefined {
  return nodeAt(node, path) && place(placeOf(node, path));
}

export function sortedEntries<T>(section: ReadonlyMap<string, Found<T>>): Found<T>[] {
  return [...section.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function entryOf(found: Found<unknown>): Entry {
  return { key: found.key, source: sourceOf(found) };
}

export function sourceOf(found: Found<unknown>): Entry["source"] {
  return place(found.place);
}
