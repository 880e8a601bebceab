/** The rules of the retention pack, in the order in which they are listed. */

import type { Rule } from "../../rule";

export const RETENTION_RULES: readonly Rule[] = [];
