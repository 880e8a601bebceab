/** Rules that need facts about metrics: their type, their unit. */

import type { Rule } from "./rule";

export const UNIT_RULES: readonly Rule[] = [];
