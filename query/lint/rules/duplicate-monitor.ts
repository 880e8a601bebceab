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
    const seen = notes(duplicateMonitor.id, () => new Map<string, SameName>());
    const other = lookUp(seen, input);
    if (!other || definitionOf(other) !== definitionOf(input)) return NOTHING;
    const name = other.subject ?? other.name ?? String(other.id ?? "");
    const where = other.file === undefined ? `\`${name}\`` : `\`${name}\` in ${other.file}`;
    return [{ message: `the monitor is the same as ${where}`, hint: "Remove one of the two.", path: "query" }];
  },
};

/** Names are nearly unique: queries are compared only where names are equal, and all else only where both are. */
interface SameName {
  first: MonitorInput;
  /** Of a name that came more than once. */
  byQuery: Map<string, MonitorInput> | undefined;
}

/** The first monitor of the name and query; this one, if it is the first, is remembered. */
function lookUp(seen: Map<string, SameName>, input: MonitorInput): MonitorInput | undefined {
  const { name = "" } = input;
  const same = seen.get(name);
  if (!same) {
    seen.set(name, { first: input, byQuery: undefined });
    return undefined;
  }
  same.byQuery ??= new Map([[withoutBlanks(same.first), same.first]]);
  const query = withoutBlanks(input);
  const other = same.byQuery.get(query);
  if (!other) same.byQuery.set(query, input);
  return other;
}

function withoutBlanks({ query }: MonitorInput): string {
  return query.replaceAll(" ", "");
}

function definitionOf({ type, query, message, tags, options }: MonitorInput): string {
  return JSON.stringify([type, print(parseMonitorQuery(type, query).query), message, tags, options]);
}
