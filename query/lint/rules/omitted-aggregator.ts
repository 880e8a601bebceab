/** Q17: a metric without an aggregator in front. */

import { isOpaqueWord } from "../facts/placeholder";
import { type Finding, NOTHING, type Rule } from "../rule";

export const omittedAggregator: Rule = {
  id: "omitted-aggregator",
  ref: "Q17",
  severity: "info",
  confidence: "certain",
  summary: "Without an aggregator the vendor averages; say so.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject) => {
    if (subject.query.type !== "metric-monitor") return NOTHING;
    const found: Finding[] = [];
    for (const { aggregator, metric } of subject.series) {
      if (aggregator !== undefined || isOpaqueWord(metric)) continue;
      const span = { start: metric.span.start, end: metric.span.start };
      found.push({
        message: `\`${metric.text}\` has no aggregator; the vendor takes \`avg:\``,
        hint: "Write `avg:` (or `sum:`, `max:` …) in front.",
        path: "query",
        span: metric.span,
        fix: { type: "text", path: "query", span, text: "avg:" },
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
