/** Q5: ratios of single points added up, where the ratio over the window is meant. */

import { summedRatio as findSummedRatio } from "../facts/summed-ratio";
import { NOTHING, type Rule } from "../rule";

export const summedRatio: Rule = {
  id: "summed-ratio",
  ref: "Q5",
  severity: "warning",
  confidence: "likely",
  summary: "A ratio is worked out for each point and the ratios are added, so the value grows with the window.",
  needsQuery: true,
  needs: ["metric", "arithmetic"],
  check: (subject, context) => {
    const ratio = findSummedRatio(subject, context.lookup);
    if (!ratio) return NOTHING;
    return [
      {
        message: "without `as_count()` each point is divided by itself, and `sum` adds up the ratios of all points",
        hint: "Write `.as_count()` on both sides for the ratio over the whole window.",
        path: "query",
        span: ratio.span,
      },
    ];
  },
};
