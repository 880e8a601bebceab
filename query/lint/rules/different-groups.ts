/** Q16: arithmetic between series that are split in different ways. */

import { type Series, seriesIn, walkExpression } from "../../metric/index";
import { type Finding, NOTHING, type Rule } from "../rule";

export const differentGroups: Rule = {
  id: "different-groups",
  ref: "Q16",
  severity: "warning",
  confidence: "likely",
  summary: "Two operands are grouped by different keys: only groups that both have survive.",
  needsQuery: true,
  needs: ["metric", "arithmetic"],
  check: (subject) => {
    if (
      subject.query.type !== "metric-monitor" ||
      subject.calls.some(({ arguments: list }) => list.some(({ type }) => type === "tag-list"))
    ) {
      return NOTHING;
    }
    const found: Finding[] = [];
    walkExpression(subject.query.expression, (node) => {
      if (node.type !== "binary" || found.length > 0) return;
      const left = keys(seriesIn(node.left));
      const right = keys(seriesIn(node.right));
      if (left === undefined || right === undefined || left === right) return;
      const broadcast = left === "" || right === "";
      found.push({
        message: broadcast
          ? `one operand of \`${node.op}\` is grouped by \`${left || right}\`, the other not at all: the same value is taken for every group`
          : `the operands of \`${node.op}\` are grouped by \`${left}\` and by \`${right}\`: only groups that match survive`,
        hint: "Group both by the same keys.",
        severity: broadcast ? "info" : "warning",
        path: "query",
        span: node.span,
      });
    });
    return found.length === 0 ? NOTHING : found;
  },
};

/** The keys that all the series share; undefined when there are none or they differ (a finding of its own, further in). */
function keys(series: readonly Series[]): string | undefined {
  const sets = new Set(series.map(({ by }) => [...new Set(by?.tags.map((tag) => tag.text) ?? [])].sort().join(",")));
  const [only] = sets;
  return sets.size === 1 ? only : undefined;
}
