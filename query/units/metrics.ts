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
  /**
   * The names a table lists beside this one (`mysql.…`), where it lists so many, or one so near, that a missing name is news;
   * undefined where it does not, or knows the name itself, also as a part of a histogram (`.avg`, `.95percentile`).
   */
  neighbours(metric: string): readonly string[] | undefined;
}

/** Earlier tables win over later ones, all over the families. */
export function createMetrics(tables: readonly MetricTable[] = []): Metrics {
  const settled = new Map<string, MetricFact | undefined>();
  let namespaces: Map<string, string[]> | undefined;
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
    neighbours(metric) {
      if (find(metric) || isPartOfKnown(metric, find)) return undefined;
      namespaces ??= namesBySpace(tables);
      const names = namespaces.get(namespaceOf(metric));
      if (!names) return undefined;
      return names.length >= WELL_LISTED || names.some((name) => isOneStepApart(name, metric)) ? names : undefined;
    },
  };
}

function isPartOfKnown(metric: string, find: (name: string) => MetricFact | undefined): boolean {
  const dot = metric.lastIndexOf(".");
  return HISTOGRAM.has(metric.slice(dot + 1)) && find(metric.slice(0, dot)) !== undefined;
}

/** What the Agent adds to the name of a histogram. */
const HISTOGRAM: ReadonlySet<string> = new Set([
  "avg",
  "count",
  "max",
  "median",
  "min",
  "sum",
  "95percentile",
  "99percentile",
]);

/** Fewer names than that are a list begun, not a list. */
const WELL_LISTED = 10;

/** `acme.depth` and `acme.queue.depth`, `acme.errors` and `acme.errors.count`. */
export function isOneStepApart(one: string, other: string): boolean {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  if (shorter.length === longer.length) return false;
  const [less, more] = [shorter.split("."), longer.split(".")];
  if (more.length !== less.length + 1) return false;
  let at = 0;
  while (at < less.length && less[at] === more[at]) at++;
  return less.slice(at).every((step, index) => step === more[at + index + 1]);
}

function namespaceOf(metric: string): string {
  const dot = metric.indexOf(".");
  return dot < 0 ? metric : metric.slice(0, dot);
}

function namesBySpace(tables: readonly MetricTable[]): Map<string, string[]> {
  const spaces = new Map<string, string[]>();
  for (const table of tables) {
    for (const metric of table.keys()) {
      const space = namespaceOf(metric);
      const names = spaces.get(space);
      if (names) names.push(metric);
      else spaces.set(space, [metric]);
    }
  }
  return spaces;
}

function settle(metric: string, tables: readonly MetricTable[]): MetricFact | undefined {
  const table = tables.find((one) => one.has(metric));
  const fact = table?.get(metric);
  if (!table || !fact) return fact;
  const family = familyFact(metric);
  // An account knows the type of its metrics; the unit only where somebody entered it.
  if (fact.source === "pulled") return fact.unit === undefined && family ? { ...family, ...fact } : fact;
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
