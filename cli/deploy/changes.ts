/** What a run changes, for people: each resource once, each changed value old and new, in the words of the catalog. */

import { safeLine } from "../../diagnostics/index";
import type { Change } from "../../engine/index";
import type { Spec } from "../../model/index";
import { KINDS, type Kind } from "../../vendors/index";
import { around } from "./around";
import { onlyNumbersDiffer, saidOtherwise } from "./message";
import type { Names } from "./names";
import { PROTECTED, renameHints } from "./protection";
import { inWords, type WordedChange } from "./words";

const MARK = { create: "+", import: "+", update: "~", replace: "±", delete: "-", discard: "-" } as const;

const WEIGHT: readonly string[] = ["delete", "discard", "replace", "update", "import", "create"];

/** More created or deleted resources than this are counted by kind instead of named. */
const NAMED = 20;
const KIND_OF_TOKEN = new Map(Object.values(KINDS).map((kind) => [kind.token, kind]));

/** Longest value shown of either side. */
const WIDTH = 34;
/** Longest two sides of a list together before they are cut to where they differ. */
const LIST_WIDTH = 240;

interface Shown {
  names?: Names | undefined;
  /** Whether to mark what a real deployment of this environment would refuse. */
  protects?: boolean | undefined;
}

/** One change for machines, complete: nothing is counted or cut. */
export interface ListedChange {
  environment: string;
  /** Like `datadog/monitor`. */
  kind: string;
  /** The resource's name, which is its key in `watchbill render`. */
  name: string;
  op: keyof typeof MARK;
  status: Change["status"];
  /** Where the catalog says it; absent when it is no longer in the catalog. */
  source?: { file: string; line: number };
  /** Only in the sandbox: a real deployment would refuse, since the environment protects what has history. */
  protected?: true;
  /** What changes in it; empty where it is created or deleted. */
  properties: WordedChange[];
}

/** The changes of one environment, in the order in which they are shown. Secrets are `(secret)`. */
export function listChanges(
  environment: string,
  changes: readonly Change[],
  specs: readonly Spec[],
  { names, protects = false }: Shown = {},
): ListedChange[] {
  const bySpec = specsByKind(specs);
  return relevantOf(changes).map((change) => {
    const kind = kindOf(change.type)?.name ?? change.type;
    const spec = bySpec.get(`${kind}/${change.name}`);
    return {
      environment,
      kind,
      name: change.name,
      op: change.op as keyof typeof MARK,
      status: change.status,
      ...(spec && { source: { file: spec.source.file, line: spec.source.line } }),
      ...(protects && isRefused(change) && { protected: true as const }),
      properties: inWords(change.properties, spec, names),
    };
  });
}

function specsByKind(specs: readonly Spec[]): Map<string, Spec> {
  return new Map(specs.map((spec) => [`${spec.kind}/${spec.key}`, spec]));
}

function relevantOf(changes: readonly Change[]): Change[] {
  return changes.filter(({ op, type }) => op in MARK && kindOf(type) !== undefined).sort(byWeight);
}

/** Lines for the changes of one environment; empty when nothing changes. */
export function describeChanges(
  changes: readonly Change[],
  specs: readonly Spec[],
  { names, protects = false }: Shown = {},
): string[] {
  const bySpec = specsByKind(specs);
  const relevant = relevantOf(changes);
  const [many, few] = partition(relevant, protects);
  const told = few.map((change) => {
    const kind = kindOf(change.type);
    const spec = bySpec.get(`${kind?.name}/${change.name}`);
    const failed = change.status === "done" ? "" : change.status === "failed" ? "  (failed)" : "  (not finished)";
    const refused = protects && isRefused(change) ? "  (protected: a real up would refuse)" : "";
    const source = spec ? `  ${spec.source.file}:${spec.source.line}` : "";
    const head = `${MARK[change.op as keyof typeof MARK]} ${kind?.title} ${change.name}${failed}${refused}`;
    return {
      type: change.type,
      head: `  ${safeLine(head)}${safeLine(source)}`,
      lines: forPeople(inWords(change.properties, spec, names)).map(lineOf),
    };
  });
  return [
    ...many,
    ...grouped(told),
    ...(relevant.some(({ op }) => op === "replace") ? ["  (± is replaced: deleted and made again)"] : []),
    ...renameHints(changes).map((hint) => `  ${safeLine(hint)}`),
  ];
}

