/** M4: a handle that calls somebody stands outside every conditional, so that warnings call, too. */

import type { TemplateNode } from "../../template/index";
import { hasWarning, PAGING, routesOf } from "../facts/handles";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const pageOnWarning: Rule = {
  id: "page-on-warning",
  ref: "M4",
  severity: "warning",
  confidence: "likely",
  summary: "A pager is called on every transition, warnings included.",
  needsQuery: false,
  check: (subject) => {
    const { alert, warning } = routesOf(subject);
    const alerted = new Set(alert.filter(({ conditions }) => conditions.length === 0).map(({ handle }) => handle));
    const outside = new Set(undecided(subject.message().tree.body));
    const pagers = warning.filter(({ kind, handle, conditions, node }) => {
      return PAGING.has(kind) && conditions.length === 0 && alerted.has(handle) && outside.has(node);
    });
    if (pagers.length === 0) return NOTHING;
    const warns = hasWarning(subject);
    if (warns === undefined) return notChecked("the warning threshold is a placeholder");
    if (!warns) return NOTHING;
    return pagers.map(
      ({ handle, node }): Finding => ({
        message: `\`${handle}\` stands outside every conditional on alerts: it is called for warnings as for alerts`,
        hint: `Put it into \`{{#is_alert}}\` and \`{{#is_alert_recovery}}\`.`,
        path: "message",
        span: node.span,
      }),
    );
  },
};

/** Negated, these leave warnings in. */
const OTHERS: ReadonlySet<string> = new Set(["is_no_data", "is_recovery", "is_renotify"]);

/** What stands outside of conditionals, or only outside of recoveries and the like. */
function undecided(nodes: readonly TemplateNode[]): TemplateNode[] {
  return nodes.flatMap((node) =>
    node.type === "block" && node.negated && OTHERS.has(node.helper) ? undecided(node.body) : [node],
  );
}
