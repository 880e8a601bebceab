/**
 * Reading bodies: a value is there, absent, or not known: before deployment, or for good where it is secret. What is not known must never
 * pass for fine, so every reader gives it back as it is, and who reads has to say what follows.
 */

import type { Body, BodyValue, JsonText, Ref, TextWithRefs } from "../model/index";

/** What a body holds in place of a value that only the deployment will know and of which nothing else is known. */
export const NOT_KNOWN = { $unknown: true } as const;

export const UNKNOWN = Symbol("not known");
export type Unknown = typeof UNKNOWN;

/** A value of which nothing is known: neither what it is nor which resource it comes from. A secret is there and may not be read. */
export function isUnknown(value: BodyValue | undefined): boolean {
  return isObject(value) && (value.$unknown === true || isSecret(value));
}

/** Whether a secret stands at a path, which no rule reads and no later run decides. */
export function secretAt(body: Body, path: string): boolean {
  const value = path.split(".").reduce<BodyValue | undefined>((found, step) => {
    if (isSecret(found)) return found;
    if (Array.isArray(found)) return found[Number(step)];
    return isObject(found) ? found[step] : undefined;
  }, body);
  return isSecret(value);
}

function isSecret(value: BodyValue | undefined): boolean {
  return isObject(value) && typeof value.$secret === "string";
}

/** What stands at a path such as `rules.0.targets`; undefined where anything on the way is absent. */
export function valueAt(body: Body, path: string): BodyValue | undefined | Unknown {
  if (!path.includes(".") && !isUnknown(body)) return known(body[path]);
  let value: BodyValue | undefined = body;
  for (const step of path.split(".")) {
    if (isUnknown(value)) return UNKNOWN;
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value)) value = value[step];
    else return undefined;
  }
  return known(value);
}

function known(value: BodyValue | undefined): BodyValue | undefined | Unknown {
  return isUnknown(value) ? UNKNOWN : value;
}

/** A text; where other resources' outputs stand in it, `{kind/key}` stands for them. */
export function textAt(body: Body, path: string): string | undefined | Unknown {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (isObject(value) && Array.isArray(value.$text))
    return (value as unknown as TextWithRefs).$text
      .map((part) => (typeof part === "string" ? part : `{${part.$ref}}`))
      .join("");
  return undefined;
}

/** A number, also where the vendor takes it as text. */
export function numberAt(body: Body, path: string): number | undefined | Unknown {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : undefined;
}

/** The items of a list; one item may be unknown while the others are known. An absent list is empty. */
export function itemsAt(body: Body, path: string): (BodyValue | Unknown)[] | Unknown {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  return Array.isArray(value) ? value.map((item) => (isUnknown(item) ? UNKNOWN : item)) : [];
}

/** The reference that stands at a path. */
export function refAt(body: Body, path: string): Ref | undefined | Unknown {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  return isRef(value) ? value : undefined;
}

export function isRef(value: BodyValue | undefined | Unknown): value is BodyValue & Ref {
  return isObject(value) && typeof value.$ref === "string";
}

/** What a property that takes JSON as text holds; of a text that is no JSON nothing is known. */
export function jsonAt(body: Body, path: string): Body | undefined | Unknown {
  const value = valueAt(body, path);
  if (value === UNKNOWN) return UNKNOWN;
  if (typeof value === "string") return parsed(value);
  return isObject(value) && isObject(value.$json) ? (value as unknown as JsonText).$json : undefined;
}

function parsed(text: string): Body | Unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
