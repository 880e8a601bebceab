/** Detection rules of Cloud SIEM as the linter sees them, and its run over them. Names and values are the API's. */

import type { Diagnostic } from "../../diagnostics/index";
import type { About } from "./place";
import { placeFinding } from "./place";
import { RULES } from "./registry";
import type { Fix } from "./rule";

export interface DetectionInput extends About {
  name: string;
  queries?: readonly unknown[];
  cases?: readonly unknown[];
  options?: unknown;
}

/** A diagnostic, the detection rule it is about (its index in the run) and the change, where it is certain. */
export interface DetectionFinding {
  diagnostic: Diagnostic;
  detection: number;
  fix: Fix | undefined;
}

export function lintDetections(detections: readonly DetectionInput[]): DetectionFinding[] {
  const found: DetectionFinding[] = [];
  for (const [index, detection] of detections.entries()) {
    for (const rule of RULES) {
      for (const finding of rule.checkDetection?.(detection) ?? []) {
        found.push({ diagnostic: placeFinding(detection, rule, finding), detection: index, fix: finding.fix });
      }
    }
  }
  return found;
}
