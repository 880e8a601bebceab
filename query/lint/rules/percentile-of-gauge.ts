/** Q24: percentiles exist of distributions only. */

import { isPercentile } from "../../metric/index";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const percentileOfGauge: Rule = {
  id: "percentile-of-gauge",
  ref: "Q24",
  severity: "warning",
  confidence: "likely",
  summary: "A percentile is asked of a metric that is no distribution.",
  needsQuery: true,
  needs: ["series"],
  check: (subject, context) => {
    const { lookup } = context;
    let unknown = false;
    const found: Finding[] = [];
    for (const { aggregator, metric, span } of subject.series) {
      if (aggregator?.type !== "word" || !isPercentile(aggregator.text)) continue;
      const fact = lookup(metric.text);
      if (fact?.type === undefined) unknown = true;
      // Integrations' lists know no distributions: what they call a gauge may be one.
      if (fact?.type === undefined || fact.type === "distribution" || !/^(DOC|pulled)/.test(fact.source)) continue;
      const base = metric.text.replace(/\.duration$/, "");
      found.push({
        message: `\`${metric.text}\` is a ${fact.type} (${fact.source}), it has no \`${aggregator.text}\``,
        hint:
          base === metric.text
            ? "Use `avg:` or `max:`, or a distribution."
            : `Use the distribution: \`${aggregator.text}:${base}\`.`,
        path: "query",
        span,
      });
    }
    if (found.length > 0) return found;
    return unknown ? notChecked("the type of a metric is not known") : NOTHING;
  },
};
