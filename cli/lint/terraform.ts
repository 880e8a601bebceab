/** Terraform's `datadog_monitor` resources in JSON syntax as monitors. `${…}` stays as it is: the linter never judges it. */

import type { Path } from "./json-text";

type Json = Record<string, unknown>;

/** Fields that are the monitor's own; all others are options. */
const OWN = new Set(["name", "type", "query", "message", "tags", "priority"]);
/** Blocks and fields with another name in the API. */
const RENAMED: Readonly<Record<string, string>> = {
  monitor_thresholds: "thresholds",
  monitor_threshold_windows: "threshold_windows",
};
/** Not the API's: they steer the provider. */
const LOCAL = new Set([
  "validate",
  "force_delete",
  "lifecycle",
  "provider",
  "depends_on",
  "count",
  "for_each",
  "timeouts",
]);

export function isTerraform(root: Json): boolean {
  return "resource" in root || "module" in root || "terraform" in root;
}

export function terraformMonitors(root: Json): { input: Json; path: Path }[] {
  return blocks(root.resource, ["resource"]).flatMap(([kinds, at]) =>
    blocks(kinds.datadog_monitor, [...at, "datadog_monitor"]).flatMap(([byName, below]) =>
      Object.entries(byName).flatMap(([name, value]) =>
        blocks(value, [...below, name]).map(([resource, path]) => ({ input: toMonitor(resource, name), path })),
      ),
    ),
  );
}

/** A block may be written as an object or as a list of objects. */
function blocks(value: unknown, path: Path): [Json, Path][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => blocks(item, [...path, index]));
  return typeof value === "object" && value !== null ? [[value as Json, path]] : [];
}

function toMonitor(resource: Json, name: string): Json {
  const monitor: Json = { type: "", query: "", subject: `datadog_monitor.${name}` };
  const options: Json = {};
  for (const [key, value] of Object.entries(resource)) {
    if (OWN.has(key)) monitor[key] = value;
    else if (!LOCAL.has(key)) options[RENAMED[key] ?? key] = single(key, value);
  }
  // The provider's own default; the API's is false.
  options.require_full_window ??= true;
  return { ...monitor, options };
}

function single(key: string, value: unknown): unknown {
  return key in RENAMED && Array.isArray(value) ? value[0] : value;
}

/** Where a value of the monitor stands in the resource: `options.thresholds.critical` is `monitor_thresholds.critical`. */
export function fieldOf(path: string): Path {
  const [first = "", ...rest] = path.split(".");
  if (first !== "options") return [first, ...rest];
  const [field = "", ...below] = rest;
  const original = Object.entries(RENAMED).find(([, api]) => api === field)?.[0] ?? field;
  return [original, ...below];
}
