/**
 * Everything known of metrics, asked by name: the user's tables first, then the families. Units of an integration's list are
 * corrected by what its names say, since some of its rows are wrong; where name and row contradict each other, neither is
 * believed.
 */

import { asUsed, type MetricFact, type MetricUse } from "./fact";
import { familyFact } from "./match";
import type { MetricTable } from "./table";
import { isCount, isRatio, unitOfName } from "./unit";

export interface Metrics {
  /** Undefined: nobody knows the metric, so nothing about it is checked. */
  lookup(metric: string, use?: MetricUse): MetricFact | undefined;
  /** Whether a table lists the name space (`mysql.`) closely enough that a missing name is news. */
  hasNamespace(metric: string): boolean;
}

/** Earlier tables win over later ones, all over the families. */
export function createMetrics(tables: readonly MetricTable[] = []): Metrics {
  const settled = new Map<string, MetricFact | undefined>();
  let namespaces: Map<string, number> | undefined;
  const find = (metric: string): MetricFact | undefined => {
    if (settled.has(metric)) return settled.get(metric);
    const fact = settle(metric, tables) ?? familyFact(metric);
    settled.set(metric, fact);
    return fact;
  };
  return {
    lookup(metric, use = {}) {
      const fact = find(metric);
      return fact && asUsed(fact, use);
    },
    hasNamespace(metric) {
      namespaces ??= countNamespaces(tables);
      return (namespaces.get(namespaceOf(metric)) ?? 0) >= WELL_LISTED;
    },
  };
}

/** Fewer names than that are a list begun, not a list. */
const WELL_LISTED = 10;

function namespaceOf(metric: string): string {
  const dot = metric.indexOf(".");
  return dot < 0 ? metric : metric.slice(0, dot);
}

function countNamespaces(tables: readonly MetricTable[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    for (const metric of table.keys()) {
      const space = namespaceOf(metric);
      counts.set(space, (counts.get(space) ?? 0) + 1);
    }
  }
  return counts;
}

function settle(metric: string, tables: readonly MetricTable[]): MetricFact | undefined {
  const table = tables.find((one) => one.has(metric));
  const fact = table?.get(metric);
  if (!table || !fact || fact.source === "pulled") return fact;
  const family = familyFact(metric);
  if (fact.unit === undefined) return family ?? fact;
  if (family?.unit === undefined) return corrected(metric, fact, table);
  if (family.unit === fact.unit) return fact;
  return { ...fact, doubt: `the table says \`${fact.unit}\`, ${family.source} \`${family.unit}\`` };
}

/** OpenMetrics triples: what ends in `.count` or `.bucket` counts events, what ends in `.sum` is in the unit of its base. */
function corrected(metric: string, fact: MetricFact, table: MetricTable): MetricFact {
  const unit = unitOfName(fact.unit ?? "");
  const ending = metric.slice(metric.lastIndexOf(".") + 1);
  if ((ending === "count" || ending === "bucket") && !isCount(unit)) return { ...withoutUnit(fact), unit: "unit" };
  if (ending === "sum" || ending === "quantile") {
    const base = table.get(metric.slice(0, -ending.length - 1));
    if (base?.unit !== undefined) return { ...fact, unit: base.unit };
  }
  const doubt = contradiction(metric, fact.unit ?? "");
  return doubt === undefined ? fact : { ...fact, doubt };
}

function withoutUnit(fact: MetricFact): MetricFact {
  const { unit: _unit, perUnit: _perUnit, ...rest } = fact;
  return rest;
}

/** Words in a name that promise a unit. */
const PROMISES: readonly (readonly [words: readonly string[], unit: string])[] = [
  [["pct", "percent", "percentage"], "percent"],
  [["ratio", "fraction"], "fraction"],
  [["ms", "millis", "milliseconds"], "millisecond"],
  [["seconds", "secs"], "second"],
  [["bytes"], "byte"],
];

function contradiction(metric: string, unitName: string): string | undefined {
  const words = new Set(metric.toLowerCase().split(/[._]/));
  for (const [promise, promised] of PROMISES) {
    const word = promise.find((one) => words.has(one));
    if (word === undefined || promised === unitName) continue;
    const [said, given] = [unitOfName(promised), unitOfName(unitName)];
    if (isRatio(said) ? isRatio(given) : said.dims.time === given.dims.time || isCount(given)) {
      return `its name says \`${word}\`, the table \`${unitName}\``;
    }
  }
  return undefined;
}
