/**
 * Terraform's `datadog_monitor` and `datadog_service_level_objective` resources in JSON syntax as the API's objects. `${…}` stays
 * as it is: the linter never judges it.
 */

import type { Path } from "./json-text";
import { plainPath } from "./placed";

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

/** A resource as the API's object, where it stands, and where its parts do below that. */
interface Resource {
  value: Json;
  path: Path;
  pathOf: (path: string) => Path;
}

export function terraformResources(root: Json): Resource[] {
  return Object.entries(READERS).flatMap(([kind, read]) =>
    blocks(root.resource, ["resource"]).flatMap(([kinds, at]) =>
      blocks(kinds[kind], [...at, kind]).flatMap(([byName, below]) =>
        Object.entries(byName).flatMap(([name, given]) =>
          blocks(given, [...below, name]).map(([resource, path]) => ({
            value: { ...read(resource), subject: `${kind}.${name}` },
            path,
            pathOf: (wanted: string) => insideBlocks(resource, fieldOf(wanted)),
          })),
        ),
      ),
    ),
  );
}

const READERS: Readonly<Record<string, (resource: Json) => Json>> = {
  datadog_monitor: toMonitor,
  datadog_service_level_objective: ({ query, thresholds, ...own }) => ({
    ...own,
    ...(query === undefined ? {} : { query: single(query) }),
    thresholds: blocks(thresholds, []).map(([block]) => block),
  }),
};

/** A block may be written as an object or as a list of objects. */
function blocks(value: unknown, path: Path): [Json, Path][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => blocks(item, [...path, index]));
  return typeof value === "object" && value !== null ? [[value as Json, path]] : [];
}

function toMonitor(resource: Json): Json {
  const monitor: Json = { type: "", query: "" };
  const options: Json = {};
  for (const [key, value] of Object.entries(resource)) {
    if (OWN.has(key)) monitor[key] = value;
    else if (!LOCAL.has(key)) options[RENAMED[key] ?? key] = key in RENAMED ? single(value) : value;
  }
  // The provider's own default; the API's is false.
  options.require_full_window ??= true;
  return { ...monitor, options };
}

function single(block: unknown): unknown {
  return Array.isArray(block) ? block[0] : block;
}

/** `options.thresholds.critical` of the API is `monitor_thresholds.critical` here. */
function fieldOf(path: string): Path {
  const [first = "", ...rest] = plainPath(path);
  if (first !== "options") return [first, ...rest];
  const [field = "", ...below] = rest;
  const original = Object.entries(RENAMED).find(([, api]) => api === field)?.[0] ?? field;
  return [original, ...below];
}

/** A block that is written as a list of one has its fields one step further down; one of several may be written alone. */
function insideBlocks(resource: Json, [first = "", ...rest]: Path): Path {
  const [next] = rest;
  const list = Array.isArray(resource[first]);
  if (typeof next === "string" && list) return [first, 0, ...rest];
  if (typeof next === "number" && !list) return [first, ...rest.slice(1)];
  return [first, ...rest];
}
