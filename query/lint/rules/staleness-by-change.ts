/** Q26: a standstill asked for by `change(…) == 0`, which is also what no data looks like. */

import { isTrue } from "../input";
import { NOTHING, type Rule } from "../rule";

export const stalenessByChange: Rule = {
  id: "staleness-by-change",
  ref: "Q26",
  severity: "warning",
  confidence: "likely",
  summary: "`change(…) == 0` asks whether something stands still, but is skipped when it stops reporting.",
  needsQuery: true,
  needs: ["metric", "limit"],
  check: (subject) => {
    const { query, options } = subject;
    const { limit } = subject;
    if (query.type !== "metric-monitor" || query.head?.type !== "change" || limit?.value !== 0) return NOTHING;
    if (limit.op !== "==" && limit.op !== "<=") return NOTHING;
    const missing = options.on_missing_data;
    if (isTrue(options.require_full_window) || isTrue(options.notify_no_data) || missing === "show_and_notify_no_data")
      return NOTHING;
    return [
      {
        message:
          "a change of exactly 0 shows a standstill only while data arrives; when the source dies too, nobody is told",
        hint: "Notify on missing data (`on_missing_data: show_and_notify_no_data`) as well.",
        path: "query",
        span: query.head.span,
      },
    ];
  },
};
