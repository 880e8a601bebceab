/** Finds the family pattern a metric's name fits. `*` is one step, `**` any number of steps, `x**` any end. No regular expressions. */

import type { MetricFact } from "./fact";
import { FAMILIES } from "./families";

interface Entry {
  steps: readonly string[];
  fact: MetricFact;
}

/** Exact names, and patterns by their first step. */
interface Index {
  exact: ReadonlyMap<string, MetricFact>;
  patterns: ReadonlyMap<string, readonly Entry[]>;
}

let index: Index | undefined;

function build(): Index {
  const exact = new Map<string, MetricFact>();
  const patterns = new Map<string, Entry[]>();
  for (const { source, rows } of FAMILIES) {
    for (const [pattern, type, unit, perUnit] of rows) {
      const fact: MetricFact = { type, source };
      if (unit !== "") fact.unit = unit;
      if (perUnit) fact.perUnit = perUnit;
      if (!pattern.includes("*")) {
        exact.set(pattern, fact);
        continue;
      }
      const steps = pattern.split(".");
      const first = steps[0] ?? "";
      patterns.set(first, [...(patterns.get(first) ?? []), { steps, fact }]);
    }
  }
  return { exact, patterns };
}

export function familyFact(metric: string): MetricFact | undefined {
  index ??= build();
  const exact = index.exact.get(metric);
  if (exact) return exact;
  const dot = metric.indexOf(".");
  const entries = dot < 0 ? undefined : index.patterns.get(metric.slice(0, dot));
  if (!entries) return undefined;
  const steps = metric.split(".", 20);
  return entries.find((entry) => fits(entry.steps, 0, steps, 0))?.fact;
}

function fits(pattern: readonly string[], at: number, steps: readonly string[], from: number): boolean {
  const wanted = pattern[at];
  if (wanted === undefined) return from === steps.length;
  if (wanted === "**") {
    for (let next = from + 1; next <= steps.length; next++) if (fits(pattern, at + 1, steps, next)) return true;
    return false;
  }
  const step = steps[from];
  if (step === undefined) return false;
  if (wanted.endsWith("**")) return step === wanted.slice(0, -2);
  if (wanted !== "*" && !(wanted.endsWith("*") ? step.startsWith(wanted.slice(0, -1)) : step === wanted)) return false;
  return fits(pattern, at + 1, steps, from + 1);
}
