/** Rules about detection rules. */

import type { Rule } from "./rule";
import { detectionCondition } from "./rules/detection-condition";
import { detectionDurations } from "./rules/detection-durations";
import { detectionQueryName } from "./rules/detection-query-name";

export const DETECTION_RULES: readonly Rule[] = [detectionCondition, detectionDurations, detectionQueryName];
