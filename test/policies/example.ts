/**
 * Stacks for the tests of rules: a fragment of a catalog laid over the small catalog in fixtures and compiled, or resources that no
 * catalog made, in Pulumi YAML's words, added to what that catalog makes. Decides nothing about what a rule says of them.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { Diagnostic } from "../../diagnostics/index";
import { type Body, type BodyValue, type CheckedCatalog, checkFiles, type PolicyId } from "../../model/index";
import {
  type Configuration,
  DEFAULTS,
  evaluate,
  offlineStacks,
  type Resource,
  RULES,
  type Stack,
  stackOf,
} from "../../policies/index";
import { KIND_NAMES, KINDS } from "../../vendors/index";

const BASE_FOLDER = join(__dirname, "../fixtures/policies/base");
/** The day on which examples are judged. */
/** The day of the examples; a process of its own is given it by `--require test/fixtures/fixed-date.cjs`. */
export const TODAY = "2026-11-21";

/** Maps merge, lists and values replace, `null` deletes. */
export type Fragment = { [key: string]: unknown };

export function overlaid(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const merged: Fragment = { ...base };
  for (const [key, value] of Object.entries(over))
    if (value === null) delete merged[key];
    else merged[key] = overlaid(merged[key], value);
  return merged;
}

/** The base catalog as one tree. */
export function baseCatalog(): Fragment {
  return readdirSync(BASE_FOLDER)
    .sort()
    .map((name) => parse(readFileSync(join(BASE_FOLDER, name), "utf8")) as Fragment)
    .reduce((all, one) => overlaid(all, one) as Fragment, {});
}

export interface Compiled extends CheckedCatalog {
  /** What its findings' lines are of. */
  text: string;
}

/**
 * The base catalog with a fragment over it, compiled; the fragment's `base` is laid over it instead in the catalog of another checkout, by
 * whose word it is judged. Throws where it is no catalog that a rule would ever see. */
export function compiled({ base, ...fragment }: Fragment = {}, today = TODAY): Compiled {
  const written = (over: Fragment) => stringify(overlaid(baseCatalog(), over), { aliasDuplicateObjects: false });
  const files = (file: string, text: string) => [{ file, bytes: new TextEncoder().encode(text) }];
  const text = written(fragment);
  const checked = checkFiles(files("catalog/example.yaml", text), {
    today,
    ...(base !== undefined && { policiesFrom: files("base/catalog/example.yaml", written(base as Fragment)) }),
  });
  const errors = checked.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return { ...checked, text };
  const lines = errors.map(({ code, line, message }) => `[${code}] line ${line}: ${message}`);
  throw new Error(`the example does not compile:\n${lines.join("\n")}`);
}

/** The stack of an environment for a fragment. */
export function stackFor(fragment: Fragment | CheckedCatalog = {}, environment = "prod"): Stack {
  const checked = isChecked(fragment) ? fragment : compiled(fragment);
  return named(offlineStacks(checked), environment);
}

export interface Declared {
  type: string;
  properties?: Fragment;
}

let base: CheckedCatalog | undefined;

/** The base catalog's stack with resources that no catalog made. */
export function stackWith(declared: Readonly<Record<string, Declared>>, environment = "prod"): Stack {
  base ??= compiled();
  const stack = named(offlineStacks(base), environment);
  const others = KIND_NAMES.flatMap((kind) => stack.ofKind(kind).filter(({ elsewhere }) => elsewhere));
  return stackOf(stack.environment, stack.catalog, [...stack.resources, ...foreign(declared)], others);
}

/** Nothing but resources that no catalog made, where there is no catalog either, so that the stack's name is all that is known of it. */
export function stackWithout(declared: Readonly<Record<string, Declared>>, environment = "prod"): Stack {
  base ??= compiled();
  const known = named(offlineStacks(base), environment).environment;
  return stackOf({ ...known, title: known.name, tag: "" }, undefined, foreign(declared));
}

/** `${name.id}` refers to a resource of the same list, or by `${<kind>/<key>.id}` to one of the catalog's. */
export function foreign(declared: Readonly<Record<string, Declared>>): Resource[] {
  return Object.entries(declared).map(([key, { type, properties = {} }]) => {
    const kind = KIND_NAMES.find((name) => KINDS[name].token === type);
    return { kind, token: type, key, body: bodyOf(properties, declared) as Body, elsewhere: false };
  });
}

function bodyOf(value: unknown, declared: Readonly<Record<string, Declared>>): BodyValue {
  if (Array.isArray(value)) return value.map((item) => bodyOf(item, declared));
  if (typeof value === "string") return textOf(value, declared);
  if (!isMap(value)) return value as BodyValue;
  if ("fn::toJSON" in value) return { $json: bodyOf(value["fn::toJSON"], declared) as Body };
  if ("fn::secret" in value) return { $secret: "example" };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, bodyOf(item, declared)]));
}

/** Not `${env}` of a search, which has no output behind a full stop. */
const REFERENCE = /\$\{([\w/-]+)\.(\w+)\}/g;

function textOf(text: string, declared: Readonly<Record<string, Declared>>): BodyValue {
  const parts = text.split(REFERENCE);
  if (parts.length === 1) return text;
  const all = parts.flatMap((part, place): (string | { $ref: string; output: string })[] => {
    if (place % 3 === 0) return part === "" ? [] : [part];
    if (place % 3 === 2) return [];
    return [{ $ref: addressOf(part, declared), output: parts[place + 1] ?? "id" }];
  });
  const [only] = all;
  return all.length === 1 && only !== undefined ? (only as BodyValue) : ({ $text: all } as unknown as BodyValue);
}

function addressOf(name: string, declared: Readonly<Record<string, Declared>>): string {
  if (name.includes("/")) return name;
  const type = declared[name]?.type;
  const kind = KIND_NAMES.find((one) => KINDS[one].token === type);
  if (!kind) throw new Error(`\${${name}.…}: the example has no resource ${name} of a kind that is known`);
  return `${kind}/${name}`;
}

/** What one rule says of a stack, as it says it itself unless there is a configuration. */
export function saidBy(id: PolicyId, stack: Stack, configuration: Configuration = DEFAULTS): Diagnostic[] {
  const rule = RULES.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return evaluate(stack, [rule], configuration).findings;
}

/** The same in a few words: `violated datadog/monitor/x tags: message`. */
export function wordsOf(findings: readonly Diagnostic[]): string[] {
  return findings.map(({ policy, subject, path, message }) => `${policy?.state} ${subject} ${path ?? "-"}: ${message}`);
}

function named(stacks: readonly Stack[], environment: string): Stack {
  const stack = stacks.find(({ environment: { name } }) => name === environment);
  if (!stack) throw new Error(`the example has no environment ${environment}`);
  return stack;
}

function isChecked(value: Fragment | CheckedCatalog): value is CheckedCatalog {
  return "specs" in value;
}

function isMap(value: unknown): value is Fragment {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
