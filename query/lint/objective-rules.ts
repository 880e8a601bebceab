/** Rules about objectives. */

import type { Rule } from "./rule";
import { objectiveQuery } from "./rules/objective-query";
import { objectiveTags } from "./rules/objective-tags";
import { objectiveTarget } from "./rules/objective-target";
import { objectiveTimeSlice } from "./rules/objective-time-slice";

export const OBJECTIVE_RULES: readonly Rule[] = [objectiveQuery, objectiveTags, objectiveTarget, objectiveTimeSlice];
