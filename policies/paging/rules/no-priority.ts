/** Who says how urgent an alert is says whether it has to page: of what does not say it no rule can ask anything. */

import type { Rule } from "../../rule";
import { UNKNOWN } from "../../values";
import { alertsOf } from "../alerts";
import { pagingIn } from "../where";

export const noPriority: Rule = {
  id: "no-priority",
  pack: "paging",
  severity: "warning",
  title: "No priority",
  summary: "Where an environment pages, every monitor and every test from outside says how urgent it is.",
  kinds: ["datadog/monitor", "datadog/synthetics-test"],
  *check(stack) {
    if (pagingIn(stack) !== "page") return;
    for (const alert of alertsOf(stack)) {
      const { resource, title, priority } = alert;
      // Signals have a status, and Sentry's alerts the catalog's word.
      if (!alert.ends || typeof priority === "number") continue;
      const property = resource.kind === "datadog/synthetics-test" ? "optionsList.monitorPriority" : "priority";
      if (priority === UNKNOWN) {
        yield { type: "undecided", resource, property, message: `how urgent the ${title} is, is not known yet` };
        continue;
      }
      const pages = !alert.isOpen() && alert.pagers().length > 0;
      yield {
        type: "violated",
        resource,
        property,
        value: "",
        message: `the ${title} says no priority: ${pages ? "how soon its page is to be answered" : "whether it has to page"} cannot be judged`,
        fix: `Set \`${property}\`: 1 or 2 for what has to wake somebody, 3 to 5 for what has not.`,
      };
    }
  },
};
