/** M3: who is alerted does not hear of the recovery. */

import { hasPlaceholders, PAGING, toldIn } from "../facts/handles";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";

export const recoveryNotRouted: Rule = {
  id: "recovery-not-routed",
  ref: "M3",
  severity: "warning",
  confidence: "likely",
  summary: "A handle is told of the alert but never of the recovery: an incident it opened stays open.",
  needsQuery: false,
  needs: ["handles"],
  check: (subject) => {
    const alert = toldIn("alert", subject);
    if (alert.length === 0) return NOTHING;
    const told = new Set(toldIn("recovery", subject).map(({ handle }) => handle));
    const left = alert.filter(({ handle }) => !told.has(handle));
    if (left.length === 0) return NOTHING;
    if (hasPlaceholders(subject)) return notChecked("a placeholder may hold a handle");
    return left.map(({ handle, kind, node }): Finding => {
      const pages = PAGING.has(kind);
      return {
        message: pages
          ? `\`${handle}\` is alerted but not told of the recovery: its incident stays open`
          : `\`${handle}\` is alerted but not told of the recovery`,
        hint: `Add \`{{#is_recovery}}${handle}{{/is_recovery}}\`, or put the handle outside the conditionals.`,
        severity: pages ? "warning" : "info",
        path: "message",
        span: node.span,
      };
    });
  },
};
