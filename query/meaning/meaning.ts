/** The facts of a parsed monitor in one object: for reviews, messages and reports that do not want to walk the trees. */

import { monitorIdsIn } from "../composite/index";
import type { Comparison, WindowSlot } from "../lexer/index";
import { type Series, seriesIn } from "../metric/index";
import { type ParsedQuery, parse, type Query } from "../monitor/index";
import type { Lookup } from "../units/index";
import { type Arithmetic, arithmeticOf, evaluationInterval } from "./evaluation";
import { type Groups, groupsOf } from "./groups";
import { type MissingDataAnswer, missingDataOf } from "./missing";
import { scopeKey } from "./scope";
import { unitOfQuery } from "./unit";

/** One thing a monitor looks at. */
export interface Watched {
  kind: "metric" | "events" | "check" | "processes" | "objective" | "monitor" | "query";
  /** The metric's name, the search, the check's name, the objective's or monitor's id, the variable's name. */
  name: string;
  /** The source of events (`logs`), the aggregator of a metric. */
  by?: string;
  /** The filter of a metric, as written: `env:prod`; `*` for everything. */
  scope?: string;
}

export interface Meaning {
  language: Query["type"];
  watches: Watched[];
  groups: Groups;
  window: WindowSlot;
  /** How the points of the window become one number: `avg`, `sum`, …; `change` and `pct_change` compare with `shift` before. */
  reduction: string | undefined;
  change: { relative: boolean; shift: WindowSlot } | undefined;
  comparison: { op: Comparison; value: number | undefined } | undefined;
  arithmetic: Arithmetic;
  missingData: MissingDataAnswer;
  /** Seconds between two evaluations. */
  interval: number | undefined;
  /** The unit of the value, where somebody knows it. */
  unit: string | undefined;
}

export interface MeaningOptions {
  /** The monitor's options, as the API has them. */
  options?: Readonly<Record<string, unknown>>;
  /** The unit of the value, e.g. `second`. Default: what `metric` tells. */
  unit?: string;
  /** What is known of metrics; see `createMetrics`. */
  metric?: Lookup;
}

export function meaningOf(parsed: ParsedQuery, given: MeaningOptions = {}): Meaning {
  const { query } = parsed;
  const { options = {} } = given;
  const head = query.type === "metric-monitor" ? query.head : undefined;
  const window = windowOf(query);
  return {
    language: query.type,
    watches: watchedBy(query, options.variables),
    groups: groupsOf(query, options.variables),
    window,
    reduction: head === undefined ? undefined : head.type === "percentile" ? "percentile" : head.aggregator.text,
    change: head?.type === "change" ? { relative: head.relative, shift: head.shift } : undefined,
    comparison: comparisonOf(query),
    arithmetic: query.type === "metric-monitor" ? arithmeticOf(query.expression) : "none",
    missingData: missingDataOf(query, options),
    interval: evaluationInterval(window),
    unit: given.unit ?? unitOfQuery(query, given.metric),
  };
}

export function windowOf(query: Query): WindowSlot {
  switch (query.type) {
    case "metric-monitor":
      return query.head?.window;
    case "event-monitor":
    case "formula-monitor":
    case "process-monitor":
      return query.window;
    case "error-budget":
      return query.over;
    case "burn-rate":
      return query.longWindow;
    default:
      return undefined;
  }
}

function comparisonOf(query: Query): Meaning["comparison"] {
  if (!("condition" in query)) return undefined;
  const { comparator, threshold } = query.condition;
  if (!comparator) return undefined;
  return { op: comparator.op, value: threshold.type === "number" ? threshold.value : undefined };
}

function watchedBy(query: Query, variables: unknown): Watched[] {
  switch (query.type) {
    case "metric-monitor":
      return distinct(seriesIn(query.expression).map(watchedSeries));
    case "metric-expressions":
      return distinct(query.expressions.flatMap((expression) => seriesIn(expression).map(watchedSeries)));
    case "formula-monitor":
      return watchedVariables(variables);
    case "event-monitor":
      return [{ kind: "events", name: query.search ? textOf(query.search) : "", by: query.source.text }];
    case "service-check":
      return query.check ? [{ kind: "check", name: textOf(query.check) }] : [];
    case "process-monitor":
      return query.search ? [{ kind: "processes", name: textOf(query.search) }] : [];
    case "error-budget":
    case "burn-rate":
      return query.objective ? [{ kind: "objective", name: textOf(query.objective) }] : [];
    case "composite":
      return distinct(monitorIdsIn(query.expression).map(({ id }) => ({ kind: "monitor", name: id })));
    case "unread":
      return [];
  }
}

function textOf(text: { type: "string"; value: string } | { type: "opaque"; text: string }): string {
  return text.type === "string" ? text.value : text.text;
}

function watchedSeries(series: Series): Watched {
  const { aggregator } = series;
  const by = aggregator === undefined ? "avg" : aggregator.type === "word" ? aggregator.text : "count";
  return { kind: "metric", name: series.metric.text, by, scope: scopeKey(series.scope) };
}

function watchedVariables(variables: unknown): Watched[] {
  if (!Array.isArray(variables)) return [];
  return distinct(variables.flatMap((item) => watchedVariable(item as Record<string, unknown> | null)));
}

function watchedVariable(variable: Record<string, unknown> | null): Watched[] {
  const query = variable?.query;
  if (typeof query === "string") return watchedBy(parse(query).query, undefined);
  const search = (variable?.search as { query?: unknown } | undefined)?.query;
  const source = variable?.data_source;
  if (typeof search === "string") {
    return [
      typeof source === "string" ? { kind: "events", name: search, by: source } : { kind: "events", name: search },
    ];
  }
  return typeof variable?.name === "string" ? [{ kind: "query", name: variable.name }] : [];
}

function distinct(watched: Watched[]): Watched[] {
  const seen = new Map<string, Watched>();
  for (const item of watched) seen.set(`${item.kind} ${item.by ?? ""} ${item.name} ${item.scope ?? ""}`, item);
  return [...seen.values()];
}
