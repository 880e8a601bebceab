/** M4: a handle that calls somebody stands outside every conditional, so that warnings call, too. */

import type { TemplateHandle, TemplateNode } from "../../template/index";
import { hasWarning, PAGING, toldIn } from "../facts/handles";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const pageOnWarning: Rule = {
  id: "page-on-warning",
  ref: "M4",
  severity: "warning",
  confidence: "likely",
  summary: "A pager is called on every transition, warnings included.",
  needsQuery: false,
  needs: ["handles"],
  check: (subject) => {
    const warns = hasWarning(subject);
    if (warns === false) return NOTHING;
    const outside = new Set(pagersOutside(subject.message().tree.body));
    if (outside.size === 0) return NOTHING;
    const alert = toldIn("alert", subject);
    const alerted = new Set(alert.filter(({ conditions }) => conditions.length === 0).map(({ handle }) => handle));
    const pagers = toldIn("warning", subject).filter(({ handle, conditions, node }) => {
      return conditions.length === 0 && alerted.has(handle) && outside.has(node);
    });
    if (pagers.length === 0) return NOTHING;
    if (warns === undefined) return notChecked("the warning threshold is a placeholder");
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

/** Pagers outside of conditionals, or only outside of recoveries and the like. */
function pagersOutside(nodes: readonly TemplateNode[]): TemplateHandle[] {
  return nodes.flatMap((node) => {
    if (node.type === "handle") return PAGING.has(node.kind) ? [node] : [];
    return node.type === "block" && node.negated && OTHERS.has(node.helper) ? pagersOutside(node.body) : [];
  });
}
