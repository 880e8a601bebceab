/** At every minute of a year somebody is on call: where nobody is, PagerDuty opens nothing and keeps nothing. */

import type { Rule } from "../../rule";
import { coverageOf } from "../coverage";
import { policiesInUse } from "../page-path";
import { spansInWords } from "../words";

export const uncoveredTime: Rule = {
  id: "uncovered-time",
  pack: "paging",
  severity: "error",
  title: "Time without anybody on call",
  summary: "At every minute of a year, changes of clocks included, some step of every escalation calls somebody.",
  kinds: ["pagerduty/escalation-policy", "pagerduty/schedule"],
  *check(stack) {
    for (const resource of policiesInUse(stack).keys()) {
      if (resource.elsewhere) continue;
      const coverage = coverageOf(stack, resource);
      const gaps = coverage.periods.filter(({ steps }) => steps.every((called) => called.length === 0));
      const about = { resource, property: "rules" };
      if (coverage.hidden && (gaps.length > 0 || coverage.periods.length === 0)) {
        yield {
          type: coverage.hidden.type,
          ...about,
          message: `whether \`${resource.key}\` always calls somebody was not checked: ${coverage.hidden.message}`,
        };
        continue;
      }
      if (gaps.length === 0) continue;
      const words = spansInWords(gaps, coverage.timeZone);
      yield {
        type: "violated",
        ...about,
        value: words,
        message: `the escalation policy \`${resource.key}\` calls nobody ${words}`,
        fix: "Add people to these hours, an earlier `start` where turns have not begun, or a last step that calls somebody by name.",
      };
    }
  },
};
