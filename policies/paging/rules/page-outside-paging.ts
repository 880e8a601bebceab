/** Where nobody is on call, nothing pages: a rehearsal that wakes somebody is how pages come to be ignored. */

import type { Rule } from "../../rule";
import { ALERT_KINDS, alertsOf, undecidedOf } from "../alerts";

export const pageOutsidePaging: Rule = {
  id: "page-outside-paging",
  pack: "paging",
  severity: "error",
  title: "Page outside of production",
  summary: "In an environment that tells a chat or nobody, nothing pages.",
  kinds: ALERT_KINDS,
  *check(stack) {
    const { notify, name } = stack.environment;
    if (notify === "page") return;
    const where = `\`${name}\`, where ${notify === "chat" ? "a chat alone" : "nobody"} is told`;
    for (const alert of alertsOf(stack)) {
      const { resource, title, property } = alert;
      yield* undecidedOf(alert);
      for (const { handle } of alert.pagers())
        yield {
          type: "violated",
          resource,
          property,
          value: handle,
          message: `the ${title} pages \`${handle}\` in ${where}`,
          fix: "Take the pager out, or write it for environments that page alone.",
        };
    }
  },
};
