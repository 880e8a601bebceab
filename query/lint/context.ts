/** What rules may know besides the monitor: facts about metrics, the other monitors, and notes kept during one run. */

import { asUsed, createMetrics, type Lookup, type MetricFact } from "../units/index";
import type { MonitorInput } from "./input";

/** What is known of a metric. Undefined fields are not known, which is not the same as "has none". */
export type MetricFacts = MetricFact;

export interface LintContext {
  /** Facts about a metric; undefined when nothing is known of it. Absent: no table was given. */
  metric?: (name: string) => MetricFacts | undefined;
  /** The same as a query uses the metric; without a table, what is known of every account's metrics. */
  lookup: Lookup;
  /** Other names of the metric's name space, where a table lists it closely and does not have this one. */
  neighbours?: (name: string) => readonly string[] | undefined;
  /** How many monitors of this run came from a file. */
  monitorsIn: (file: string) => number;
  /** The target of an objective in percent, by id; undefined when it is not known. */
  objectiveTarget?: (id: string) => number | undefined;
  /** Monitors of the same run by id, for composites. */
  byId: ReadonlyMap<string, MonitorInput>;
  /** Notes of one rule over the run, e.g. what it has seen; made on first use. */
  notes: <T>(rule: string, make: () => T) => T;
}

export function createContext(
  monitors: Iterable<MonitorInput>,
  known: Pick<LintContext, "metric" | "neighbours" | "objectiveTarget"> = {},
): LintContext {
  const byId = new Map<string, MonitorInput>();
  const perFile = new Map<string, number>();
  for (const monitor of monitors) {
    if (monitor.id !== undefined) byId.set(String(monitor.id), monitor);
    if (monitor.file !== undefined) perFile.set(monitor.file, (perFile.get(monitor.file) ?? 0) + 1);
  }
  const kept = new Map<string, unknown>();
  const notes = <T>(rule: string, make: () => T): T => {
    if (!kept.has(rule)) kept.set(rule, make());
    return kept.get(rule) as T;
  };
  return { ...known, lookup: lookupOf(known.metric), byId, notes, monitorsIn: (file) => perFile.get(file) ?? 0 };
}

/** What is known without any table. */
const FAMILIES = createMetrics();

function lookupOf(metric: LintContext["metric"]): Lookup {
  if (!metric) return FAMILIES.lookup;
  return (name, use = {}) => {
    const fact = metric(name);
    return fact && asUsed(fact, use);
  };
}
