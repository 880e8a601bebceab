/** N5: data that cannot be missing, and a choice for when it is. */

import { onMissingData } from "../facts/missing-data";
import { NOTHING, type Rule } from "../rule";

export const defaultZeroMissingData: Rule = {
  id: "default-zero-missing-data",
  ref: "N5",
  severity: "error",
  confidence: "certain",
  summary: "With `default_zero()` missing data is always 0, so `on_missing_data` can only be `default`.",
  needsQuery: true,
  needs: ["metric", "calls", "missing-data"],
  check: (subject) => {
    const chosen = onMissingData(subject);
    if (chosen === undefined || chosen === "default" || subject.query.type !== "metric-monitor") return NOTHING;
    // Deeper inside, the rest of the expression can still be missing.
    const { expression } = subject.query;
    if (expression.type !== "call" || expression.name.text !== "default_zero") return NOTHING;
    return [
      {
        message: `\`on_missing_data: ${chosen}\` has no effect: \`default_zero()\` leaves no data missing`,
        hint: "Write `default`, or remove `default_zero()`.",
        path: "options.on_missing_data",
        fix: { type: "set", path: "options.on_missing_data", value: "default" },
      },
    ];
  },
};
