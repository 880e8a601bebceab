/** Q4: counts averaged over hosts. */

import { hasModifier } from "../../metric/index";
import { type Finding, NOTHING, type Rule } from "../rule";

export const averageOfCounts: Rule = {
  id: "average-of-counts",
  ref: "Q4",
  severity: "warning",
  confidence: "likely",
  summary: "A count is averaged over its sources, so the value falls when hosts are added.",
  needsQuery: true,
  needs: ["counts"],
  check: (subject) => {
    const found: Finding[] = [];
    for (const series of subject.series) {
      const { aggregator } = series;
      if (!hasModifier(series, "as_count") || aggregator?.type === "count-of-values") continue;
      const word = aggregator?.text ?? "avg";
      if (word !== "avg") continue;
      const shown = aggregator ? "`avg:`" : "no aggregator (which means `avg:`)";
      found.push({
        message: `\`${series.metric.text}\` is counted, but ${shown} averages it over its sources`,
        hint: aggregator ? "Write `sum:`." : "Write `sum:` in front of the metric.",
        path: "query",
        span: aggregator?.span ?? series.metric.span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
