/** Q28: names of traces' metrics that the vendor replaced. */

import type { Finding, Rule } from "../rule";

export const deprecatedMetric: Rule = {
  id: "deprecated-metric",
  ref: "Q28",
  severity: "warning",
  confidence: "certain",
  summary: "The metric was replaced by another.",
  needsQuery: true,
  needs: ["series"],
  check: (subject) =>
    subject.series.flatMap(({ metric }): Finding[] => {
      const replacement = replacementOf(metric.text);
      if (!replacement) return [];
      return [
        {
          message: `\`${metric.text}\` is a name of before distributions`,
          hint: `Use \`${replacement}\`.`,
          path: "query",
          span: metric.span,
        },
      ];
    }),
};

/** `trace.x.duration.by.service.99p` became `p99:trace.x`; `.span_count` became `.hits`. */
function replacementOf(metric: string): string | undefined {
  if (!metric.startsWith("trace.")) return undefined;
  const percentile = /^(trace\..+)\.duration\.by\..+\.(\d{2})p$/.exec(metric.slice(0, 300));
  if (percentile) return `p${percentile[2]}:${percentile[1]}`;
  return metric.endsWith(".span_count") ? metric.replace(/\.span_count$/, ".hits") : undefined;
}
