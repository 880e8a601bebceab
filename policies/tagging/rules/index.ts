/** The rules of the tagging pack, in the order in which they are listed. */

import type { Rule } from "../../rule";
import { contradictoryTags } from "./contradictory-tags";
import { requiredTags } from "./required-tags";

export const TAGGING_RULES: readonly Rule[] = [requiredTags, contradictoryTags];
