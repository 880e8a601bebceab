/**
 * The plan: what a resource is to be, from its checked inputs and its state, by the rules of the plugin's flavour. Pure.
 * `sdk`: zero, "" and [] count as absent, so they never differ from one another. `framework`: they do, and a computed
 * field the program leaves out is unknown as soon as something else changes.
 */

import { type Field, type Fields, isZero, type Kind, UNKNOWN, type Value, type Values } from "../../vendors/index";
import { byCodePoint, sameValue } from "./values";

export function planOf(kind: Kind, inputs: Values, prior: Values, creating: boolean): Values {
  const scope: Scope = { kind, prior, inputs, creating };
  const planned = planFields(scope, kind.fields, inputs, prior);
  if (kind.flavour !== "framework" || creating) return planned;
  const changed = Object.keys(kind.fields).some((name) => !sameFramework(planned[name], prior[name]));
  return changed ? markComputed(kind.fields, inputs, planned) : planned;
}

interface Scope {
  kind: Kind;
  prior: Values;
  inputs: Values;
  creating: boolean;
}

function planFields(scope: Scope, fields: Fields, inputs: Values, prior: Values): Values {
  const planned: Values = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = planField(scope, field, inputs[name], prior[name]);
    if (value !== undefined) planned[name] = value;
  }
  return planned;
}

function planField(scope: Scope, field: Field, input: Value | undefined, prior: Value | undefined): Value | undefined {
  if (input === UNKNOWN) return UNKNOWN;
  const framework = scope.kind.flavour === "framework";
  const given = input ?? field.planDefault;
  if (given === undefined || given === null) return planAbsent(scope, field, prior);
  const next = planGiven(scope, field, given, prior);
  if (!(scope.creating && framework) && field.same?.(prior, next, { prior: scope.prior, next: scope.inputs }))
    return prior;
  if (scope.creating) return next;
  if (!framework && isZero(next) && isZero(prior)) return field.type === "block" ? next : prior;
  return next;
}

function planAbsent(scope: Scope, field: Field, prior: Value | undefined): Value | undefined {
  if (field.computed || field.output) return prior;
  if (scope.kind.flavour === "framework") return field.type === "list" && field.of.type === "block" ? [] : undefined;
  if (field.same?.(prior, undefined, { prior: scope.prior, next: scope.inputs })) return prior;
  return isZero(prior) && field.type !== "block" ? prior : undefined;
}

function planGiven(scope: Scope, field: Field, value: Value, prior: Value | undefined): Value {
  const stored = field.store ? field.store(value) : value;
  switch (field.type) {
    case "block":
      return planFields(scope, field.fields, asObject(stored), asObject(prior));
    case "list": {
      const before = Array.isArray(prior) ? prior : [];
      return asList(stored).map((item, i) => planItem(scope, field.of, item, before[i]));
    }
    case "set":
      return planSet(scope, field.of, asList(stored), Array.isArray(prior) ? prior : []);
    default:
      return stored;
  }
}

function planItem(scope: Scope, of: Field, item: Value, prior: Value | undefined): Value {
  if (item === UNKNOWN || item === null) return item;
  return planField(scope, of, item, prior) ?? item;
}

/** Scalars are sorted and single; members of the state that are equal keep their spelling. */
function planSet(scope: Scope, of: Field, items: Value[], before: Value[]): Value[] {
  if (of.type === "block") {
    return items.map((item) => {
      const next = planItem({ ...scope, creating: true }, of, item, undefined);
      return before.find((old) => scope.kind.flavour !== "framework" && sameSdk(old, next)) ?? next;
    });
  }
  const single = [...new Set(items.map((item) => (of.store ? of.store(item) : item)))];
  return single.sort((a, b) => byCodePoint(String(a), String(b)));
}

/** Computed fields that the program leaves out are not known once something changes. */
function markComputed(fields: Fields, inputs: Values, planned: Values): Values {
  const out: Values = { ...planned };
  for (const [name, field] of Object.entries(fields)) {
    const input = inputs[name];
    const given = input !== undefined && input !== null;
    if (!given && (field.computed || field.output) && !field.keep && field.planDefault === undefined)
      out[name] = UNKNOWN;
    else if (given && field.type === "block" && input !== UNKNOWN) {
      out[name] = markComputed(field.fields, asObject(input), asObject(planned[name]));
    } else if (given && field.type === "list" && field.of.type === "block" && Array.isArray(input)) {
      const of = field.of.fields;
      const items = asList(planned[name]);
      out[name] = items.map((item, i) => markComputed(of, asObject(input[i]), asObject(item)));
    }
  }
  return out;
}

/** Equal where zero, "", [] and absent are one. */
export function sameSdk(a: Value | undefined, b: Value | undefined): boolean {
  if (isZero(a) && isZero(b)) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameSdk(item, b[i]));
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => sameSdk(a[name], b[name]));
}

export function sameFramework(a: Value | undefined, b: Value | undefined): boolean {
  return sameValue(a, b);
}

function asObject(value: Value | undefined): Values {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

function asList(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}
