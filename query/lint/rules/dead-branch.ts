/** M6: a conditional for a state the monitor never notifies of. */

import type { TemplateBlock } from "../../template/index";
import { blocksIn, hasWarning, notifiesNoData } from "../facts/handles";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

export const deadBranch: Rule = {
  id: "dead-branch",
  ref: "M6",
  severity: "warning",
  confidence: "likely",
  summary: "The message has a text for a state the monitor never notifies of.",
  needsQuery: false,
  needs: ["blocks"],
  check: (subject) => {
    const blocks = blocksIn(subject).filter(({ negated }) => !negated);
    if (blocks.length === 0) return NOTHING;
    const found: Finding[] = [];
    let unsure = false;
    for (const block of blocks) {
      const reason = whyDead(block, subject);
      if (reason === "unsure") unsure = true;
      else if (reason) {
        const [message, hint] = reason;
        found.push({ message, hint, path: "message", span: block.openSpan });
      }
    }
    if (found.length > 0) return found;
    return unsure ? notChecked("an option is a placeholder") : NOTHING;
  },
};

const WARNING: ReadonlySet<string> = new Set(["is_warning", "is_warning_recovery", "is_alert_to_warning"]);
const NO_DATA: ReadonlySet<string> = new Set(["is_no_data", "is_no_data_recovery"]);

/** Their states are those of something else, or come without a threshold. */
const WARN_BY_THEMSELVES: ReadonlySet<string> = new Set(["service check", "composite", "synthetics alert"]);

function whyDead(block: TemplateBlock, subject: Subject): [string, string] | "unsure" | undefined {
  const { helper } = block;
  if (WARNING.has(helper) && !WARN_BY_THEMSELVES.has(subject.type)) {
    const warns = hasWarning(subject);
    if (warns === undefined) return "unsure";
    if (!warns)
      return [
        `\`${helper}\` is never true: there is no warning threshold`,
        "Set `thresholds.warning`, or remove the block.",
      ];
  }
  if (NO_DATA.has(helper)) {
    const notifies = notifiesNoData(subject);
    if (notifies === undefined) return "unsure";
    const silent = helper === "is_no_data_recovery" && subject.options.on_missing_data === "show_no_data";
    if (!notifies && !silent) {
      return [
        `\`${helper}\` is never true: the monitor does not notify on missing data`,
        subject.type === "service check" || subject.type === "composite"
          ? "Set `notify_no_data`, or remove the block."
          : "Set `on_missing_data: show_and_notify_no_data`, or remove the block.",
      ];
    }
  }
  if (helper === "is_unknown" && subject.type !== "service check" && subject.type !== "composite") {
    return ["`is_unknown` is never true: only service checks know that state", "Remove the block."];
  }
  return undefined;
}
