/** Rules about what a query means, without knowledge of metrics. */

import type { Rule } from "./rule";

export const QUERY_RULES: readonly Rule[] = [];
