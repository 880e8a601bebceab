/** What rules may know besides the monitor: facts about metrics, the other monitors, and notes kept during one run. */

import type { MonitorInput } from "./input";

/** What is known of a metric. Undefined fields are not known, which is not the same as "has none". */
export interface MetricFacts {
  type?: "gauge" | "count" | "rate" | "distribution";
  unit?: string;
  perUnit?: string;
  /** Seconds between two points. */
  interval?: number;
  /** Where the fact comes from, for the finding's text. */
  source: string;
}

export interface LintContext {
  /** Facts about a metric; undefined when nothing is known of it. Absent: no table was given. */
  metric?: (name: string) => MetricFacts | undefined;
  /** Monitors of the same run by id, for composites. */
  byId: ReadonlyMap<string, MonitorInput>;
  /** Notes of one rule over the run, e.g. what it has seen; made on first use. */
  notes: <T>(rule: string, make: () => T) => T;
}

export function createContext(monitors: Iterable<MonitorInput>, metric?: LintContext["metric"]): LintContext {
  const byId = new Map<string, MonitorInput>();
  for (const monitor of monitors) if (monitor.id !== undefined) byId.set(String(monitor.id), monitor);
  const kept = new Map<string, unknown>();
  const notes = <T>(rule: string, make: () => T): T => {
    if (!kept.has(rule)) kept.set(rule, make());
    return kept.get(rule) as T;
  };
  return metric ? { metric, byId, notes } : { byId, notes };
}
