/**
 * The unit of what a metric query computes, and why. Follows the arithmetic; where a metric is unknown, or a function changes
 * its value in a way that has no unit, the answer is "unknown", never a guess.
 */

import type { Call, Expression, Head, Modifier, Series } from "../metric/index";
import type { TextSpan } from "../text/index";
import { type Combined, combine, known, oddFactor, type Quantity, type Suspicion, UNKNOWN } from "./algebra";
import type { MetricFact, MetricUse } from "./fact";
import {
  COUNT,
  describeUnit,
  FLAG,
  FRACTION,
  PERCENT,
  product,
  quotient,
  SECOND,
  type Unit,
  unitFrom,
  unitOfName,
} from "./unit";

/** What is known of a metric; see `createMetrics`. */
export type Lookup = (metric: string, use?: MetricUse) => MetricFact | undefined;

export interface PlacedSuspicion {
  suspicion: Suspicion;
  /** The operation in the query. */
  span: TextSpan;
}

export interface UnitAnswer {
  /** Undefined: not known. */
  unit: Unit | undefined;
  /** Where the answer comes from, one clause per step, from the metrics up. */
  why: () => string[];
  suspicions: PlacedSuspicion[];
  /** Metrics whose unit nobody knows, each once. */
  unknown: string[];
  /** Where the units of metrics come from, each once. */
  sources: string[];
  /** Why units of metrics in the answer may be wrong. */
  doubts: string[];
}

interface Walk extends Omit<UnitAnswer, "unit" | "why"> {
  /** Put into words only where a finding or an explanation needs them. */
  clauses: (() => string)[];
  lookup: Lookup;
  /** The last operation that left a factor waiting for a conversion. */
  waiting: TextSpan | undefined;
}

/** Of an expression; the values of a formula's variables come from `variables`, where they are known. */
export function unitOf(expression: Expression, lookup: Lookup, variables?: ReadonlyMap<string, Unit>): UnitAnswer {
  const walk: Walk = { lookup, waiting: undefined, clauses: [], suspicions: [], unknown: [], sources: [], doubts: [] };
  const quantity = read(walk, expression, variables);
  const odd = oddFactor(quantity);
  if (odd) walk.suspicions.push({ suspicion: odd, span: walk.waiting ?? expression.span });
  const { clauses, suspicions, unknown, sources, doubts } = walk;
  const why = () => clauses.map((clause) => clause());
  return { unit: quantity.type === "known" ? quantity.unit : undefined, why, suspicions, unknown, sources, doubts };
}

/** Of what is compared with the threshold: a relative change is in percent whatever it is a change of. */
export function unitOfMonitor(head: Head | undefined, expression: Expression, lookup: Lookup): UnitAnswer {
  const answer = unitOf(expression, lookup);
  if (head?.type !== "change" || !head.relative) return answer;
  return { ...answer, unit: PERCENT, why: () => [...answer.why(), "`pct_change` compares in percent"] };
}

function read(walk: Walk, node: Expression, variables: ReadonlyMap<string, Unit> | undefined): Quantity {
  switch (node.type) {
    case "number":
      return { type: "constant", value: node.value };
    case "series":
      return readSeries(walk, node);
    case "binary": {
      const left = read(walk, node.left, variables);
      const right = read(walk, node.right, variables);
      return note(walk, combine(node.op, left, right), node.span);
    }
    case "unary": {
      const operand = read(walk, node.operand, variables);
      return operand.type === "constant" && node.op === "-" ? { type: "constant", value: -operand.value } : operand;
    }
    case "modified":
      return modified(read(walk, node.operand, variables), node.modifiers);
    case "call":
      return readCall(walk, node, variables);
    case "variable": {
      const unit = variables?.get(node.name);
      return unit ? known(unit) : UNKNOWN;
    }
    case "opaque":
    case "missing":
      return UNKNOWN;
  }
}

function note(walk: Walk, combined: Combined, span: TextSpan): Quantity {
  if (combined.why) walk.clauses.push(combined.why);
  if (combined.quantity.type === "known" && combined.quantity.pending !== 1) walk.waiting = span;
  if (combined.suspicion) walk.suspicions.push({ suspicion: combined.suspicion, span });
  return combined.quantity;
}

