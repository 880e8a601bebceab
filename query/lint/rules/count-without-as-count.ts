/** Q1: a count metric read without `as_count()` or `as_rate()`. */

import type { MetricFact } from "../../units/index";
import { summedRatio } from "../facts/summed-ratio";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

export const countWithoutAsCount: Rule = {
  id: "count-without-as-count",
  ref: "Q1",
  severity: "warning",
  confidence: "likely",
  summary: "A count is read without `as_count()`: its value depends on the interval of the points.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject, context) => {
    if (subject.query.type !== "metric-monitor") return NOTHING;
    const bare = subject.series.filter(({ modifiers, aggregator }) => {
      if (aggregator?.type === "count-of-values" || aggregator?.text === "count") return false;
      return !modifiers.some(({ name }) => COUNTING.has(name.text));
    });
    if (bare.length === 0) return NOTHING;
    const { lookup } = context;
    // A ratio of them, point by point, has a rule of its own.
    if (summedRatio(subject, lookup)) return NOTHING;
    if (subject.calls.some(({ name }) => INDIFFERENT.has(name.text))) return NOTHING;
    // An anomaly of an average is found as well, only less surely.
    const anomalies = subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers");
    const types = bare.map((series) => ({ series, fact: lookup(series.metric.text) }));
    const counts = types.filter(({ fact }) => fact?.type === "count");
    if (counts.length === 0)
      return types.every(({ fact }) => fact?.type) ? NOTHING : notChecked("the type of a metric is not known");
    const mild = anomalies || isPresence(subject);
    return counts.map(
      ({ series, fact }): Finding => ({
        message: `\`${series.metric.text}\` is a count (${fact?.source}) and is read without \`as_count()\`: the value is an average per interval, not a number of events`,
        severity: mild || isLevel(fact) ? "info" : "warning",
        hint: "Add `.as_count()` (with `sum` before the window) for events in the window, or `.as_rate()` for events per second.",
        path: "query",
        span: series.span,
      }),
    );
  },
};

/** Events are not measured in days: lists of integrations call some levels (`expiration_days`) counts. */
function isLevel(fact: MetricFact | undefined): boolean {
  return fact?.unit !== undefined && LEVELS.has(fact.unit) && fact.source !== "pulled";
}

const LEVELS: ReadonlySet<string> = new Set(["minute", "hour", "day", "week", "percent", "fraction"]);

/** Whether there is any: seldom asked in vain, since averages of what is never zero add up to it. */
function isPresence(subject: Subject): boolean {
  const { limit } = subject;
  const { query, series } = subject;
  const [only, second] = series;
  if (!limit?.upward || query.type !== "metric-monitor" || query.head?.type !== "aggregate" || second) return false;
  if (query.expression !== only || only.aggregator?.type === "count-of-values") return false;
  const any = (limit.op === ">" && limit.value === 0) || (limit.op === ">=" && limit.value === 1);
  return any && query.head.aggregator.text === "sum" && ["sum", "max"].includes(only.aggregator?.text ?? "avg");
}

/** `.rollup(sum, …)` says how long a point lasts. */
const COUNTING: ReadonlySet<string> = new Set(["as_count", "as_rate", "rollup"]);

/** They count groups, whatever their values. */
const INDIFFERENT: ReadonlySet<string> = new Set(["count_nonzero", "count_not_null"]);
