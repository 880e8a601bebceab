/** A.2.5: functions that compare or count groups, over a query that has none. */

import { type Call, walkExpression } from "../../metric/index";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

/** What each does with the groups [DOC outlier, count]. */
const NEEDS: ReadonlyMap<string, string> = new Map([
  ["outliers", "compares groups with one another"],
  ["count_nonzero", "counts groups"],
  ["count_not_null", "counts groups"],
]);

export const comparisonWithoutGroups: Rule = {
  id: "comparison-without-groups",
  ref: "A.2.5",
  severity: "error",
  confidence: "likely",
  summary: "A function that compares or counts groups stands over a query that is not grouped.",
  needsQuery: true,
  needs: ["calls"],
  check: ({ calls, settled }) => {
    const suspects = calls.filter((call) => NEEDS.has(call.name.text) && !isGrouped(call));
    if (suspects.length === 0) return NOTHING;
    if (!settled) return notChecked("a placeholder may bring the groups");
    return suspects.map(({ name }): Finding => {
      const outliers = name.text === "outliers";
      return {
        message: `\`${name.text}()\` ${NEEDS.get(name.text)}, and the query has none: ${outliers ? "there is nothing that could differ" : "the value is 1 at most"}`,
        hint: "Add `by {…}` behind the scope, e.g. `by {host}`.",
        severity: outliers ? "error" : "warning",
        path: "query",
        span: name.span,
      };
    });
  },
};

function isGrouped(call: Call): boolean {
  let grouped = false;
  walkExpression(call, (node) => {
    // What stands behind the name of a declared query is not seen here.
    grouped ||= node.type === "variable" || (node.type === "series" && node.by !== undefined);
    if (node.type === "call") grouped ||= node.arguments.some(({ type }) => type === "tag-list");
  });
  return grouped;
}