interface ToldChange {
  type: string;
  head: string;
  lines: readonly string[];
}

/** From as many resources in a row on the same lines are told once. */
const SAME = 3;

function grouped(told: readonly ToldChange[]): string[] {
  const groups: ToldChange[][] = [];
  const keyOf = ({ type, lines }: ToldChange) => [type, ...lines].join("\n");
  for (const one of told) {
    const group = groups.at(-1);
    if (group?.[0] && keyOf(group[0]) === keyOf(one)) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => {
    const lines = group[0]?.lines ?? [];
    if (group.length < SAME || lines.length === 0) return group.flatMap((one) => [one.head, ...one.lines]);
    return [
      ...group.map(({ head }) => head),
      `      each of these ${group.length}:`,
      ...lines.map((line) => `  ${line}`),
    ];
  });
}

/** Without what a monitor's message repeats of the other changes: who is told, and the numbers of thresholds. */
function forPeople(changes: readonly WordedChange[]): WordedChange[] {
  const tells = changes.some(({ name, property }) => name !== undefined && property !== "message");
  return changes.flatMap((change) => {
    const { name, old, new: next, property } = change;
    if (property !== "message" || name !== undefined || typeof old !== "string" || typeof next !== "string")
      return [change];
    const said = saidOtherwise(old, next);
    if (said === undefined) return changes.length > 1 ? [] : [change];
    return tells && onlyNumbersDiffer(said.old, said.new) ? [] : [{ ...change, ...said }];
  });
}

/** Whether a real deployment refuses it where the environment protects what has history. */
function isRefused({ op, type }: Change): boolean {
  const kind = kindOf(type);
  return (op === "delete" || op === "replace") && kind !== undefined && PROTECTED.has(kind.name);
}

/** What goes away first, what is new last; within that by kind and name, whatever order the engine took. */
function byWeight(a: Change, b: Change): number {
  const weight = (op: Change["op"]) => WEIGHT.indexOf(op);
  const name = ({ type, name }: Change) => `${kindOf(type)?.name}/${name}`;
  return weight(a.op) - weight(b.op) || (name(a) < name(b) ? -1 : 1);
}

/** Long lists of one kind become one line each; the rest is named. */
function partition(changes: readonly Change[], protects: boolean): [string[], Change[]] {
  const counted: string[] = [];
  const named: Change[] = [];
  for (const op of Object.keys(MARK) as (keyof typeof MARK)[]) {
    const ofOp = changes.filter((change) => change.op === op);
    const whole = ofOp.filter(
      (change) => change.status === "done" && change.properties.length === 0 && !(protects && isRefused(change)),
    );
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

function lineOf({ property, name, old, new: next }: WordedChange): string {
  const [before, after] = beside(text(old), text(next), isList(old) || isList(next));
  return `      ${safeLine(name ?? property)}: ${before} → ${after}`;
}

function text(value: unknown): string {
  if (value === undefined || value === null || value === "") return "(none)";
  if (isList(value)) return value.length === 0 ? "(none)" : safeLine(value.join(", "));
  return safeLine(
    typeof value === "string"
      ? value
      : JSON.stringify(value, (name, part) => (name === "__defaults" ? undefined : part)),
  );
}

/** A list of names or numbers, which is read as a whole. */
function isList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((member) => typeof member !== "object" || member === null);
}

function beside(before: string, after: string, lists: boolean): [string, string] {
  return lists && before.length + after.length <= LIST_WIDTH ? [before, after] : around(before, after, WIDTH);
}

function kindOf(type: string): Kind | undefined {
  return KIND_OF_TOKEN.get(type);
}
