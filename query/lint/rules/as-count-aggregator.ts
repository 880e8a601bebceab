/** Q2: `as_count()` reduced by something else than a sum. */

import { hasModifier } from "../../metric/index";
import { callNamed } from "../facts/anomaly";
import { NOTHING, type Rule } from "../rule";

const ALGORITHMS = ["anomalies", "forecast", "outliers"];

export const asCountAggregator: Rule = {
  id: "as-count-aggregator",
  ref: "Q2",
  severity: "warning",
  confidence: "likely",
  summary:
    "`as_count()` goes with `sum(…)` only; other aggregators depend on how the vendor cuts the window into points.",
  needsQuery: true,
  needs: ["metric", "counts"],
  check: (subject) => {
    const { query } = subject;
    if (query.type !== "metric-monitor" || !query.head || query.head.type === "percentile") return NOTHING;
    const { aggregator } = query.head;
    if (aggregator.text === "sum" || !hasModifier(query.expression, "as_count")) return NOTHING;
    if (ALGORITHMS.some((name) => callNamed(subject.calls, name)) || aggregator.text.includes("{")) return NOTHING;
    const chosen = hasModifier(query.expression, "rollup") || callNamed(subject.calls, "moving_rollup") !== undefined;
    return [
      {
        message: chosen
          ? `the vendor documents \`as_count()\` under \`sum\` only, not under \`${aggregator.text}\``
          : `\`${aggregator.text}\` reduces counts of single points, whose length the vendor chooses`,
        hint: `Write \`sum\` to count over the whole window, or \`.as_rate()\` to compare a rate.`,
        path: "query",
        span: aggregator.span,
      },
    ];
  },
};
