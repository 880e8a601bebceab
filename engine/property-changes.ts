/**
 * Which properties of a resource a step changes, with their old and new values: from the provider's detailed diff where
 * it gave one, otherwise by comparing the inputs. Pure.
 */

import type { ResourceSide, Step } from "./event";

/** One changed property. */
export interface PropertyChange {
  /** As the engine writes it: `monitorThresholds.critical`, `tags[0]`, `["a.b"]`. */
  path: string;
  kind: "add" | "delete" | "update";
  /** Whether this change makes the resource be replaced. */
  replaces: boolean;
  /** Undefined when it was not there. */
  old: unknown;
  new: unknown;
}

/** The changed properties of a step, sorted by path. */
export function propertyChanges(step: Pick<Step, "old" | "new" | "detailedDiff">): PropertyChange[] {
  const { old, new: next, detailedDiff } = step;
  if (old === undefined || next === undefined) return [];
  const told = Object.entries(detailedDiff ?? {});
  const changes =
    told.length > 0 ? told.map((entry) => fromDetailed(entry, old, next)) : compare(old.inputs, next.inputs, "");
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function fromDetailed(
  [path, { kind, inputDiff }]: [string, { kind: string; inputDiff: boolean }],
  old: ResourceSide,
  next: ResourceSide,
): PropertyChange {
  const keys = parsePath(path);
  const before = valueAt(old.inputs, keys);
  return {
    path,
    kind: kind.startsWith("add") ? "add" : kind.startsWith("delete") ? "delete" : "update",
    replaces: kind.endsWith("replace"),
    // A difference from the vendor's answer (drift, a default) is only in the outputs.
    old: inputDiff || before !== undefined ? before : valueAt(old.outputs, keys),
    new: valueAt(next.inputs, keys),
  };
}

function compare(old: unknown, next: unknown, path: string): PropertyChange[] {
  if (same(old, next)) return [];
  if (isObject(old) && isObject(next)) {
    const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
    return [...keys].flatMap((key) => compare(old[key], next[key], path + printKey(key, path === "")));
  }
  if (Array.isArray(old) && Array.isArray(next)) {
    const length = Math.max(old.length, next.length);
    return Array.from({ length }).flatMap((_, index) => compare(old[index], next[index], `${path}[${index}]`));
  }
  const kind = old === undefined ? "add" : next === undefined ? "delete" : "update";
  return [{ path, kind, replaces: false, old, new: next }];
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function printKey(key: string, first: boolean): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key)) return `[${JSON.stringify(key)}]`;
  return first ? key : `.${key}`;
}

/** The keys of a property path: names, and numbers for places in a list. */
export function parsePath(path: string): (string | number)[] {
  const keys: (string | number)[] = [];
  for (const [, quoted, index, name] of path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    if (quoted !== undefined) keys.push(quoted.replaceAll(/\\(.)/g, "$1"));
    else if (index !== undefined) keys.push(Number(index));
    else if (name !== undefined) keys.push(name);
  }
  return keys;
}

function valueAt(root: unknown, keys: readonly (string | number)[]): unknown {
  let value = root;
  for (const key of keys) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
