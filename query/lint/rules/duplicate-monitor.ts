/** M13: the same monitor twice in one run. */

import { parseMonitorQuery, print } from "../../monitor/index";
import type { MonitorInput } from "../input";
import { NOTHING, type Rule } from "../rule";

export const duplicateMonitor: Rule = {
  id: "duplicate-monitor",
  ref: "M13",
  severity: "warning",
  confidence: "certain",
  summary: "Two monitors are the same; the vendor refuses the second in one organisation.",
  needsQuery: true,
  check: ({ input }, { notes }) => {
    const seen = notes(duplicateMonitor.id, () => new Map<string, MonitorInput>());
    // Cheap and nearly unique; the rest is compared only where it matches.
    const key = `${input.name ?? ""}\n${input.query.replaceAll(" ", "")}`;
    const other = seen.get(key);
    if (other === undefined) {
      seen.set(key, input);
      return NOTHING;
    }
    if (definitionOf(other) !== definitionOf(input)) return NOTHING;
    const name = other.subject ?? other.name ?? String(other.id ?? "");
    const where = other.file === undefined ? `\`${name}\`` : `\`${name}\` in ${other.file}`;
    return [{ message: `the monitor is the same as ${where}`, hint: "Remove one of the two.", path: "query" }];
  },
};

function definitionOf({ type, query, message, tags, options }: MonitorInput): string {
  return JSON.stringify([type, print(parseMonitorQuery(type, query).query), message, tags, options]);
}
