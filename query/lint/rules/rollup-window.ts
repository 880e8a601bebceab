/** Q18: a rollup whose buckets do not fit into the window. */

import { windowSeconds } from "../../lexer/index";
import { windowOf } from "../../meaning/index";
import { rollupSeconds, walkExpression } from "../../metric/index";
import { type Finding, NOTHING, type Rule } from "../rule";

export const rollupWindow: Rule = {
  id: "rollup-window",
  ref: "Q18",
  severity: "warning",
  confidence: "likely",
  summary: "The interval of `.rollup()` does not fit into the window, so buckets are cut.",
  needsQuery: true,
  needs: ["metric", "modifiers"],
  check: (subject) => {
    const { query } = subject;
    const window = windowOf(query);
    if (query.type !== "metric-monitor" || window?.type !== "window" || window.kind !== "last") return NOTHING;
    const seconds = windowSeconds(window);
    const found: Finding[] = [];
    walkExpression(query.expression, (node) => {
      if (node.type !== "series" && node.type !== "modified") return;
      for (const modifier of node.modifiers) {
        const interval = rollupSeconds(modifier);
        if (!interval || interval.value <= 0) continue;
        const shown = `a rollup of ${interval.value} seconds`;
        const place = { path: "query", span: modifier.span };
        if (interval.value > seconds) {
          found.push({
            message: `${shown} does not fit into a window of ${seconds} seconds`,
            hint: "Make the window longer or the rollup shorter.",
            ...place,
          });
        } else if (seconds % interval.value !== 0) {
          found.push({
            message: `${shown} does not divide a window of ${seconds} seconds: the first and last bucket are cut`,
            hint: "Choose an interval that divides it.",
            ...place,
          });
        }
      }
    });
    return found.length === 0 ? NOTHING : found;
  },
};
