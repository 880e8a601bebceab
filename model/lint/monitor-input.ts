/**
 * Compiled monitors and objectives as the linter reads them: the API's names and values. References become ids made up for
 * the run, so that a composite finds its members and a burn rate its objective. Decides nothing.
 */

import type { DetectionInput, MonitorInput, ObjectiveInput } from "../../query/index";
import { address, type Body, type BodyValue, type Ref, type Spec, type SpecAddress } from "../spec";

/** A number for every resource of an environment that another can refer to. */
export type Ids = ReadonlyMap<SpecAddress, string>;

/** Objectives have ids of 32 hexadecimal digits, everything else numbers. */
export function idsOf(specs: readonly Spec[]): Ids {
  return new Map(
    specs.map((spec, index) => {
      const id = String(index + 1);
      return [address(spec), spec.kind === "datadog/slo" ? id.padStart(32, "0") : id];
    }),
  );
}

/** Names of the API that are not the property in snake_case. */
const WIRE: Readonly<Record<string, string>> = {
  monitorThresholds: "thresholds",
  monitorThresholdWindows: "threshold_windows",
  notifyBies: "notify_by",
};

export function monitorInput(spec: Spec, ids: Ids): MonitorInput {
  const { name, type, query, message, tags, priority, ...options } = spec.body;
  return {
    id: ids.get(address(spec)) ?? "",
    type: textOf(type, ids),
    query: textOf(query, ids),
    name: textOf(name, ids),
    message: textOf(message, ids),
    ...(Array.isArray(tags) && { tags }),
    ...(priority !== undefined && { priority }),
    options: onWire(options, ids),
    subject: spec.key,
  };
}

export function objectiveInput(spec: Spec, ids: Ids): ObjectiveInput {
  const { name, type, thresholds, query, sliSpecification: slices, tags } = spec.body;
  return {
    type: textOf(type, ids),
    name: textOf(name, ids),
    ...(Array.isArray(thresholds) && { thresholds: thresholds.map((one) => wireValue(one, ids)) }),
    ...(query !== undefined && { query: wireValue(query, ids) }),
    ...(slices !== undefined && { sli_specification: wireValue(slices, ids) }),
    ...(Array.isArray(tags) && { tags }),
    subject: spec.key,
  };
}

/** The API of detection rules writes its properties as the body does. */
export function detectionInput(spec: Spec): DetectionInput {
  const { name, queries, cases, options } = spec.body;
  return {
    name: typeof name === "string" ? name : spec.key,
    ...(Array.isArray(queries) && { queries }),
    ...(Array.isArray(cases) && { cases }),
    options,
    subject: spec.key,
  };
}

function onWire(body: Body, ids: Ids): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      wireName(name),
      name === "variables" ? variables(value, ids) : wireValue(value, ids),
    ]),
  );
}

/** The API has one list of what a formula names, where the plugin has one for each kind. */
function variables(lists: BodyValue, ids: Ids): unknown[] {
  return typeof lists === "object" && lists !== null
    ? Object.values(lists).flatMap((list) => wireValue(list, ids))
    : [];
}

function wireName(property: string): string {
  return WIRE[property] ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function wireValue(value: BodyValue, ids: Ids): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => wireValue(item, ids));
  if ("$ref" in value || "$text" in value) return textOf(value, ids);
  return onWire(value as Body, ids);
}

/** Text as it will be sent; the empty text for what is none. */
function textOf(value: BodyValue | undefined, ids: Ids): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value === undefined ? "" : `${value}`;
  if ("$ref" in value) return ids.get((value as unknown as Ref).$ref) ?? "";
  if ("$text" in value)
    return (value as { $text: (string | Ref)[] }).$text.map((part) => textOf(part as BodyValue, ids)).join("");
  return "";
}
