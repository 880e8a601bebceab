/** Short words for the tables of fields, so that a kind's table reads like the vendor's documentation. */

import type { BlockField, CollectionField, Field, Fields, ScalarField } from "./kind";

type More<F extends Field> = Omit<F, "type" | "of" | "fields">;

export const str = (more: More<ScalarField> = {}): ScalarField => ({ type: "text", ...more });
export const int = (more: More<ScalarField> = {}): ScalarField => ({ type: "int", ...more });
export const num = (more: More<ScalarField> = {}): ScalarField => ({ type: "number", ...more });
export const bool = (more: More<ScalarField> = {}): ScalarField => ({ type: "boolean", ...more });
export const listOf = (of: Field, more: More<CollectionField> = {}): CollectionField => ({ type: "list", of, ...more });
export const setOf = (of: Field, more: More<CollectionField> = {}): CollectionField => ({ type: "set", of, ...more });
export const mapOf = (of: Field, more: More<CollectionField> = {}): CollectionField => ({ type: "map", of, ...more });
export const block = (fields: Fields, more: More<BlockField> = {}): BlockField => ({ type: "block", fields, ...more });

/** A check that a number lies between two, in the plugin's words. */
export function between(low: number, high: number): (value: unknown) => string | undefined {
  return (value) =>
    typeof value === "number" && (value < low || value > high)
      ? `expected a value in the range (${low} - ${high}), got ${value}.`
      : undefined;
}
