/** What a run did, counted by vendor for the table at the end and for `--format json`. */

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

export function summarise(environment: string, result: RunResult, specs: readonly Spec[]): EnvironmentSummary {
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
    changes: listChanges(environment, result.changes, own, result.names),
  };
}

/** Rows of the table `environment × vendor`. A vendor the environment does not use has no row. */
export function rows(summary: EnvironmentSummary): (string | number)[][] {
  return VENDORS.filter((vendor) => Object.values(summary.vendors[vendor]).some((count) => count > 0)).map(
    (vendor, index) => {
      const { created, updated, replaced, deleted, unchanged } = summary.vendors[vendor];
      const time = index === 0 ? `${summary.seconds.toFixed(1)} s` : "";
      return [summary.environment, vendor, created, updated + replaced, unchanged, deleted, time];
    },
  );
}

export const HEAD = ["environment", "vendor", "created", "updated", "unchanged", "deleted", "time"] as const;

export function changedAnything(summary: EnvironmentSummary): boolean {
  return Object.values(summary.vendors).some(
    ({ created, updated, replaced, deleted }) => created + updated + replaced + deleted > 0,
  );
}

function nothing(): Counted {
  return { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };
}
