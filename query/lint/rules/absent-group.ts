/** N16: silence watched per group, where a silent group is no group. */

import { NOTHING, type Rule } from "../rule";

export const absentGroup: Rule = {
  id: "absent-group",
  ref: "N16",
  severity: "warning",
  confidence: "certain",
  summary: "A grouped search compared with a lower limit never alerts for a group that sends nothing at all.",
  needsQuery: true,
  needs: ["event", "groups", "limit"],
  check: (subject) => {
    const { query } = subject;
    const { limit } = subject;
    if (query.type !== "event-monitor" || !limit?.downward || !Array.isArray(query.by)) return NOTHING;
    const [first] = query.by;
    const method = query.rollup?.method?.type === "string" ? query.rollup.method.value : "count";
    if (!first || (method !== "count" && method !== "cardinality")) return NOTHING;
    return [
      {
        message: `a \`${first.name}\` that sends nothing is no longer a group, so \`${limit.op} ${limit.value}\` never alerts for it`,
        hint: "Watch each one with a monitor of its own, without `.by(…)`.",
        path: "query",
        span: first.span,
      },
    ];
  },
};
