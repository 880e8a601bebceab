/** C2: members of a composite that are split by different keys and must be true together. */

import type { CompositeExpression } from "../../composite/index";
import { groupsOf } from "../../meaning/index";
import { parseMonitorQuery } from "../../monitor/index";
import { memberName } from "../facts/member";
import type { MonitorInput } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

export const compositeGroups: Rule = {
  id: "composite-groups",
  ref: "C2",
  severity: "warning",
  confidence: "possible",
  summary: "Members joined by `&&` are split by keys that have nothing in common, so no group has both.",
  needsQuery: true,
  needs: ["composite"],
  check: ({ query }, { byId }) => {
    if (query.type !== "composite") return NOTHING;
    const found: Finding[] = [];
    for (const operands of conjunctions(query.expression)) {
      const members = operands.flatMap((operand) => {
        if (operand.type !== "monitor-id") return [];
        const member = byId.get(operand.id);
        const keys = member && keysOf(member);
        return keys && keys.length > 0 ? [{ operand, keys }] : [];
      });
      const [first, ...others] = members;
      const stranger = first && others.find(({ keys }) => !keys.some((key) => first.keys.includes(key)));
      if (!first || !stranger) continue;
      found.push({
        message: `${memberName(first.operand.id, byId)} is split by ${list(first.keys)}, ${memberName(stranger.operand.id, byId)} by ${list(stranger.keys)}: they share no group`,
        hint: "Split both by a common key, or leave one of them ungrouped.",
        path: "query",
        span: stranger.operand.span,
      });
    }
    return found.length === 0 ? NOTHING : found;
  },
};

/** Undefined where a placeholder or another monitor decides. */
function keysOf(member: MonitorInput): readonly string[] | undefined {
  const { query } = parseMonitorQuery(member.type, member.query);
  const groups = groupsOf(query, member.options?.variables);
  return groups.exact ? groups.keys : undefined;
}

function conjunctions(expression: CompositeExpression): CompositeExpression[][] {
  switch (expression.type) {
    case "all":
      return [expression.operands, ...expression.operands.flatMap(conjunctions)];
    case "any":
      return expression.operands.flatMap(conjunctions);
    case "not":
      return conjunctions(expression.operand);
    default:
      return [];
  }
}

function list(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(", ");
}
