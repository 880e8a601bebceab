/** What is known of a metric, and where from. Nothing here guesses: a metric that no table has is undefined. */

export type MetricType = "gauge" | "count" | "rate" | "distribution";

export interface MetricFact {
  /** Undefined when the source does not say. */
  type?: MetricType;
  /** The vendor's name of the unit; undefined when the source gives none. */
  unit?: string;
  /** Per what, e.g. `second`. */
  perUnit?: string;
  /** Seconds between two points. */
  interval?: number;
  /** `pulled`: the user's own account; a file's name; else a tag of families.ts. */
  source: string;
  /** Why the unit may be wrong; rules then say less. */
  doubt?: string;
}

/** How a query reads the metric; changes what its values are. */
export interface MetricUse {
  /** The space aggregator, e.g. `sum`, `p95`, `count`. */
  aggregator?: string;
  /** Names of modifiers, e.g. `as_count`. */
  modifiers?: readonly string[];
}

/**
 * The fact of the values a query sees. `as_count` and `as_rate` turn counts and rates into one another and leave gauges
 * alone [DOC type_modifiers]; `count:` counts points.
 */
export function asUsed(fact: MetricFact, use: MetricUse): MetricFact {
  if (use.aggregator === "count") return countOf(fact);
  const modifiers = use.modifiers ?? [];
  if (fact.type !== "count" && fact.type !== "rate") return fact;
  if (fact.unit === undefined) return fact;
  const perSecond = modifiers.includes("as_rate") || (fact.type === "rate" && !modifiers.includes("as_count"));
  if (perSecond) return { ...fact, perUnit: fact.perUnit ?? "second" };
  const { perUnit: _dropped, ...total } = fact;
  return total;
}

function countOf(fact: MetricFact): MetricFact {
  return { type: "count", unit: fact.type === "distribution" ? "sample" : "unit", source: fact.source };
}
