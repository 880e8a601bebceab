/** C3 and C4: composites and members without data. */

import { type CompositeExpression, monitorIdsIn } from "../../composite/index";
import { memberName } from "../facts/member";
import { notifiesOnNoData } from "../facts/missing-data";
import { isTrue, type MonitorInput } from "../input";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const compositeNoData: Rule = {
  id: "composite-no-data",
  ref: "C3",
  severity: "warning",
  confidence: "certain",
  summary: "A composite sees a member without data only if that member says so; a negated one stays NO DATA.",
  needsQuery: true,
  needs: ["composite"],
  check: (subject, { byId }) => {
    const { query } = subject;
    if (query.type !== "composite") return NOTHING;
    const ids = monitorIdsIn(query.expression);
    if (!ids.some(({ id }) => byId.has(id)))
      return notifiesOnNoData(subject) ? notChecked("the members are not among the monitors") : NOTHING;
    const found: Finding[] = [];
    if (notifiesOnNoData(subject)) {
      for (const { id, span } of ids) {
        const member = byId.get(id);
        if (!member || saysNoData(member)) continue;
        const message = `the composite notifies on no data, but its member ${memberName(id, byId)} never says so`;
        found.push({ message, hint: "Let the member notify on no data too.", path: "query", span });
      }
    }
    for (const { id, span } of negated(query.expression)) {
      const member = byId.get(id);
      if (!member || !saysNoData(member)) continue;
      const message = `the negation stays NO DATA while ${memberName(id, byId)} has no data, and never becomes true`;
      found.push({
        message,
        hint: "Let the member resolve on missing data, or name a monitor that alerts.",
        path: "query",
        span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};

function saysNoData({ options = {} }: MonitorInput): boolean {
  const { on_missing_data: chosen } = options;
  return isTrue(options.notify_no_data) || chosen === "show_no_data" || chosen === "show_and_notify_no_data";
}

function negated(expression: CompositeExpression): ReturnType<typeof monitorIdsIn> {
  switch (expression.type) {
    case "not":
      return expression.operand.type === "monitor-id" ? [expression.operand] : negated(expression.operand);
    case "all":
    case "any":
      return expression.operands.flatMap(negated);
    default:
      return [];
  }
}
