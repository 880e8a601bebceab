/** How the detection rules' plugin reads an answer: what is optional and comes back empty stays absent. */

import type { Field, Value, Values } from "../kind";
import { UNKNOWN } from "../kind";
import { isZero, list, object } from "../wire";

export const known = (value: Value | undefined): value is Value =>
  value !== undefined && value !== null && value !== UNKNOWN;

/** `before` is what was planned or in state: an explicit zero of it is kept. */
export function read(field: Field | undefined, wire: Value | undefined, before?: Value): Value | undefined {
  if (!field) return undefined;
  switch (field.type) {
    case "block": {
      if (!known(wire)) return undefined;
      const out: Values = {};
      for (const [name, inner] of Object.entries(field.fields)) {
        const value = read(inner, object(wire)[name], object(before)[name]);
        if (value !== undefined) out[name] = value;
      }
      return out;
    }
    case "list":
      if (field.of.type === "block") return list(wire).map((item) => read(field.of, item) ?? {});
      if (field.planDefault !== undefined) return known(wire) ? wire : field.planDefault;
      return isZero(wire) ? undefined : wire;
    default:
      if (field.planDefault !== undefined) return known(wire) ? wire : field.planDefault;
      if (field.required) return wire;
      return isZero(wire) ? (known(before) ? before : undefined) : wire;
  }
}
