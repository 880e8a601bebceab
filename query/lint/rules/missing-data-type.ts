/** N4: `on_missing_data` where it does not exist. */

import { onMissingData } from "../facts/missing-data";
import { NOTHING, type Rule } from "../rule";

/** [TF] */
const WITHOUT: ReadonlySet<string> = new Set(["service check", "composite", "slo alert"]);

export const missingDataType: Rule = {
  id: "missing-data-type",
  ref: "N4",
  severity: "error",
  confidence: "certain",
  summary: "Service checks, composites and alerts on objectives have no `on_missing_data`.",
  needsQuery: false,
  check: (subject) => {
    const chosen = onMissingData(subject);
    if (chosen === undefined || !WITHOUT.has(subject.type)) return NOTHING;
    return [
      {
        message: `a \`${subject.type}\` has no \`on_missing_data\` (\`${chosen}\`)`,
        hint: "Use `notify_no_data` and `no_data_timeframe`.",
        path: "options.on_missing_data",
      },
    ];
  },
};