function readSeries(walk: Walk, series: Series): Quantity {
  const metric = series.metric.text;
  const { aggregator } = series;
  if (aggregator?.type === "count-of-values") {
    walk.clauses.push(() => `\`${metric}\`: how many values satisfy a comparison is a count`);
    return known(COUNT);
  }
  const use: MetricUse = { modifiers: series.modifiers.map(({ name }) => name.text) };
  if (aggregator) use.aggregator = aggregator.text;
  const fact = walk.lookup(metric, use);
  if (fact?.unit === undefined) {
    if (!walk.unknown.includes(metric)) walk.unknown.push(metric);
    return UNKNOWN;
  }
  if (!walk.sources.includes(fact.source)) walk.sources.push(fact.source);
  if (fact.doubt !== undefined) walk.doubts.push(`\`${metric}\`: ${fact.doubt}`);
  const unit = unitFrom(fact.unit, fact.perUnit);
  walk.clauses.push(() => `\`${metric}\` is in ${describeUnit(unit)} (${fact.source})`);
  return modified(known(unit), series.modifiers);
}

/** `.rollup(count, …)` counts points; the other modifiers keep the unit. */
function modified(quantity: Quantity, modifiers: readonly Modifier[]): Quantity {
  const counts = modifiers.some(({ name, arguments: [method] }) => {
    return (
      name.text === "rollup" &&
      (method?.type === "word" ? method.text === "count" : method?.type === "string" && method.value === "count")
    );
  });
  return counts ? known(COUNT) : quantity;
}

/** Functions whose value is in the unit of their first argument. */
const KEEPS: ReadonlySet<string> = new Set([
  "abs",
  "autosmooth",
  "avg",
  "calendar_shift",
  "clamp_max",
  "clamp_min",
  "cumsum",
  "cutoff_max",
  "cutoff_min",
  "day_before",
  "default",
  "default_zero",
  "diff",
  "exclude_null",
  "forecast",
  "hour_before",
  "max",
  "min",
  "month_before",
  "monotonic_diff",
  "moving_rollup",
  "percentile",
  "piecewise_constant",
  "robust_trend",
  "rollup",
  "round",
  "stddev",
  "sum",
  "timeshift",
  "top",
  "trend_line",
  "week_before",
]);

/** Functions whose value is the same thing per some time. */
const PER: ReadonlyMap<string, string> = new Map([
  ["per_second", "second"],
  ["per_minute", "minute"],
  ["per_hour", "hour"],
  ["derivative", "second"],
  ["rate", "second"],
  ["throughput", "second"],
]);

/** Functions whose value has a unit of its own. */
const OWN: ReadonlyMap<string, Unit> = new Map([
  ["count_nonzero", COUNT],
  ["count_not_null", COUNT],
  ["count", COUNT],
  ["is_greater", FLAG],
  ["is_less", FLAG],
  ["is_between", FLAG],
  ["dt", SECOND],
  ["anomalies", FRACTION],
  ["outliers", COUNT],
]);

function readCall(walk: Walk, call: Call, variables: ReadonlyMap<string, Unit> | undefined): Quantity {
  const [first] = call.arguments;
  const name = call.name.text;
  const operand = first && isReadable(first) ? read(walk, first, variables) : UNKNOWN;
  const own = OWN.get(name);
  if (own) {
    if (name === "anomalies") walk.clauses.push(() => "`anomalies()` is compared as the fraction of anomalous points");
    return known(own);
  }
  if (operand.type !== "known") return UNKNOWN;
  if (KEEPS.has(name) || /^(ewma|median|top|bottom)_?\d/.test(name)) return operand;
  const per = PER.get(name);
  if (per !== undefined) {
    const unit = quotient(operand.unit, unitOfName(per));
    walk.clauses.push(() => `\`${name}()\` makes it ${describeUnit(unit)}`);
    return known(unit, operand.pending);
  }
  return name === "integral" ? known(product(operand.unit, SECOND), operand.pending) : UNKNOWN;
}

function isReadable(argument: Call["arguments"][number]): argument is Expression {
  return (
    argument.type !== "string" &&
    argument.type !== "tag-list" &&
    argument.type !== "keyword" &&
    argument.type !== "word"
  );
}
