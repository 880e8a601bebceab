/** N14: a cumulative window without its start, or a start without the window. */

import { windowOf } from "../../meaning/index";
import { asRecord } from "../input";
import { NOTHING, type Rule } from "../rule";

export const currentWindow: Rule = {
  id: "current-window",
  ref: "N14",
  severity: "error",
  confidence: "certain",
  summary:
    "A `current_` window and `scheduling_options.evaluation_window` need one another; the vendor refuses one alone.",
  needsQuery: true,
  check: ({ query, options }) => {
    const window = windowOf(query);
    if ((query.type !== "metric-monitor" && query.type !== "event-monitor") || window?.type !== "window")
      return NOTHING;
    const start = asRecord(options.scheduling_options).evaluation_window;
    const hasStart = typeof start === "object" && start !== null && Object.keys(start).length > 0;
    const inCall = query.type === "event-monitor";
    const isCurrent = inCall ? query.windowKind === "current" : window.kind === "current";
    if (isCurrent === hasStart) return NOTHING;
    const written = (kind: string) =>
      inCall ? `.${kind}("${window.amount}${window.unit}")` : `${kind}_${window.amount}${window.unit}`;
    if (isCurrent) {
      const key = window.unit === "h" ? "hour_starts" : "day_starts";
      return [
        {
          message: `\`${written("current")}\` counts from a fixed start, which \`scheduling_options.evaluation_window\` does not give`,
          hint: `Add \`evaluation_window\` with \`${key}\`, or write \`${written("last")}\`.`,
          path: "query",
          span: window.span,
        },
      ];
    }
    return [
      {
        message: "`scheduling_options.evaluation_window` gives a start, but the query's window is a sliding one",
        hint: `Write \`${written("current")}\`, or remove \`evaluation_window\`.`,
        path: "options.scheduling_options.evaluation_window",
      },
    ];
  },
};
