/** N13: an alert on something that is only ever sent when it goes wrong. */

import { hasModifier, walkExpression } from "../../metric/index";
import { notifiesOnNoData, onMissingData } from "../facts/missing-data";
import { isSentWithEvents, isSurelySentWithEvents, RARE } from "../facts/sparse";
import { asNumber } from "../input";
import { NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

export const neverResolves: Rule = {
  id: "never-resolves",
  ref: "N13",
  severity: "warning",
  confidence: "possible",
  summary: "The metric is sent only when something goes wrong, so after the last time the alert stays as it is.",
  needsQuery: true,
  needs: ["metric", "limit"],
  check: (subject, context) => {
    const { query, series } = subject;
    const [only, second] = series;
    if (query.type !== "metric-monitor" || !only || second || !subject.limit?.upward) return NOTHING;
    // A change falls back by itself as soon as the window has moved on.
    if (query.head?.type === "change") return NOTHING;
    const { metric } = only;
    if (!RARE.test(metric.text) || !isSentWithEvents(metric.text, context) || fillsGaps(subject)) return NOTHING;
    // What is known to be a count should be read as one, which resolves it: another rule says so.
    if (context.lookup(metric.text)?.type === "count") return NOTHING;
    const { timeout_h: timeout } = subject.options;
    const chosen = onMissingData(subject) ?? "default";
    if (chosen !== "default" || notifiesOnNoData(subject) || (asNumber(timeout) ?? 0) > 0) return NOTHING;
    return [
      {
        message: isSurelySentWithEvents(metric.text)
          ? `\`${metric.text}\` is sent only when something goes wrong: after the last time nothing ends the alert`
          : `\`${metric.text}\` is in no list: if it is sent only when something goes wrong, nothing ends the alert after the last time`,
        hint: "Set `on_missing_data: resolve`, or count it: `sum(…)` with `.as_count()`, where no data is 0.",
        path: "query",
        span: metric.span,
      },
    ];
  },
};

/** Counts without data are 0; so is what is filled. */
function fillsGaps({ query, calls }: Subject): boolean {
  if (query.type !== "metric-monitor") return false;
  const { expression } = query;
  if (calls.length > 0 || hasModifier(expression, "as_count") || hasModifier(expression, "as_rate")) return true;
  let filled = false;
  walkExpression(expression, (node) => {
    if (node.type === "series" || node.type === "modified") {
      filled ||= node.modifiers.some(({ name }) => name.text === "fill");
    }
  });
  return filled;
}
