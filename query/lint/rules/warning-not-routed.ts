/** M3: a warning threshold, but the message has text or a handle for alerts only. */

import { blocksIn, hasPlaceholders, hasWarning, toldIn } from "../facts/handles";
import { NOTHING, notChecked, type Rule } from "../rule";

export const warningNotRouted: Rule = {
  id: "warning-not-routed",
  ref: "M3",
  severity: "warning",
  confidence: "likely",
  summary: "The monitor has a warning threshold, but its message only speaks to alerts.",
  needsQuery: false,
  check: (subject) => {
    const warns = hasWarning(subject);
    if (warns === undefined) return notChecked("the warning threshold is a placeholder");
    if (!warns) return NOTHING;
    const alert = toldIn("alert", subject);
    const path = "message";
    if (alert.length > 0 && toldIn("warning", subject).length === 0) {
      if (hasPlaceholders(subject)) return notChecked("a placeholder may hold a handle");
      const [first] = alert;
      return [
        {
          message: `there is a warning threshold, but ${alert.map(({ handle }) => `\`${handle}\``).join(", ")} is told of alerts only: nobody hears of a warning`,
          hint: "Add `{{#is_warning}}` with a handle, or remove the warning threshold.",
          path,
          ...(first ? { span: first.node.span } : {}),
        },
      ];
    }
    const blocks = blocksIn(subject);
    const forAlert = blocks.find(({ helper, negated }) => helper === "is_alert" && !negated);
    const forWarning = blocks.some(
      ({ helper, otherwise }) => WARNING.has(helper) || (helper === "is_alert" && otherwise),
    );
    if (!forAlert || forWarning) return NOTHING;
    return [
      {
        message:
          "there is a warning threshold, but only `{{#is_alert}}` has a text of its own: a warning arrives without it",
        hint: "Add a `{{#is_warning}}` block, or remove the warning threshold.",
        // The vendor's pages write a check's warning threshold whether or not the check ever warns.
        severity: subject.type === "service check" ? "info" : "warning",
        path,
        span: forAlert.openSpan,
      },
    ];
  },
};

const WARNING: ReadonlySet<string> = new Set(["is_warning", "is_alert_to_warning"]);
