/** Q3: `as_count()` and `as_rate()` do nothing on a gauge. */

import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const asCountOnGauge: Rule = {
  id: "as-count-on-gauge",
  ref: "Q3",
  severity: "warning",
  confidence: "likely",
  summary: "`as_count()` or `as_rate()` on a gauge has no effect.",
  needsQuery: true,
  needs: ["modifiers"],
  check: (subject, context) => {
    const { lookup } = context;
    let unknown = false;
    const found: Finding[] = [];
    for (const { metric, modifiers } of subject.series) {
      const modifier = modifiers.find(({ name }) => name.text === "as_count" || name.text === "as_rate");
      if (!modifier) continue;
      const fact = lookup(metric.text);
      if (fact?.type === undefined) unknown = true;
      if (fact?.type !== "gauge") continue;
      found.push({
        message: `\`${metric.text}\` is a gauge (${fact.source}): \`.${modifier.name.text}()\` changes nothing`,
        hint: "Remove it, or use `per_second()` for the growth of a gauge.",
        path: "query",
        span: modifier.span,
      });
    }
    if (found.length > 0) return found;
    return unknown ? notChecked("the type of a metric is not known") : NOTHING;
  },
};
