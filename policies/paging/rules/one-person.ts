/** At every minute of a year the steps of an escalation call different people: a step that calls the same person again helps nobody. */

import type { Rule } from "../../rule";
import { coverageOf, isKnown } from "../coverage";
import { policiesInUse } from "../page-path";
import { nameOfPerson, spansInWords } from "../words";

export const onePerson: Rule = {
  id: "one-person",
  pack: "paging",
  severity: "error",
  title: "Only one person",
  summary: "At every minute of a year, all steps of an escalation together call at least two different people.",
  kinds: ["pagerduty/escalation-policy", "pagerduty/schedule"],
  parameters: {
    people: {
      description: "How many different people are called at least, all steps together.",
      looser: "less",
      default: 2,
      problem: (value) =>
        Number.isInteger(value) && Number(value) > 0 ? undefined : "Write a whole number, 1 or more.",
    },
  },
  *check(stack, { people: least }) {
    for (const resource of policiesInUse(stack).keys()) {
      if (resource.elsewhere) continue;
      const coverage = coverageOf(stack, resource);
      const few = coverage.periods.flatMap((period) => {
        const called = [...new Set(period.steps.flat())];
        const certain = called.filter(isKnown);
        // Nobody at all is another rule's.
        return called.length > 0 && certain.length < Number(least) ? [{ ...period, called, certain }] : [];
      });
      if (few.length === 0 && !(coverage.hidden && coverage.periods.length === 0)) continue;
      const about = { resource, property: "rules" };
      if (coverage.hidden) {
        yield {
          type: coverage.hidden.type,
          ...about,
          message: `whether \`${resource.key}\` always calls ${Number(least)} people was not checked: ${coverage.hidden.message}`,
        };
        continue;
      }
      const sure = few.filter(({ called, certain }) => called.length === certain.length);
      const [first] = sure;
      if (!first) {
        yield {
          type: "undecided",
          ...about,
          message: `some of those whom \`${resource.key}\` calls are not known yet: they may be the same`,
        };
        continue;
      }
      // Whose turn comes first is another one every week.
      const names = [...new Set(sure.flatMap(({ called }) => called))].map(nameOfPerson).sort();
      const shown = `${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""}`;
      yield {
        type: "violated",
        ...about,
        value: names.join(", "),
        message: `every step of the escalation policy \`${resource.key}\` calls ${first.called.length === 1 ? `one person alone${names.length > 1 ? ", in turns" : ""}` : `the same ${first.called.length} people`} (${shown}) ${spansInWords(sure, coverage.timeZone)}`,
        fix: "Let a later step call somebody else, too.",
      };
    }
  },
};
