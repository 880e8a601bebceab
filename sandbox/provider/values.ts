/** Between the engine's property values and plain ones: secrets are opened and remembered, unknowns stay the sentinel. */

import { UNKNOWN, type Value, type Values } from "../../vendors/index";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

export interface Opened {
  values: Values;
  /** Top-level properties that were secret, or held a secret somewhere inside. */
  secrets: Set<string>;
}

export function open(properties: Values): Opened {
  const secrets = new Set<string>();
  const values: Values = {};
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    const found = { secret: false };
    values[name] = openValue(value, found);
    if (found.secret) secrets.add(name);
  }
  return { values, secrets };
}

function openValue(value: Value, found: { secret: boolean }): Value {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => openValue(item, found));
  const signature = value[SIGNATURE];
  if (signature === SECRET) {
    found.secret = true;
    return openValue(value.value ?? null, found);
  }
  if (signature === OUTPUT) {
    if (value.secret === true) found.secret = true;
    return value.value === undefined ? UNKNOWN : openValue(value.value, found);
  }
  const out: Values = {};
  for (const [name, item] of Object.entries(value)) if (item !== undefined) out[name] = openValue(item, found);
  return out;
}

/** Wraps the named properties as secrets and drops absent ones. */
export function seal(values: Values, secrets: ReadonlySet<string>): Values {
  const out: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    out[name] = secrets.has(name) && value !== null ? { [SIGNATURE]: SECRET, value } : value;
  }
  return out;
}

export function hasUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) return true;
  if (value === undefined || value === null || typeof value !== "object") return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(hasUnknown);
}

/** Same JSON, whatever the order of keys; absent and `null` members of objects are one. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || a === null) return b === undefined || b === null;
  if (b === undefined || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  for (const name in a) if (!sameValue(a[name], b[name])) return false;
  for (const name in b) if (!(name in a) && b[name] !== undefined && b[name] !== null) return false;
  return true;
}

export function byCodePoint(a: string, b: string): number {
  const left = Buffer.from(a);
  return left.compare(Buffer.from(b));
}
