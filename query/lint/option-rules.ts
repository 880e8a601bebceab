/** Rules about thresholds and options: what the vendor refuses or what contradicts the query. */

import type { Rule } from "./rule";

export const OPTION_RULES: readonly Rule[] = [];
