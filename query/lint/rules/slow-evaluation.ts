/** N12: windows so long that the monitor is looked at less often. */

import { evaluationInterval, windowOf } from "../../meaning/index";
import { NOTHING, type Rule } from "../rule";

export const slowEvaluation: Rule = {
  id: "slow-evaluation",
  ref: "N12",
  severity: "info",
  confidence: "certain",
  summary: "Monitors with windows of a day or more are evaluated every 10 minutes, from two days on every 30.",
  needsQuery: true,
  check: ({ query }) => {
    if (query.type !== "metric-monitor" && query.type !== "event-monitor") return NOTHING;
    const window = windowOf(query);
    // `next_1w` is how far a forecast looks ahead, not what an evaluation reads.
    if (window?.type === "window" && window.kind === "next") return NOTHING;
    const interval = evaluationInterval(window);
    if (!window || interval === undefined || interval <= 60) return NOTHING;
    const message = `with this window the monitor is evaluated every ${interval / 60} minutes`;
    return [{ message, hint: "Use a shorter window where minutes count.", path: "query", span: window.span }];
  },
};
