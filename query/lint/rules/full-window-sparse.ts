/** N10: full windows asked of metrics that have gaps by nature. */

import { type WindowSlot, windowSeconds } from "../../lexer/index";
import { windowOf } from "../../meaning/index";
import { hasModifier, type MetricMonitor, rollupSeconds, walkExpression } from "../../metric/index";
import { isTrue } from "../input";
import { NOTHING, type Rule } from "../rule";

export const fullWindowSparse: Rule = {
  id: "full-window-sparse",
  ref: "N10",
  severity: "warning",
  confidence: "likely",
  summary:
    "`require_full_window` on counts or long rollups: evaluations are skipped whenever nothing happened for a while.",
  needsQuery: true,
  needs: ["metric"],
  check: ({ query, options }) => {
    if (query.type !== "metric-monitor" || !isTrue(options.require_full_window)) return NOTHING;
    const why = hasModifier(query.expression, "as_count")
      ? "counts have gaps where nothing happened"
      : longRollup(query);
    if (why === undefined) return NOTHING;
    return [
      {
        message: `the monitor waits for a full window, but ${why}`,
        hint: "Set `require_full_window` to false.",
        path: "options.require_full_window",
        fix: { type: "set", path: "options.require_full_window", value: false },
      },
    ];
  },
};

/** A window is full when its buckets hold points; a rollup longer than a bucket leaves some empty [DOC metric]. */
function longRollup(query: MetricMonitor): string | undefined {
  const bucket = bucketSeconds(windowOf(query));
  let longest = 0;
  walkExpression(query.expression, (node) => {
    if (node.type !== "series" && node.type !== "modified") return;
    for (const modifier of node.modifiers) longest = Math.max(longest, rollupSeconds(modifier)?.value ?? 0);
  });
  if (bucket === undefined || longest <= bucket) return undefined;
  return `a rollup of ${longest} seconds leaves buckets of ${bucket} seconds empty`;
}

function bucketSeconds(window: WindowSlot): number | undefined {
  if (window?.type !== "window") return undefined;
  if (window.unit === "m") return 60;
  if (window.unit === "h") return 600;
  return windowSeconds(window) <= 7 * 86_400 ? 3600 : 4 * 3600;
}
