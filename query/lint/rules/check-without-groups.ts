/** T11: a service check without `.by(…)`. */

import { NOTHING, type Rule } from "../rule";

export const checkWithoutGroups: Rule = {
  id: "check-without-groups",
  ref: "T11",
  severity: "warning",
  confidence: "likely",
  summary: "A service check has no `.by(…)`; custom checks are refused without it.",
  needsQuery: true,
  needs: ["service-check"],
  check: (subject) => {
    const { query } = subject;
    if (query.type !== "service-check" || query.by !== undefined || query.mode === "pct_by_status") return NOTHING;
    return [
      {
        message:
          'the service check is not grouped; for a custom check this is refused ("A grouping must be specified")',
        hint: 'Add `.by("*")`, or the tags to tell apart, e.g. `.by("host")`.',
        path: "query",
      },
    ];
  },
};
