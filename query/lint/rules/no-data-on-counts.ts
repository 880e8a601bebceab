/** N1: a page for the normal case that nothing was counted. */

import { hasModifier } from "../../metric/index";
import { notifiesOnNoData } from "../facts/missing-data";
import { isSentWithEvents, RARE } from "../facts/sparse";
import { NOTHING, type Rule } from "../rule";

export const noDataOnCounts: Rule = {
  id: "no-data-on-counts",
  ref: "N1",
  severity: "warning",
  confidence: "likely",
  summary: "A count of errors or other rare things notifies when there is no data, which is its normal state.",
  needsQuery: true,
  needs: ["metric", "counts", "no-data"],
  check: (subject, context) => {
    const { query, series } = subject;
    if (query.type !== "metric-monitor" || !notifiesOnNoData(subject) || series.length === 0) return NOTHING;
    const { comparator } = query.condition;
    if (comparator?.op !== ">" && comparator?.op !== ">=") return NOTHING;
    const rare = series.find((one) => hasModifier(one, "as_count") && RARE.test(one.metric.text));
    if (!rare || !series.every((one) => hasModifier(one, "as_count"))) return NOTHING;
    const sparse = isSentWithEvents(rare.metric.text, context);
    return [
      {
        message: `\`${rare.metric.text}\` ${sparse ? "is" : "may be"} sent only when something goes wrong, yet the monitor notifies when there is no data`,
        severity: sparse ? "warning" : "info",
        hint: "Set `on_missing_data` to `default` (no data counts as 0) or `resolve`.",
        path: subject.options.notify_no_data === undefined ? "options.on_missing_data" : "options.notify_no_data",
      },
    ];
  },
};
