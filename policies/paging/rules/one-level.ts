/** Who sleeps through a page is followed by somebody: an escalation has another step. */

import type { Rule } from "../../rule";
import { policiesInUse, stepsOf } from "../page-path";

export const oneLevel: Rule = {
  id: "one-level",
  pack: "paging",
  severity: "error",
  title: "No next step",
  summary: "Every escalation policy that a service uses has at least two steps that call somebody.",
  kinds: ["pagerduty/escalation-policy"],
  parameters: {
    steps: { description: "How many steps there are at least.", looser: "less", default: 2, problem: wholeNumber },
  },
  *check(stack, { steps: least }) {
    for (const resource of policiesInUse(stack).keys()) {
      if (resource.elsewhere) continue;
      const steps = stepsOf(stack, resource);
      if (!steps) {
        yield { type: "undecided", resource, property: "rules", message: "its steps are not known yet" };
        continue;
      }
      const calling = steps.filter((step) => step.length > 0).length;
      if (calling >= Number(least)) continue;
      yield {
        type: "violated",
        resource,
        property: "rules",
        value: String(calling),
        message: `the escalation policy \`${resource.key}\` has ${calling === 1 ? "1 step" : `${calling} steps`} of at least ${Number(least)}: whoever sleeps through the call is followed by nobody`,
        fix: resource.spec
          ? "Add a step under `steps`: `{ notify: […], escalateAfter: 10min }`."
          : "Add a rule with other targets.",
      };
    }
  },
};

function wholeNumber(value: unknown): string | undefined {
  return Number.isInteger(value) && Number(value) > 0 ? undefined : "Write a whole number, 1 or more.";
}
