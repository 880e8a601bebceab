/** The objectives (SLOs) among what a JSON file holds: which objects they are, and their findings. */

import { lintObjectives, type ObjectiveFinding, type ObjectiveInput } from "../../query/index";
import type { Placed } from "./placed";

export interface ReadObjective extends Placed {
  input: ObjectiveInput;
  /** As the API gives it; burn-rate alerts name it. */
  id: string | undefined;
}

type Json = Record<string, unknown>;

const TYPES: ReadonlySet<unknown> = new Set(["metric", "monitor", "time_slice"]);

/** An object with one of the three types and a list of targets. */
export function isObjective(value: Json): boolean {
  return TYPES.has(value.type) && Array.isArray(value.thresholds);
}

/** The finding of an objective, and where a fix of it would be made. */
export interface PlacedFinding extends Pick<ObjectiveFinding, "diagnostic" | "fix"> {
  placed: Placed;
}

export function objectiveFindings(objectives: readonly ReadObjective[]): PlacedFinding[] {
  const found = lintObjectives(objectives.map(({ input }) => input));
  return found.flatMap(({ diagnostic, fix, objective }) => {
    const placed = objectives[objective];
    return placed ? [{ diagnostic, fix, placed }] : [];
  });
}

/** The target of an objective of these files by its id; undefined for another one, and where periods differ in it. */
export function targetsOf(objectives: readonly ReadObjective[]): (id: string) => number | undefined {
  const targets = new Map<string, number>();
  for (const { id, input } of objectives) {
    const all = (input.thresholds ?? []).map((item) => (item as { target?: unknown } | null)?.target);
    const [target] = all;
    if (id !== undefined && typeof target === "number" && all.every((one) => one === target)) targets.set(id, target);
  }
  return (id) => targets.get(id);
}
