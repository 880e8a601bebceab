/**
 * A monitor as the linter sees it, whatever it came from: the vendor's JSON, Terraform, the catalog. Names and values are
 * the API's; text of another tool (`${…}`) may stand anywhere and is never judged.
 */

import type { Span } from "../../diagnostics/index";
import type { TextSpan } from "../text/index";

export interface MonitorInput {
  type: string;
  query: string;
  name?: string;
  message?: string;
  tags?: readonly unknown[];
  priority?: unknown;
  options?: Readonly<Record<string, unknown>>;
  id?: string | number;
  /** How findings call it; default its name. */
  subject?: string;
  file?: string;
  /**
   * Where a value stands in its file: `options.thresholds.critical`, or a part of the text at `query`. Absent, or undefined for
   * a path: findings have places inside the text itself (query, message) and none elsewhere.
   */
  locate?: (path: string, span?: TextSpan) => Located | undefined;
}

/** A place; with another file than the monitor's, or another path, where that is what caused the value. */
export interface Located extends Span {
  file?: string;
  path?: string;
}

/** A whole number or fraction given as such or as text (Terraform writes `"90"`); undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** True and `"true"`. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
