/**
 * What is wrong with a value, in the words of the PagerDuty plugin, each a sentence. Only findings the plugin itself makes before it asks
 * the vendor belong here; what the vendor refuses is the vendor's to say.
 */

import type { Value } from "../kind";
import { text } from "../wire";
import { TIME_ZONES } from "./time-zones";

type Check = (value: Value) => string | undefined;

const quoted = (values: readonly string[], separator: string) =>
  values.map((value) => JSON.stringify(value)).join(separator);

/** Enum of a resource of the older half of the plugin. */
export const isOneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(text(value))
      ? undefined
      : `${JSON.stringify(value)} is an invalid value. Must be one of []string{${quoted(values, ", ")}}.`;

/** Enum of a resource of the newer half; `attribute` is its Terraform name. */
export const matchesOneOf =
  (attribute: string, values: readonly string[]): Check =>
  (value) =>
    values.includes(text(value))
      ? undefined
      : `Invalid Attribute Value Match. Attribute ${attribute} value must be one of: [${quoted(values, " ")}], got: ${JSON.stringify(value)}.`;

export function outOfRange(attribute: string, value: number, min: number, max: number): string | undefined {
  if (value >= min && value <= max) return undefined;
  return `expected ${attribute} to be in the range (${min} - ${max}), got ${value}.`;
}

export const isTimeZone: Check = (value) =>
  TIME_ZONES.has(text(value))
    ? undefined
    : `${JSON.stringify(value)} is a not valid input. Please refer to the list of allowed Time Zone values at https://developer.pagerduty.com/docs/1afe25e9c94cb-types#time-zone.`;

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

export const isServiceName: Check = (value) => {
  const name = text(value);
  return name !== "" && !UNPRINTABLE.test(name) && !name.endsWith(" ")
    ? undefined
    : "Name can not be blank, nor contain non-printable characters. Trailing white spaces are not allowed either.";
};

/** RFC 3339; `wholeMinutes` as the plugin demands it of ends and virtual starts. */
export function wrongTime(attribute: string, value: string, wholeMinutes: boolean): string | undefined {
  const parts = /^\d{4}-\d\d-\d\dT\d\d:\d\d:(\d\d)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(value);
  if (!parts || Number.isNaN(Date.parse(value))) {
    return `${value} is not a valid format for argument: ${attribute}. Expected format: 2006-01-02T15:04:05Z07:00 (RFC3339).`;
  }
  if (wholeMinutes && parts[1] !== "00") {
    return `please set the time ${value} to a full minute, e.g. 11:23:00, not 11:23:05.`;
  }
  return undefined;
}
