/**
 * Check: what the plugin says about inputs before anything is planned. Fills in defaults, turns texts into the numbers
 * a property wants (and back), and lists every problem at once. Asks no vendor.
 */

import { createHash } from "node:crypto";
import { type Field, type Fields, type Kind, UNKNOWN, type Value, type Values, wireName } from "../../vendors/index";
import { hasUnknown } from "./values";

export interface Failure {
  property: string;
  reason: string;
}

export interface Checked {
  inputs: Values;
  failures: Failure[];
}

interface Context {
  kind: Kind;
  resource: string;
  failures: Failure[];
  seed: Uint8Array;
}

/** `priorInputs` are the checked inputs of the resource as it is, empty for a new one. */
export function check(kind: Kind, resource: string, priorInputs: Values, news: Values, seed: Uint8Array): Checked {
  const context: Context = { kind, resource, failures: [], seed };
  const inputs = checkFields(context, kind.fields, news, priorInputs, "");
  const whole = kind.check && !hasUnknown(inputs) ? kind.check(inputs) : [];
  for (const { property, reason } of whole) fail(context, reason, property);
  return { inputs, failures: context.failures };
}

function checkFields(context: Context, fields: Fields, news: Values, priors: Values, path: string): Values {
  const inputs: Values = {};
  const defaults: string[] = [];
  for (const name of Object.keys(news).sort()) {
    const value = news[name];
    if (name.startsWith("__") || value === undefined || value === null) continue;
    const field = fields[name];
    const at = path === "" ? name : `${path}.${name}`;
    if (!field) fail(context, "Invalid or unknown key.", at);
    else if (field.output)
      fail(context, `Value for unconfigurable attribute. Can't configure a value for "${wireName(name, field)}".`, at);
    else inputs[name] = checkValue(context, field, value, priors[name], at);
  }
  for (const [name, field] of Object.entries(fields)) {
    const at = path === "" ? name : `${path}.${name}`;
    if (inputs[name] === undefined) {
      const value = defaultOf(context, name, field, priors);
      if (value !== undefined && !conflicts(fields, field, inputs)) {
        inputs[name] = value;
        defaults.push(name);
      } else if (field.required) {
        fail(
          context,
          `Missing required argument. The argument "${wireName(name, field)}" is required, but no definition was found..`,
          at,
        );
      }
    } else {
      for (const other of (field.conflictsWith ?? []).filter((other) => inputs[other] !== undefined)) {
        fail(
          context,
          `Conflicting configuration arguments. "${wireName(name, field)}": conflicts with ${wireName(other, fields[other] as Field)}.`,
          at,
        );
      }
    }
  }
  if (context.kind.flavour !== "framework") inputs.__defaults = defaults.sort();
  return inputs;
}

function conflicts(fields: Fields, field: Field, inputs: Values): boolean {
  const rivals = Object.entries(fields).filter(([name]) => inputs[name] !== undefined);
  return (
    (field.conflictsWith ?? []).some((other) => inputs[other] !== undefined) ||
    rivals.some(([, rival]) => rival.conflictsWith?.some((other) => fields[other] === field))
  );
}

function defaultOf(context: Context, name: string, field: Field, priors: Values): Value | undefined {
  if (field.autoname) {
    // The framework's plugins do not list their defaults, and keep whatever name there was.
    const listed = Array.isArray(priors.__defaults) && priors.__defaults.includes(name);
    const before = listed || context.kind.flavour === "framework" ? priors[name] : undefined;
    return before ?? `${context.resource}-${randomHex(context.seed, 7)}`;
  }
  return field.default;
}

function randomHex(seed: Uint8Array, digits: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, digits);
}

function checkValue(context: Context, field: Field, value: Value, prior: Value | undefined, path: string): Value {
  if (value === UNKNOWN) return value;
  const converted = convert(field, value);
  if (converted === undefined) {
    fail(context, `${expected(field)}, got ${JSON.stringify(value)}.`, path);
    return value;
  }
  const reason = problem(field, converted);
  if (reason) fail(context, reason, path);
  if (field.type === "block") {
    const before = prior !== null && typeof prior === "object" && !Array.isArray(prior) ? prior : {};
    return checkFields(context, field.fields, converted as Values, before, path);
  }
  if (field.type === "list" || field.type === "set") {
    const items = converted as Value[];
    const before = Array.isArray(prior) ? prior : [];
    return items.map((item, i) =>
      item === null ? item : checkValue(context, field.of, item, before[i], `${path}[${i}]`),
    );
  }
  return converted;
}

/** The value as the field's type, undefined when it cannot be. */
function convert(field: Field, value: Value): Value | undefined {
  switch (field.type) {
    case "text":
      return typeof value === "object" ? undefined : String(value);
    case "boolean":
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : undefined;
    case "int":
    case "number": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number !== "number" || Number.isNaN(number)) return undefined;
      return field.type === "int" && !Number.isInteger(number) ? undefined : number;
    }
    case "list":
    case "set":
      return Array.isArray(value) ? value : undefined;
    case "map": {
      if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
      const of = field.of;
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          item === UNKNOWN ? item : (convert(of, item ?? null) ?? item),
        ]),
      );
    }
    case "block":
      return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
    case "json":
      return value;
  }
}

function expected(field: Field): string {
  const names = {
    text: "a text",
    int: "a whole number",
    number: "a number",
    boolean: "true or false",
    list: "a list",
    set: "a list",
    map: "an object",
    block: "an object",
    json: "a value",
  };
  return `Wrong type. Expected ${names[field.type]}`;
}

function problem(field: Field, value: Value): string | undefined {
  if ("oneOf" in field && field.oneOf && !field.oneOf.includes(value as string | number)) {
    return `Invalid enum value. invalid value '${String(value)}': valid values are [${field.oneOf.join(" ")}].`;
  }
  if (field.type === "list" || field.type === "set") {
    const count = (value as Value[]).length;
    if (field.min !== undefined && count < field.min)
      return `Not enough list items. At least ${field.min} required, got ${count}.`;
    if (field.max !== undefined && count > field.max)
      return `Too many list items. No more than ${field.max} allowed, got ${count}.`;
  }
  return field.check?.(value);
}

function fail(context: Context, reason: string, path: string): void {
  context.failures.push({ property: "", reason: `${reason} Examine values at '${context.resource}.${path}'.` });
}
