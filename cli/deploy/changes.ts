/** What a run changes, for people: each resource once, each changed value old and new, in the words of the catalog. */

import { safeLine, shorten } from "../../diagnostics/index";
import type { Change, PropertyChange } from "../../engine/index";
import { inUnit, type Spec } from "../../model/index";
import { KINDS, type Kind } from "../../vendors/index";

const MARK = { create: "+", import: "+", update: "~", replace: "±", delete: "-", discard: "-" } as const;

const WEIGHT: readonly string[] = ["delete", "discard", "replace", "update", "import", "create"];

/** More created or deleted resources than this are counted by kind instead of named. */
const NAMED = 20;
const KIND_OF_TOKEN = new Map(Object.values(KINDS).map((kind) => [kind.token, kind]));

/** Longest value shown of either side. */
const WIDTH = 34;

/** Lines for the changes of one environment; empty when nothing changes. */
export function describeChanges(changes: readonly Change[], specs: readonly Spec[]): string[] {
  const bySpec = new Map(specs.map((spec) => [`${spec.kind}/${spec.key}`, spec]));
  const relevant = changes.filter(({ op, type }) => op in MARK && kindOf(type) !== undefined).sort(byWeight);
  const [many, few] = partition(relevant);
  return [
    ...many,
    ...few.flatMap((change) => {
      const kind = kindOf(change.type);
      const spec = bySpec.get(`${kind?.name}/${change.name}`);
      const failed = change.status === "done" ? "" : change.status === "failed" ? "  (failed)" : "  (not finished)";
      const source = spec ? `  ${spec.source.file}:${spec.source.line}` : "";
      const head = `${MARK[change.op as keyof typeof MARK]} ${kind?.title} ${change.name}${failed}`;
      return [
        `  ${safeLine(head)}${safeLine(source)}`,
        ...change.properties.flatMap((property) => linesOf(property, spec)),
      ];
    }),
  ];
}

/** What goes away first, what is new last; within that by kind and name, whatever order the engine took. */
function byWeight(a: Change, b: Change): number {
  const weight = (op: Change["op"]) => WEIGHT.indexOf(op);
  const name = ({ type, name }: Change) => `${kindOf(type)?.name}/${name}`;
  return weight(a.op) - weight(b.op) || (name(a) < name(b) ? -1 : 1);
}

/** Long lists of one kind become one line each; the rest is named. */
function partition(changes: readonly Change[]): [string[], Change[]] {
  const counted: string[] = [];
  const named: Change[] = [];
  for (const op of Object.keys(MARK) as (keyof typeof MARK)[]) {
    const ofOp = changes.filter((change) => change.op === op);
    const whole = ofOp.filter(({ status, properties }) => status === "done" && properties.length === 0);
    if (whole.length <= NAMED) {
      named.push(...ofOp);
      continue;
    }
    named.push(...ofOp.filter((change) => !whole.includes(change)));
    const counts = new Map<string, number>();
    for (const { type } of whole) counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [type, count] of [...counts].sort()) counted.push(`  ${MARK[op]} ${kindOf(type)?.title}: ${count}`);
  }
  return [counted, named];
}

function linesOf(property: PropertyChange, spec: Spec | undefined): string[] {
  const inside = jsonChanges(property);
  if (inside) return inside.flatMap((change) => linesOf(change, spec));
  const words = spec?.words?.[property.path];
  const path = words?.path ?? property.path;
  if (words?.unit !== undefined) return [line(path, shown(property.old, words.unit), shown(property.new, words.unit))];
  return [line(path, ...around(text(property.old), text(property.new)))];
}

function line(path: string, before: string, after: string): string {
  return `      ${safeLine(path)}: ${before} → ${after}`;
}

/** Texts that hold JSON (dashboards) are compared inside. */
function jsonChanges({ path, old, new: next, replaces }: PropertyChange): PropertyChange[] | undefined {
  const before = parsed(old);
  const after = parsed(next);
  if (before === undefined || after === undefined) return undefined;
  return leafChanges(before, after, path).map((change) => ({ ...change, replaces }));
}

function parsed(value: unknown): object | undefined {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function leafChanges(before: unknown, after: unknown, path: string): Omit<PropertyChange, "replaces">[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => leafChanges(before[key], after[key], `${path}.${key}`));
  }
  return [{ path, kind: "update", old: before, new: after }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown, unit: string): string {
  const number = value === undefined || value === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? inUnit(number, unit) : text(value);
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === "") return "(none)";
  return safeLine(typeof value === "string" ? value : JSON.stringify(value));
}

/** Two texts cut to where they differ, so that the difference shows. */
function around(before: string, after: string): [string, string] {
  if (before.length <= WIDTH && after.length <= WIDTH) return [before, after];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  let sameEnd = 0;
  const most = Math.min(before.length, after.length) - same;
  while (sameEnd < most && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd += 1;
  return [cut(before, same, sameEnd), cut(after, same, sameEnd)];
}

/** The part between the common beginning and end, with a little of both, at most WIDTH long. */
function cut(whole: string, same: number, sameEnd: number): string {
  const from = Math.max(0, same - 10);
  const to = Math.min(whole.length, whole.length - sameEnd + 10);
  const part = shorten(whole.slice(from, to), WIDTH);
  return `${from > 0 ? "…" : ""}${part}${to < whole.length ? "…" : ""}`;
}

function kindOf(type: string): Kind | undefined {
  return KIND_OF_TOKEN.get(type);
}
