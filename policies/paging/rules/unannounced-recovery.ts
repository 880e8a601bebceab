/** Whoever is told of an alert that pages is told of its end: a pager keeps calling, and people keep looking, for what is over. */

import type { Rule } from "../../rule";
import { UNKNOWN } from "../../values";
import { alertsOf, undecidedOf } from "../alerts";

export const unannouncedRecovery: Rule = {
  id: "unannounced-recovery",
  pack: "paging",
  severity: "error",
  title: "End that is not told",
  summary: "Whoever is told of an alert that pages is told of its recovery, too.",
  kinds: ["datadog/monitor", "datadog/synthetics-test"],
  *check(stack) {
    for (const alert of alertsOf(stack)) {
      const { resource, title, property } = alert;
      if (!alert.ends) continue;
      yield* undecidedOf(alert);
      if (alert.pagers().length === 0) continue;
      const told = alert.told();
      if (told === UNKNOWN) continue;
      const ended = new Set(
        told.recovery
          .filter(
            ({ conditions }) =>
              !conditions.includes("is_warning_recovery") && !conditions.includes("is_no_data_recovery"),
          )
          .map(({ handle }) => handle),
      );
      const left = [...new Set(told.alert.map(({ handle }) => handle))].filter((handle) => !ended.has(handle));
      if (left.length === 0) continue;
      const names = left.map((handle) => `\`${handle}\``).join(", ");
      yield {
        type: "violated",
        resource,
        property,
        value: left.join(" "),
        message: `the ${title} tells ${names} of the alert and not of its end`,
        fix: `Add \`{{#is_recovery}}${left.join(" ")}{{/is_recovery}}\` to its message.`,
      };
    }
  },
};
