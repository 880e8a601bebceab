/** Q27: a metric that a close list of its name space does not have. */

import { nearest } from "../../text/index";
import { type Finding, NOTHING, type Rule } from "../rule";

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
      const near = nearest(name, names);
      return [
        {
          message: `no list has \`${name}\`, and ${names.length} other names of \`${name.slice(0, name.indexOf("."))}\` are listed`,
          hint: near
            ? `Did you mean \`${near}\`?`
            : "Check the name; a metric of your own belongs into the table of `watchbill metrics pull`.",
          severity: near ? "warning" : "info",
          path: "query",
          span: metric.span,
        },
      ];
    });
  },
};
