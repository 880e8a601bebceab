/** N3: two ways to treat missing data at once. */

import { hasOnMissingData, onMissingData } from "../facts/missing-data";
import { asNumber, isTrue } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

export const missingDataConflict: Rule = {
  id: "missing-data-conflict",
  ref: "N3",
  severity: "error",
  confidence: "certain",
  summary:
    "`on_missing_data` excludes `notify_no_data` and `no_data_timeframe`, `resolve` also `timeout_h`; the vendor refuses both together.",
  needsQuery: false,
  needs: ["missing-data"],
  check: (subject) => {
    const chosen = onMissingData(subject);
    // Where the option does not exist, it is what has to go: another rule says so.
    if (chosen === undefined || !hasOnMissingData(subject)) return NOTHING;
    const found: Finding[] = [];
    for (const key of ["notify_no_data", "no_data_timeframe"] as const) {
      const value = subject.options[key];
      const set = key === "notify_no_data" ? isTrue(value) : asNumber(value) !== undefined;
      if (!set) continue;
      const path = `options.${key}`;
      found.push({
        message: `\`${key}: ${String(value)}\` beside \`on_missing_data: ${chosen}\``,
        hint: `Remove \`${key}\`.`,
        path,
        fix: { type: "remove", path },
      });
    }
    const timeout = asNumber(subject.options.timeout_h);
    if (chosen === "resolve" && timeout !== undefined && timeout > 0) {
      found.push({
        message: `\`timeout_h: ${timeout}\` beside \`on_missing_data: resolve\`, which ends the alert already`,
        hint: "Remove `timeout_h`.",
        path: "options.timeout_h",
        fix: { type: "remove", path: "options.timeout_h" },
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
