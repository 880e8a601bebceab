/**
 * What differs between a resource's state and its plan, in the words of the plugin's flavour: top-level names and, for
 * the older plugins, the path of each difference. Pure.
 */

import { type Field, type Fields, isZero, type Kind, type Value, type Values } from "../../vendors/index";
import { sameFramework, sameSdk } from "./plan";
import { sameValue } from "./values";

export type Change = "add" | "update" | "delete" | "add-replace" | "update-replace" | "delete-replace";

export interface Difference {
  /** Top-level properties that differ, sorted. */
  diffs: string[];
  /** Those whose change replaces the resource. */
  replaces: string[];
  /** Path → kind of change; empty for the framework's plugins. */
  detailed: Record<string, Change>;
}

export function differenceOf(kind: Kind, prior: Values, planned: Values): Difference {
  return kind.flavour === "framework" ? frameworkDifference(kind, prior, planned) : sdkDifference(kind, prior, planned);
}

function frameworkDifference(kind: Kind, prior: Values, planned: Values): Difference {
  const diffs = Object.keys(kind.fields)
    .filter((name) => !sameFramework(prior[name], planned[name]))
    .sort();
  const replaces = diffs.filter((name) => {
    const field = kind.fields[name] as Field;
    return planned[name] !== undefined || prior[name] !== undefined
      ? replacesFramework(field, prior[name], planned[name])
      : false;
  });
  return { diffs, replaces, detailed: {} };
}

function replacesFramework(field: Field, prior: Value | undefined, planned: Value | undefined): boolean {
  if (sameFramework(prior, planned)) return false;
  if (forces(field, prior, planned)) return true;
  if (field.type !== "block" || !isObject(prior) || !isObject(planned)) return false;
  return Object.entries(field.fields).some(([name, inner]) => replacesFramework(inner, prior[name], planned[name]));
}

function sdkDifference(kind: Kind, prior: Values, planned: Values): Difference {
  const detailed: Record<string, Change> = {};
  const out: Out = { detailed, replace: false };
  const replaces: string[] = [];
  const diffs: string[] = [];
  for (const name of Object.keys(kind.fields).sort()) {
    const before = Object.keys(detailed).length;
    const field = kind.fields[name] as Field;
    const inner: Out = { detailed, replace: false };
    if (kind.flavour === "sdk-v1") compareFlat(inner, field, prior[name], planned[name], name, false);
    else compare(inner, field, prior[name], planned[name], name, false);
    if (Object.keys(detailed).length > before) diffs.push(name);
    if (inner.replace) replaces.push(name);
    out.replace ||= inner.replace;
  }
  if (kind.flavour === "sdk" && diffs.length > 0) {
    for (const path of emptyComputedMaps(kind.fields, prior, planned)) {
      detailed[path] ??= "add";
      const name = path.split(/[.[]/)[0] as string;
      if (!diffs.includes(name)) diffs.push(name);
    }
    diffs.sort();
  }
  return { diffs, replaces, detailed };
}

/** A computed map that is empty is "not known yet" in every change of something else: a trait of the plugins' SDK. */
function emptyComputedMaps(fields: Fields, prior: Values, planned: Values, at = ""): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const [a, b] = [prior[name], planned[name]];
    const path = `${at}${name}`;
    if (field.type === "map") return field.computed && isZero(a) && isZero(b) ? [path] : [];
    if (field.type === "block" && isObject(a) && isObject(b)) return emptyComputedMaps(field.fields, a, b, `${path}.`);
    if (field.type !== "list" || field.of.type !== "block" || !Array.isArray(a) || !Array.isArray(b)) return [];
    const { fields: inner } = field.of;
    return b.flatMap((item, i) => {
      const before = a[i];
      return isObject(before) && isObject(item) ? emptyComputedMaps(inner, before, item, `${path}[${i}].`) : [];
    });
  });
}

interface Out {
  detailed: Record<string, Change>;
  replace: boolean;
}

function put(out: Out, path: string, change: "add" | "update" | "delete", replace: boolean): void {
  out.detailed[path] = replace ? `${change}-replace` : change;
  out.replace ||= replace;
}

