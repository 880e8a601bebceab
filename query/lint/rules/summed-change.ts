/** Q25: the percentages of single points added up. */

import { hasModifier } from "../../metric/index";
import { NOTHING, type Rule } from "../rule";

export const summedChange: Rule = {
  id: "summed-change",
  ref: "Q25",
  severity: "warning",
  confidence: "likely",
  summary: "`pct_change(sum(…))` of what is not counted adds up the percentages of all points of the window.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject) => {
    const { query } = subject;
    if (query.type !== "metric-monitor" || query.head?.type !== "change" || !query.head.relative) return NOTHING;
    if (query.head.aggregator.text !== "sum" || !subject.settled) return NOTHING;
    if (hasModifier(query.expression, "as_count")) return NOTHING;
    return [
      {
        message: "the change in percent is worked out for each point, and `sum` adds up the percentages",
        hint: "Write `pct_change(avg(…),…)`, or `.as_count()` for counts.",
        path: "query",
        span: query.head.span,
      },
    ];
  },
};
