/**
 * Between a kind's properties and the vendor's JSON, driven by the kind's table. Kinds whose wire form is not a
 * renaming write their own functions and use these for the parts that are.
 */

import type { Field, Fields, Value, Values } from "./kind";

/** `notifyNoData` → `notify_no_data`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function wireName(name: string, field: Field): string {
  return field.wire ?? snakeCase(name);
}

/** The given properties under their wire names; absent ones are left out, `null` is kept, `local` ones never go. */
export function toWire(fields: Fields, values: Values): Values {
  const out: Values = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name];
    if (value === undefined || field.local || field.output) continue;
    out[wireName(name, field)] = valueToWire(field, value);
  }
  return out;
}

function valueToWire(field: Field, value: Value): Value {
  if (value === null) return null;
  if (field.type === "block") return toWire(field.fields, object(value));
  if ((field.type === "list" || field.type === "set") && Array.isArray(value)) {
    return value.map((item) => valueToWire(field.of, item));
  }
  return value;
}

/** The properties of a vendor's answer: unknown wire names are ignored, missing ones are absent. */
export function fromWire(fields: Fields, json: Value | undefined): Values {
  const source = object(json);
  const out: Values = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.local) continue;
    const value = source[wireName(name, field)];
    if (value !== undefined) out[name] = valueFromWire(field, value);
  }
  return out;
}

function valueFromWire(field: Field, value: Value): Value {
  if (value === null) return null;
  if (field.type === "block") return fromWire(field.fields, value);
  if ((field.type === "list" || field.type === "set") && Array.isArray(value)) {
    return value.map((item) => valueFromWire(field.of, item));
  }
  if (field.type === "text" && typeof value !== "object") return String(value);
  return value;
}

/** The value as an object; anything else is an empty one. */
export function object(value: Value | undefined): Values {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** The value as a list; anything else is an empty one. */
export function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text; absent and `null` are "". */
export function text(value: Value | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** True for what the older plugins take for "not given": absent, `null`, "", 0, false, an empty list or object. */
export function isZero(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every((item) => item === undefined || item === null);
}

/** The properties that are not zero. */
export function nonZero(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isZero(value)));
}