/** The current way: a whole that comes or goes is one path, else the paths of its parts. */
function compare(
  out: Out,
  field: Field,
  a: Value | undefined,
  b: Value | undefined,
  path: string,
  force: boolean,
): void {
  const replace = force || forces(field, a, b);
  if (isAbsent(a) ? isAbsent(b) || sameSdk(a, b) : isAbsent(b) && sameSdk(a, b)) return;
  if (isAbsent(a)) put(out, path, "add", replace);
  else if (isAbsent(b) && field.type !== "map") put(out, path, "delete", replace);
  else if (field.type === "block" && isObject(a) && isObject(b)) {
    for (const name of Object.keys(field.fields).sort()) {
      compare(out, field.fields[name] as Field, a[name], b[name], `${path}.${name}`, replace);
    }
  } else if (field.type === "list" && Array.isArray(a) && Array.isArray(b)) {
    const whole = field.of.type === "block";
    if (!whole) compareMembers(out, field.of, a, b, inOrder(a, b), path, replace);
    else
      for (let i = 0; i < Math.max(a.length, b.length); i++)
        compare(out, field.of, a[i], b[i], `${path}[${i}]`, replace);
  } else if (field.type === "set" && Array.isArray(a) && Array.isArray(b)) {
    compareMembers(out, field.of, a, b, anywhere(a, b), path, replace);
  } else if (field.type === "map" && isObject(a)) {
    const after = isObject(b) ? b : {};
    for (const key of keysOf(a, after)) compare(out, field.of, a[key], after[key], path + member(key), replace);
  } else if (!sameValue(a, b)) put(out, path, "update", replace);
}

/** A key of a map in a path: `.name`, or `["Content-Type"]` where that would not be a name. */
function member(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** Per index, whether a member stands on one side only. */
interface Unmatched {
  gone: boolean[];
  come: boolean[];
}

/** Members only on one side: those of one index are an update, others come or go. */
function compareMembers(
  out: Out,
  of: Field,
  a: Value[],
  b: Value[],
  { gone, come }: Unmatched,
  path: string,
  force: boolean,
): void {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const at = `${path}[${i}]`;
    if (gone[i] && come[i]) compare(out, of, a[i], b[i], at, force);
    else if (gone[i]) put(out, at, "delete", force);
    else if (come[i]) put(out, at, "add", force);
  }
}

function anywhere(a: Value[], b: Value[]): Unmatched {
  return {
    gone: a.map((item) => !b.some((other) => sameSdk(item, other))),
    come: b.map((item) => !a.some((other) => sameSdk(item, other))),
  };
}

/** A list's members match along its longest common subsequence, so that a move is one that goes and one that comes. */
function inOrder(a: Value[], b: Value[]): Unmatched {
  const length = a.map(() => b.map(() => 0));
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = length[i] as number[];
      row[j] = sameSdk(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const gone = a.map(() => true);
  const come = b.map(() => true);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (sameSdk(a[i], b[j])) {
      gone[i++] = false;
      come[j++] = false;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return { gone, come };
}

/** The older way: parents whose number of members changed, and every leaf. */
function compareFlat(
  out: Out,
  field: Field,
  a: Value | undefined,
  b: Value | undefined,
  path: string,
  force: boolean,
): void {
  const replace = force || forces(field, a, b);
  if (field.type === "list" || field.type === "set") {
    const before = Array.isArray(a) ? a : [];
    const after = Array.isArray(b) ? b : [];
    if (before.length !== after.length) put(out, path, "update", replace);
    for (let i = 0; i < Math.max(before.length, after.length); i++) {
      compareFlat(out, field.of, before[i], after[i], `${path}[${i}]`, replace);
    }
  } else if (field.type === "map" && (isObject(a) || isObject(b))) {
    const before = isObject(a) ? a : {};
    const after = isObject(b) ? b : {};
    if (keysOf(before, {}).length !== keysOf(after, {}).length) put(out, path, "update", replace);
    for (const key of keysOf(before, after))
      compareFlat(out, field.of, before[key], after[key], `${path}.${key}`, replace);
  } else if (field.type === "block" && (isObject(a) || isObject(b))) {
    const before = isObject(a) ? a : {};
    const after = isObject(b) ? b : {};
    for (const key of keysOf(before, after)) {
      const inner = field.fields[key];
      if (inner && !inner.output) compareFlat(out, inner, before[key], after[key], `${path}.${key}`, replace);
    }
  } else if (!sameSdk(a, b)) {
    put(
      out,
      path,
      a === undefined || a === null ? "add" : b === undefined || b === null ? "delete" : "update",
      replace,
    );
  }
}

/** The names that have a value on either side, sorted. */
function keysOf(a: Values, b: Values): string[] {
  return [...new Set([...Object.keys(a).filter((key) => a[key] !== undefined), ...Object.keys(b)])].sort();
}

function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isObject(value: Value | undefined): value is Values {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function forces({ forceNew }: Field, a: Value | undefined, b: Value | undefined): boolean {
  return typeof forceNew === "function" ? forceNew(a, b) : forceNew === true;
}
