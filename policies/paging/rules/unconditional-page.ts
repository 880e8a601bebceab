/** A pager stands inside a conditional on the monitor's state: outside of one it is called for warnings, silence and reminders as well. */

import type { Rule } from "../../rule";
import { alertsOf, undecidedOf } from "../alerts";

export const unconditionalPage: Rule = {
  id: "unconditional-page",
  pack: "paging",
  severity: "error",
  title: "Pager outside of a conditional",
  summary: "Every pager in a message stands inside a conditional on the monitor's state.",
  kinds: ["datadog/monitor", "datadog/synthetics-test"],
  *check(stack) {
    for (const alert of alertsOf(stack)) {
      const { resource, title, property } = alert;
      if (alert.ends) yield* undecidedOf(alert);
      const handles = [...new Set(alert.always())];
      if (handles.length === 0) continue;
      const names = handles.map((handle) => `\`${handle}\``).join(", ");
      yield {
        type: "violated",
        resource,
        property,
        value: handles.join(" "),
        message: `the ${title} pages ${names} in every state, for a warning and for silence, too: no conditional on the state is around it`,
        fix: `Write \`{{#is_alert}}${handles.join(" ")}{{/is_alert}}\` and \`{{#is_recovery}}${handles.join(" ")}{{/is_recovery}}\`.`,
      };
    }
  },
};
