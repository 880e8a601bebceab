/** Q8: the points of a gauge summed over the window: the result grows with the number of points. */

import { NOTHING, notChecked, type Rule } from "../rule";

export const sumOfGauge: Rule = {
  id: "sum-of-gauge",
  ref: "Q8",
  severity: "warning",
  confidence: "likely",
  summary: "`sum` over the window adds up the points of a gauge, so the value depends on how many there are.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject, context) => {
    const { query } = subject;
    if (query.type !== "metric-monitor" || query.head?.type !== "aggregate" || query.head.aggregator.text !== "sum")
      return NOTHING;
    if (subject.calls.length > 0 || subject.series.length === 0) return NOTHING;
    const modified = subject.series.some(({ modifiers }) =>
      modifiers.some(({ name }) => name.text !== "fill" && name.text !== "weighted"),
    );
    if (modified) return NOTHING;
    const { lookup } = context;
    const facts = subject.series.map(({ metric }) => lookup(metric.text));
    if (!facts.every((fact) => fact?.type !== undefined)) return notChecked("the type of a metric is not known");
    const at = facts.findIndex((fact) => fact?.type === "gauge");
    const gauge = subject.series[at];
    if (!gauge || facts.some((fact) => fact?.type !== "gauge")) return NOTHING;
    return [
      {
        message: `\`sum(…)\` adds up every point of the gauge \`${gauge.metric.text}\` in the window (${facts[at]?.source}): the value depends on how often it reports`,
        hint: "Use `avg`, `max` or `min` before the window.",
        path: "query",
        span: query.head.span,
      },
    ];
  },
};
