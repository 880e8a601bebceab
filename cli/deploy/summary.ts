/** What a run did, counted by vendor for the table at the end and for `--format json`. */

import type { Diagnostic } from "../../diagnostics/index";
import type { RunResult } from "../../engine/index";
import type { Spec } from "../../model/index";
import { type ListedChange, listChanges } from "./changes";

const VENDORS = ["datadog", "pagerduty", "sentry"] as const;
type Vendor = (typeof VENDORS)[number];

export interface Counted {
  created: number;
  updated: number;
  replaced: number;
  deleted: number;
  unchanged: number;
}

export interface EnvironmentSummary {
  environment: string;
  vendors: Record<Vendor, Counted>;
  seconds: number;
  changes: ListedChange[];
  /** What policies found beyond what the offline check tells. */
  findings: Diagnostic[];
}

const COLUMN = {
  create: "created",
  import: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  discard: "deleted",
  same: "unchanged",
  refresh: "unchanged",
  read: "unchanged",
} as const satisfies Record<string, keyof Counted>;

export function summarise(
  environment: string,
  result: RunResult,
  specs: readonly Spec[],
  protects = false,
): EnvironmentSummary {
  const vendors = Object.fromEntries(VENDORS.map((vendor) => [vendor, nothing()])) as Record<Vendor, Counted>;
  for (const [type, counts] of Object.entries(result.counts)) {
    const vendor = VENDORS.find((name) => type.startsWith(`${name}:`));
    if (!vendor) continue;
    for (const [op, count] of Object.entries(counts)) {
      vendors[vendor][COLUMN[op as keyof typeof COLUMN]] += count;
    }
  }
  const own = specs.filter(({ env }) => env === environment);
  return {
    environment,
    vendors,
    seconds: result.seconds,
    changes: listChanges(environment, result.changes, own, { names: result.names, protects }),
    findings: [],
  };
}

/** The table `environment × vendor`. A vendor the environment does not use has no row; "replaced" is a column where something is. */
export function tableOf(summaries: readonly EnvironmentSummary[], planned: boolean): { head: string[]; rows: Row[] } {
  const counted = summaries.flatMap(({ environment, seconds, vendors }) =>
    VENDORS.filter((vendor) => Object.values(vendors[vendor]).some((count) => count > 0)).map((vendor, index) => ({
      start: [environment, vendor],
      counts: vendors[vendor],
      time: index === 0 ? `${seconds.toFixed(1)} s` : "",
    })),
  );
  const replaced = counted.some(({ counts }) => counts.replaced > 0);
  const columns = COLUMNS.filter(([, name]) => name !== "replaced" || replaced);
  return {
    head: ["environment", "vendor", ...columns.map(([verb, name]) => (planned ? verb : name)), "time"],
    rows: counted.map(({ start, counts, time }) => [...start, ...columns.map(([, name]) => counts[name]), time]),
  };
}

type Row = (string | number)[];

const COLUMNS = [
  ["create", "created"],
  ["update", "updated"],
  ["replace", "replaced"],
  ["unchanged", "unchanged"],
  ["delete", "deleted"],
] as const satisfies (readonly [string, keyof Counted])[];

export function changedAnything(summary: EnvironmentSummary): boolean {
  return Object.values(summary.vendors).some(
    ({ created, updated, replaced, deleted }) => created + updated + replaced + deleted > 0,
  );
}

function nothing(): Counted {
  return { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };
}
