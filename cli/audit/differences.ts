/** Where a body from a state is not the body that the catalog compiles to: paths as the engine writes them, both values. Pure. */

import type { PropertyChange } from "../../engine/index";
import type { Body, BodyValue } from "../../model/index";

/** `old` is what the state has, `new` what the catalog says. */
export function differences(state: Body, catalog: Body): PropertyChange[] {
  return inside(state, catalog, "");
}

function inside(state: BodyValue | undefined, catalog: BodyValue | undefined, path: string): PropertyChange[] {
  if (same(state, catalog)) return [];
  if (Array.isArray(state) && Array.isArray(catalog) && state.length === catalog.length)
    return state.flatMap((item, index) => inside(item, catalog[index], `${path}[${index}]`));
  if (isPlain(state) && isPlain(catalog))
    return [...new Set([...Object.keys(state), ...Object.keys(catalog)])]
      .sort()
      .flatMap((name) => inside(state[name], catalog[name], path === "" ? name : `${path}.${name}`));
  const [left, right] = [state, catalog].map(jsonIn);
  if (left && right && inside(left, right, "").length === 0) return [];
  if (JSON.stringify(state) === JSON.stringify(catalog)) return [];
  return [{ path, kind: "update", old: shown(state), new: shown(catalog), replaces: false }];
}

/** As a value that people read: references by what they lead to. */
function shown(value: BodyValue | undefined): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (!isObject(value)) return value;
  if (typeof value.$ref === "string") return `{${value.$ref}}`;
  if (typeof value.$secret === "string") return "(secret)";
  if (Array.isArray(value.$text)) return value.$text.map(shown).join("");
  const json = jsonIn(value);
  if (json) return JSON.stringify(shown(json));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item)]));
}

function jsonIn(value: BodyValue | undefined): Body | undefined {
  return isObject(value) && isObject(value.$json) ? value.$json : undefined;
}

/** A vendor takes numbers as texts, and nothing for an empty list or text. */
function same(a: BodyValue | undefined, b: BodyValue | undefined): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  return isScalar(a) && isScalar(b) && String(a) === String(b);
}

function isEmpty(value: BodyValue | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isScalar(value: BodyValue | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** References, secrets and texts that stand for JSON are compared whole. */
function isPlain(value: BodyValue | undefined): value is Body {
  return isObject(value) && !["$ref", "$text", "$json", "$secret", "$unknown"].some((name) => name in value);
}

function isObject(value: BodyValue | undefined): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
