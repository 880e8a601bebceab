/**
 * The query of a monitor: the signal in Datadog's language, up to and without the comparison. How the two kinds of arithmetic
 * differ is why counts always carry `as_count()` and the head `sum`: the sums are taken first, then divided.
 */

import { meaningOf, parseMonitorQuery } from "../../query/index";
import { filterLanguage } from "../filter";
import { isCounted, unitOfMetric } from "../metric-units";
import type { Comparator, ResolvedEnvironment, ServiceEntry, SignalEntry, SignalOf } from "../resolved";
import type { Ref } from "../spec";
import { metricScope, searchOf, tagLists } from "./scope";
import { countSeries, fillIn, isPercentile, valueSeries } from "./series";
import { windowText } from "./words";

export interface MonitorQuery {
  /** Datadog's type of monitor. */
  type: string;
  /** Text and references, without comparator and number. */
  parts: (string | Ref)[];
  /** Replaces the signal's comparator where the language leaves no choice; undefined: the query has no comparison. */
  comparator: Comparator | undefined;
  /** Tag keys or attributes it alerts per value of. */
  by: readonly string[];
}

export function queryOf(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalEntry): MonitorQuery {
  switch (signal.type) {
    case "ratio":
      return metric([`sum(last_${windowText(signal.over.seconds)}):`, ratio(env, service, signal)], signal);
    case "metric":
      return metric(
        [`${head(signal)}(last_${windowText(signal.over.seconds)}):`, valueSeries(env, service, signal)],
        signal,
      );
    case "count":
      return metric(
        [`sum(last_${windowText(signal.over.seconds)}):`, countSeries(env, service, signal.metric, signal, signal.by)],
        signal,
      );
    case "logs":
    case "rum":
    case "spans":
    case "events":
    case "audit":
    case "error-tracking":
      return search(env, service, signal);
    case "check":
      return check(env, service, signal);
    case "heartbeat":
      // Silence is "no data" to Datadog, and the monitor says what that means.
      return { ...metric([heartbeat(env, service, signal)], signal), comparator: "<" };
    case "composite":
      return { type: "composite", parts: composite(signal), comparator: undefined, by: [] };
    case "change":
      return metric([changed(env, service, signal)], signal);
    case "anomaly":
      return { ...metric([anomaly(env, service, signal)], signal), comparator: ">=" };
    case "forecast":
      return forecast(env, service, signal);
    case "query":
      return {
        type: signal.monitorType,
        parts: [fillIn(signal.query, env, service, scopeFor(env, service, signal.monitorType))],
        comparator: signal.comparator,
        by: groupsOf(signal),
      };
  }
}

/** What a signal tells apart; of a query in Datadog's own language what the query says. */
export function groupsOf(signal: SignalEntry): readonly string[] {
  if ("by" in signal) return signal.by;
  if (signal.type !== "query" || signal.grouped === false) return [];
  const { keys } = meaningOf(parseMonitorQuery(signal.monitorType, signal.query)).groups;
  return keys.length === 0 && signal.grouped ? ["*"] : keys;
}

function metric(parts: string[], signal: { by: readonly string[]; comparator?: Comparator }): MonitorQuery {
  return { type: "query alert", parts: [parts.join("")], comparator: signal.comparator, by: signal.by };
}

/** What a heartbeat must not fall below: a count of nothing is 0, less than 1; the size of a value is never less than 0. */
export function heartbeatLine(env: ResolvedEnvironment, { metric: name, counted }: SignalOf<"heartbeat">): 0 | 1 {
  if (counted !== undefined) return counted ? 1 : 0;
  const own = env.metrics.find(({ key }) => key === name);
  if (own) return own.type === "gauge" || own.type === "distribution" ? 0 : 1;
  const known = unitOfMetric(name, env.metrics);
  return known && known.dimension !== "count" ? 0 : 1;
}

function heartbeat(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"heartbeat">): string {
  const window = `last_${windowText(signal.silentFor.seconds)}`;
  // The sum of a value may well be less than one while it is there: only its absence counts.
  return heartbeatLine(env, signal) === 0
    ? `avg(${window}):abs(${valueSeries(env, service, { ...signal, aggregate: "avg" })})`
    : `sum(${window}):${countSeries(env, service, signal.metric, signal, signal.by)}`;
}

function ratio(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"ratio">): string {
  const numerator = countSeries(env, service, signal.numerator, signal, signal.by);
  const denominator = countSeries(env, service, signal.denominator, signal, signal.by);
  return share(numerator, denominator, signal);
}

const BEFORE = {
  "hour-before": "hour_before",
  "day-before": "day_before",
  "week-before": "week_before",
  "month-before": "month_before",
} as const satisfies Record<SignalOf<"change">["comparedTo"], string>;

/** Sums of counts over the window, means of values, as a share of the same some time before. */
function changed(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"change">): string {
  const window = `(last_${windowText(signal.over.seconds)}):`;
  const counted = isCounted(signal, env.metrics);
  const series = counted
    ? countSeries(env, service, signal.metric, signal, signal.by)
    : valueSeries(env, service, signal);
  return `${counted ? "sum" : "avg"}${window}${share(series, `${BEFORE[signal.comparedTo]}(${series})`, signal)}`;
}

