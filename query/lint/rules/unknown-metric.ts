/** Q27: a metric that a close list of its name space does not have. */

import { nearest } from "../../text/index";
import { isOneStepApart } from "../../units/index";
import { type Finding, NOTHING, type Rule } from "../rule";

/** Lists leave out parts of a histogram or summary: who lists `.sum` means `.quantile` as well. */
function isPartOfListed(metric: string, names: readonly string[]): boolean {
  const dot = metric.lastIndexOf(".");
  const [base, part] = [metric.slice(0, dot), metric.slice(dot + 1)];
  return PARTS.includes(part) && PARTS.some((other) => names.includes(`${base}.${other}`));
}

const PARTS: readonly string[] = ["bucket", "count", "quantile", "sum"];

export const unknownMetric: Rule = {
  id: "unknown-metric",
  ref: "Q27",
  severity: "warning",
  confidence: "possible",
  summary: "No list has the metric, although one lists its name space: a misspelling, or a metric of your own.",
  needsQuery: true,
  check: (subject, context) => {
    const { neighbours } = context;
    if (!neighbours) return NOTHING;
    const seen = new Set<string>();
    return subject.series.flatMap(({ metric }): Finding[] => {
      const name = metric.text;
      const names = seen.has(name) || name.includes("${") || name.includes("%{") ? undefined : neighbours(name);
      seen.add(name);
      if (!names) return [];
      const near = names.find((listed) => isOneStepApart(listed, name)) ?? nearest(name, names);
      return [
        {
          message: `no list has \`${name}\`, and ${names.length} other names of \`${name.slice(0, name.indexOf("."))}\` are listed`,
          hint: near
            ? `Did you mean \`${near}\`?`
            : "Check the name; a metric of your own belongs into the table of `watchbill metrics pull`.",
          severity: near && !isPartOfListed(name, names) ? "warning" : "info",
          path: "query",
          span: metric.span,
        },
      ];
    });
  },
};
