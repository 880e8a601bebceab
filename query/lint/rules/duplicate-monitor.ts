/** M13: the same monitor twice in one run. */

import { print } from "../../monitor/index";
import { NOTHING, type Rule } from "../rule";

export const duplicateMonitor: Rule = {
  id: "duplicate-monitor",
  ref: "M13",
  severity: "warning",
  confidence: "certain",
  summary: "Two monitors are the same; the vendor refuses the second in one organisation.",
  needsQuery: true,
  check: ({ input, query }, { notes }) => {
    const seen = notes(duplicateMonitor.id, () => new Map<string, string>());
    const definition = JSON.stringify([input.type, print(query), input.name, input.message, input.tags, input.options]);
    const name = input.subject ?? input.name ?? String(input.id ?? "");
    const where = input.file === undefined ? `\`${name}\`` : `\`${name}\` in ${input.file}`;
    const other = seen.get(definition);
    if (other === undefined) {
      seen.set(definition, where);
      return NOTHING;
    }
    return [{ message: `the monitor is the same as ${other}`, hint: "Remove one of the two.", path: "query" }];
  },
};