/** One series as a share of another, quiet where the other is too little. */
function share(numerator: string, denominator: string, signal: SignalOf<"ratio" | "change">): string {
  if (signal.minimumCount === undefined) return `${numerator} / ${denominator}`;
  // is_greater is 1 or 0: with too little traffic the whole value is 0. "At least 50" is "more than 49".
  const least = Math.ceil(signal.minimumCount);
  const guarded = `(${numerator} / ${denominator}) * is_greater(${denominator}, ${least - 1})`;
  // Where little is bad, 0 would alert: with too little traffic the value is 1, all of it.
  const downward = signal.comparator === "<" || signal.comparator === "<=";
  return downward ? `${guarded} + is_less(${denominator}, ${least})` : guarded;
}

/** Of a percentile Datadog itself writes `percentile(…)`; `across` counts for it only where it says something else. */
function head(signal: SignalOf<"metric">): string {
  return isPercentile(signal.aggregate) && signal.across === "avg" ? "percentile" : signal.across;
}

const SOURCES = {
  logs: { word: "logs", type: "log alert" },
  rum: { word: "rum", type: "rum alert" },
  spans: { word: "trace-analytics", type: "trace-analytics alert" },
  events: { word: "events", type: "event-v2 alert" },
  audit: { word: "audits", type: "audit alert" },
  "error-tracking": { word: "error-tracking", type: "error-tracking alert" },
} as const;

type Search = SignalOf<keyof typeof SOURCES>;

function search(env: ResolvedEnvironment, service: ServiceEntry, signal: Search): MonitorQuery {
  const { word, type } = SOURCES[signal.type];
  const by =
    signal.type === "error-tracking" && !signal.by.includes("issue.id") ? ["issue.id", ...signal.by] : signal.by;
  const text = inQuotes(searchOf(env, service, signal.query, signal));
  const rollup =
    signal.measure === "count" || signal.of === undefined ? `"count"` : `"${signal.measure}", "${signal.of}"`;
  const chain = [
    `${word}("${text}")`,
    ...(signal.type === "logs" ? [`index("${signal.index}")`] : []),
    ...(signal.type === "error-tracking" ? [`source("all")`, "new()"] : []),
    `rollup(${rollup})`,
    ...(by.length > 0 ? [`by("${by.join(",")}")`] : []),
    `last("${windowText(signal.over.seconds)}")`,
  ];
  return { type, parts: [chain.join(".")], comparator: signal.comparator, by };
}

/** `${scope}` of a query in Datadog's own language: in that language, inside the quotes that searches stand in. */
function scopeFor(env: ResolvedEnvironment, service: ServiceEntry, type: SignalOf<"query">["monitorType"]): string {
  switch (filterLanguage(type)) {
    case "metric":
      return metricScope(env, service);
    case "search":
      return inQuotes(searchOf(env, service, "*"));
    case "list":
    case "process":
      return tagLists(env, service)
        .over.map((tag) => `'${tag}'`)
        .join(",");
  }
}

function inQuotes(search: string): string {
  return search.replaceAll('"', '\\"');
}

/** Runs in a row: `last(n)` must be more than the largest threshold. */
function check(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"check">): MonitorQuery {
  const { over, exclude } = tagLists(env, service, signal);
  const by = signal.by.length === 0 ? ["*"] : signal.by;
  const last = Math.min(100, Math.max(signal.recovers, ...Object.values(signal.failures)) + 1);
  const listed = (tags: readonly string[]): string => tags.map((tag) => `"${tag}"`).join(",");
  const without = exclude.length === 0 ? "" : `.exclude(${listed(exclude)})`;
  const text = `"${signal.check}".over(${listed(over)})${without}.by(${listed(by)}).last(${last}).count_by_status()`;
  return { type: "service check", parts: [text], comparator: undefined, by };
}

function composite(signal: SignalOf<"composite">): (string | Ref)[] {
  const parts: (string | Ref)[] = [];
  let at = 0;
  for (const part of signal.parts ?? []) {
    if (part.start > at) parts.push(signal.when.slice(at, part.start));
    parts.push({ $ref: `datadog/monitor/${part.name}`, output: "id" });
    at = part.end;
  }
  if (at < signal.when.length) parts.push(signal.when.slice(at));
  return parts;
}

function anomaly(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"anomaly">): string {
  const series = signal.counted
    ? countSeries(env, service, signal.metric, signal, signal.by)
    : valueSeries(env, service, signal);
  const window = signal.over.seconds;
  // At most a fifth of the alert window, in whole minutes; the query window only sets what the graph shows.
  const interval = Math.max(60, Math.floor(window / 5 / 60) * 60);
  const shown = window <= 3600 ? "4h" : windowText(window * 5);
  const seasonality = signal.algorithm === "basic" ? "" : `, seasonality='${signal.season}'`;
  return `avg(last_${shown}):anomalies(${series}, '${signal.algorithm}', ${signal.deviations}, direction='${signal.direction}', alert_window='last_${windowText(window)}', interval=${interval}, count_default_zero='true'${seasonality})`;
}

/** A forecast reaches its line from below (max, >=) or from above (min, <=); the language has no third way. */
function forecast(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"forecast">): MonitorQuery {
  const up = signal.comparator === ">" || signal.comparator === ">=";
  const model =
    signal.algorithm === "linear"
      ? ", interval='60m', history='1w', model='default'"
      : ", interval='60m', seasonality='weekly'";
  const text = `${up ? "max" : "min"}(next_${windowText(signal.within.seconds)}):forecast(${valueSeries(env, service, signal)}, '${signal.algorithm}', ${signal.deviations}${model})`;
  return { type: "query alert", parts: [text], comparator: up ? ">=" : "<=", by: signal.by };
}
