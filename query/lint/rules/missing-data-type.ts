/** N4: `on_missing_data` where it does not exist. */

import { hasOnMissingData, onMissingData } from "../facts/missing-data";
import { isTrue } from "../input";
import { NOTHING, type Rule } from "../rule";

export const missingDataType: Rule = {
  id: "missing-data-type",
  ref: "N4",
  severity: "error",
  confidence: "certain",
  summary: "Service checks, composites and alerts on objectives have no `on_missing_data`.",
  needsQuery: false,
  needs: ["missing-data"],
  check: (subject) => {
    const chosen = onMissingData(subject);
    if (chosen === undefined || hasOnMissingData(subject)) return NOTHING;
    // Alone it may be all that asks for a notification: then removing it would lose that.
    const isLost = chosen === "show_and_notify_no_data" && !isTrue(subject.options.notify_no_data);
    const path = "options.on_missing_data";
    return [
      {
        message: `a \`${subject.type}\` has no \`on_missing_data\` (\`${chosen}\`)`,
        hint: "Remove it; use `notify_no_data` and `no_data_timeframe`.",
        path,
        ...(isLost ? {} : { fix: { type: "remove", path } }),
      },
    ];
  },
};
