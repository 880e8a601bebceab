/** Q1: a count metric read without `as_count()` or `as_rate()`. */

import { lookupIn } from "../facts/unit";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const countWithoutAsCount: Rule = {
  id: "count-without-as-count",
  ref: "Q1",
  severity: "warning",
  confidence: "likely",
  summary: "A count is read without `as_count()`: its value depends on the interval of the points.",
  needsQuery: true,
  check: (subject, context) => {
    if (subject.query.type !== "metric-monitor") return NOTHING;
    const bare = subject.series.filter(({ modifiers, aggregator }) => {
      if (aggregator?.type === "count-of-values" || aggregator?.text === "count") return false;
      return !modifiers.some(({ name }) => COUNTING.has(name.text));
    });
    if (bare.length === 0) return NOTHING;
    const lookup = lookupIn(context);
    if (subject.calls.some(({ name }) => INDIFFERENT.has(name.text))) return NOTHING;
    // An anomaly of an average is found as well, only less surely.
    const anomalies = subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers");
    const types = bare.map((series) => ({ series, fact: lookup(series.metric.text) }));
    const counts = types.filter(({ fact }) => fact?.type === "count");
    if (counts.length === 0)
      return types.every(({ fact }) => fact?.type) ? NOTHING : notChecked("the type of a metric is not known");
    return counts.map(
      ({ series, fact }): Finding => ({
        message: `\`${series.metric.text}\` is a count (${fact?.source}) and is read without \`as_count()\`: the value is an average per interval, not a number of events`,
        severity: anomalies ? "info" : "warning",
        hint: "Add `.as_count()` (with `sum` before the window) for events in the window, or `.as_rate()` for events per second.",
        path: "query",
        span: series.span,
      }),
    );
  },
};

/** `.rollup(sum, …)` says how long a point lasts. */
const COUNTING: ReadonlySet<string> = new Set(["as_count", "as_rate", "rollup"]);

/** They count groups, whatever their values. */
const INDIFFERENT: ReadonlySet<string> = new Set(["count_nonzero", "count_not_null"]);
