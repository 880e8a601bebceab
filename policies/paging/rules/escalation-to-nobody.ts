/** Fifth hop: what the steps of a policy call is there, and is what its type says. */

import { eachOf, type Rule } from "../../rule";
import { sayHop, stepsOf } from "../page-path";

export const escalationToNobody: Rule = {
  id: "escalation-to-nobody",
  pack: "paging",
  severity: "error",
  title: "Escalation to nobody",
  summary: "Every step of an escalation policy calls schedules and people that are there.",
  ...eachOf(["pagerduty/escalation-policy"], function* (resource, stack) {
    const steps = stepsOf(stack, resource);
    if (!steps) {
      yield { type: "undecided", resource, property: "rules", message: "whom its steps call is not known yet" };
      return;
    }
    for (const [index, step] of steps.entries()) {
      const what = `step ${index + 1} of the escalation policy \`${resource.key}\``;
      if (step.length === 0)
        yield {
          type: "violated",
          resource,
          property: `rules.${index}.targets`,
          value: "[]",
          message: `${what} calls nobody`,
          fix: "Give it a schedule or a person, or leave the step out.",
        };
      for (const { property, to, hop } of step)
        yield* sayHop(hop, {
          resource,
          property,
          what,
          to,
          fix: "Name a schedule (`type: schedule_reference`) or a person (`type: user_reference`) that is there.",
        });
    }
  }),
};
