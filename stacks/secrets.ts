/** The names of the secrets that a body wants from the stack's configuration. */

import type { BodyValue } from "../model/index";

export function secretsIn(value: BodyValue): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if ("$secret" in value) return typeof value.$secret === "string" ? [value.$secret] : [];
  return Object.values(value).flatMap(secretsIn);
}
