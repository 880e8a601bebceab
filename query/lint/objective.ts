/** Objectives (SLOs) as the linter sees them, and its run over them. Names and values are the API's. */

import type { Diagnostic } from "../../diagnostics/index";
import type { About } from "./place";
import { placeFinding } from "./place";
import { RULES } from "./registry";
import type { Fix } from "./rule";

export interface ObjectiveInput extends About {
  /** `metric`, `monitor`, `time_slice`. */
  type: string;
  name: string;
  thresholds?: readonly unknown[];
  /** `{numerator, denominator}` of a metric objective. */
  query?: unknown;
  /** `{time_slice: …}` of a time-slice objective. */
  sli_specification?: unknown;
  tags?: readonly unknown[];
}

/** A diagnostic, the objective it is about (its index in the run) and the change, where it is certain. */
export interface ObjectiveFinding {
  diagnostic: Diagnostic;
  objective: number;
  fix: Fix | undefined;
}

export function lintObjectives(objectives: readonly ObjectiveInput[]): ObjectiveFinding[] {
  const found: ObjectiveFinding[] = [];
  for (const [index, objective] of objectives.entries()) {
    for (const rule of RULES) {
      for (const finding of rule.checkObjective?.(objective) ?? []) {
        found.push({ diagnostic: placeFinding(objective, rule, finding), objective: index, fix: finding.fix });
      }
    }
  }
  return found;
}
