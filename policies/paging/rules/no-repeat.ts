/** When nobody answers, the escalation begins again. */

import type { Rule } from "../../rule";
import { numberAt, UNKNOWN } from "../../values";
import { policiesInUse } from "../page-path";
import { escalationSays } from "../said";

export const noRepeat: Rule = {
  id: "no-repeat",
  pack: "paging",
  severity: "error",
  title: "Escalation that gives up",
  summary: "Every escalation policy that a service uses begins again at least once when nobody answers.",
  kinds: ["pagerduty/escalation-policy"],
  parameters: {
    times: {
      description: "How often it begins again at least; PagerDuty takes 9 at most.",
      looser: "less",
      default: 1,
      problem: (value) =>
        Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 9
          ? undefined
          : "Write a whole number from 0 to 9.",
    },
  },
  *check(stack, { times }) {
    for (const resource of policiesInUse(stack).keys()) {
      if (resource.elsewhere) continue;
      const loops = numberAt(resource.body, "numLoops");
      const said = escalationSays(stack, resource, "repeat");
      const about = { resource, property: "numLoops", at: said };
      if (loops === UNKNOWN) {
        yield { type: "undecided", ...about, message: "how often it begins again is not known yet" };
        continue;
      }
      if ((loops ?? 0) >= Number(times)) continue;
      yield {
        type: "violated",
        ...about,
        value: String(loops ?? 0),
        message: `the escalation policy \`${resource.key}\` begins again ${loops === undefined || loops === 0 ? "never" : `${loops} times`}: after its last step nobody is called any more`,
        fix: said
          ? `Change \`repeat\` to \`${Number(times)}\` or more.`
          : `${resource.spec ? "Write `repeat:" : "Set `numLoops:"} ${Number(times)}\` or more.`,
      };
    }
  },
};
