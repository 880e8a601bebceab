/** Q19: a metric that reports less often than the window is long. */

import { windowSeconds } from "../../lexer/index";
import { type Finding, NOTHING, type Rule } from "../rule";

export const intervalLongerThanWindow: Rule = {
  id: "interval-longer-than-window",
  ref: "Q19",
  severity: "warning",
  confidence: "likely",
  summary: "The metric reports less often than the window is long: most evaluations see no point.",
  needsQuery: true,
  needs: ["metric"],
  check: (subject, context) => {
    const { query } = subject;
    const window = query.type === "metric-monitor" ? query.head?.window : undefined;
    if (window?.type !== "window" || window.kind !== "last") return NOTHING;
    const seconds = windowSeconds(window);
    const { lookup } = context;
    return subject.series.flatMap(({ metric, span }): Finding[] => {
      const interval = lookup(metric.text)?.interval;
      if (interval === undefined || interval <= seconds) return [];
      return [
        {
          message: `\`${metric.text}\` reports every ${interval} s, the window is ${seconds} s`,
          hint: `Use a window of at least ${Math.ceil((interval * 2) / 60)} minutes.`,
          path: "query",
          span,
        },
      ];
    });
  },
};
