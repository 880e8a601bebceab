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
    // Inside `{{^is_recovery}}` or the like somebody has thought about it.
    const outside = new Set<TemplateNode>(subject.message().tree.body);
    const pagers = warning.filter(({ kind, handle, conditions, node }) => {
      return PAGING.has(kind) && conditions.length === 0 && alerted.has(handle) && outside.has(node);
    });
    if (pagers.length === 0) return NOTHING;
    const warns = hasWarning(subject);
    if (warns === undefined) return notChecked("the warning threshold is a placeholder");
    if (!warns) return NOTHING;
    return pagers.map(
      ({ handle, node }): Finding => ({
        message: `\`${handle}\` stands outside every conditional: it is called for warnings as for alerts`,
        hint: `Put it into \`{{#is_alert}}\` and \`{{#is_alert_recovery}}\`.`,
        path: "message",
        span: node.span,
      }),
    );
  },
};
