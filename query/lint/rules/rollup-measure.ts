/** Q30: an event query that averages nothing, or counts something. */

import { type Finding, NOTHING, type Rule } from "../rule";

export const rollupMeasure: Rule = {
  id: "rollup-measure",
  ref: "Q30",
  severity: "error",
  confidence: "certain",
  summary: "`.rollup()` of events: every method but `count` needs the attribute it works on, and `count` takes none.",
  needsQuery: true,
  needs: ["event"],
  check: ({ query }) => {
    if (query.type !== "event-monitor" || query.rollup?.method?.type !== "string") return NOTHING;
    const { method, measure, span } = query.rollup;
    const found: Finding[] = [];
    if (method.value === "count" && measure) {
      const shown = measure.type === "string" ? measure.value : measure.text;
      found.push({
        message: `\`count\` counts events, \`${shown}\` has no effect`,
        hint: `Remove it, or write \`cardinality\` to count different values of \`${shown}\`.`,
        severity: "warning",
        path: "query",
        span,
      });
    } else if (method.value !== "count" && !measure && !method.value.includes("${")) {
      found.push({
        message: `\`${method.value}\` of what? \`.rollup("${method.value}")\` names no attribute`,
        hint: `Write e.g. \`.rollup("${method.value}", "@duration")\`.`,
        path: "query",
        span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};
