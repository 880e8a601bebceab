/** N11: a window of a minute. */

import { windowSeconds } from "../../lexer/index";
import { NOTHING, type Rule } from "../rule";

export const shortWindow: Rule = {
  id: "short-window",
  ref: "N11",
  severity: "warning",
  confidence: "likely",
  summary: "A window of one minute holds a handful of points at best: one late point and the evaluation is skipped.",
  needsQuery: true,
  needs: ["metric"],
  check: ({ query }) => {
    if (query.type !== "metric-monitor" || query.head?.type !== "aggregate") return NOTHING;
    const { window } = query.head;
    if (window?.type !== "window" || window.kind !== "last" || windowSeconds(window) > 60) return NOTHING;
    return [
      {
        message: "a window of one minute misses points that arrive late",
        hint: "Write `last_5m`.",
        path: "query",
        span: window.span,
      },
    ];
  },
};
