/** What the resolver of a part needs to know: the severities' order, the known metrics, and where to put findings. */

import type { Diagnostic } from "../../diagnostics/index";
import { type Node, type Place, placeOf } from "../load/tree";
import type { KnownMetric } from "../metric-units";
import type { Duration, Problem } from "../quantity";
import { notWhole } from "../whole-minutes";

export interface Context {
  /** Environment being resolved. */
  env: string;
  /** `<system>-<service>`, before every name. */
  prefix: string;
  service: string;
  /** Priority by severity; 1 is the most urgent. */
  priorities: ReadonlyMap<string, number>;
  /** Whether the whole catalog could be read, so that what is missing is missing. */
  whole: boolean;
  metrics: readonly KnownMetric[];
  diagnostics: Diagnostic[];
}

/** One entry being resolved: its tree, its key, and its path in the catalog. */
export interface Part {
  key: string;
  place: Place;
  node: Node;
  /** e.g. `["services", "checkout", "monitors", "errors"]`. */
  path: readonly string[];
}

/** Adds a finding about a value inside a part; at the part itself when the value was not written. */
export function complain(context: Context, part: Part, path: readonly PropertyKey[], problem: Problem): void {
  context.diagnostics.push({
    code: problem.code,
    severity: "error",
    message: problem.message,
    hint: problem.hint,
    ...placeOf(part.node, path, part.place),
    path: [...part.path, ...path].map(String).join("."),
  });
}

/** Complains about each of a part's lengths of time that is given and not whole minutes (or hours, or days). */
export function wholeMinutes(
  context: Context,
  part: Part,
  lengths: Readonly<Record<string, Duration | undefined>>,
  inside: readonly string[] = [],
  steps?: Parameters<typeof notWhole>[1],
): void {
  for (const [name, length] of Object.entries(lengths)) {
    const problem = length && notWhole(length, steps);
    if (problem) complain(context, part, [...inside, name], problem);
  }
}
