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
  const changes = told.length > 0 ? fromTold(told, old, next) : compare(old.inputs, next.inputs, "");
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

type Told = [path: string, { kind: string; inputDiff: boolean }];

/** Providers name places of a list after they paired its members in their own way: lists are compared anew, once each. */
function fromTold(told: readonly Told[], old: ResourceSide, next: ResourceSide): PropertyChange[] {
  const lists = new Map<string, PropertyChange[]>();
  const others: PropertyChange[] = [];
  for (const entry of told) {
    const list = /^(.+?)\[\d+\]/.exec(entry[0])?.[1];
    const keys = list === undefined ? undefined : parsePath(list);
    const change = fromDetailed(entry, old, next);
    const compared = list !== undefined && keys ? (lists.get(list) ?? listChanges(list, keys, old, next)) : [];
    if (list === undefined || compared.length === 0) others.push(change);
    else
      lists.set(
        list,
        compared.map((one) => ({ ...one, replaces: one.replaces || change.replaces })),
      );
  }
  return [...others, ...[...lists.values()].flat()];
}

/** What changes in one list; nothing where it is no list, or where only the vendor's objects inside it differ. */
function listChanges(
  path: string,
  keys: readonly (string | number)[],
  old: ResourceSide,
  next: ResourceSide,
): PropertyChange[] {
  const [before, after, there] = [valueAt(old.inputs, keys), valueAt(next.inputs, keys), valueAt(old.outputs, keys)];
  if (![before, after, there].some(Array.isArray)) return [];
  const inInputs = compare(before, after, path);
  if (inInputs.length > 0) return inInputs;
  const plain = [there, after].every((list) => !Array.isArray(list) || !list.some(isNested));
  return plain ? compare(there, after, path) : [];
}

function fromDetailed([path, { kind, inputDiff }]: Told, old: ResourceSide, next: ResourceSide): PropertyChange {
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
  if (Array.isArray(old) && Array.isArray(next) && stayInPlace(old, next))
    return old.flatMap((member, index) => compare(member, next[index], `${path}[${index}]`));
  const kind = old === undefined ? "add" : next === undefined ? "delete" : "update";
  return [{ path, kind, replaces: false, old, new: next }];
}

/** Whether each member can be compared with the one at its place; otherwise only the two lists whole tell all. */
function stayInPlace(old: readonly unknown[], next: readonly unknown[]): boolean {
  if (old.length !== next.length || ![...old, ...next].every(isNested)) return false;
  const changed = old.flatMap((member, index) => (same(member, next[index]) ? [] : [index]));
  return !changed.some((index) => changed.some((other) => same(old[index], next[other])));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null;
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
