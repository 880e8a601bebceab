/** The rules of the paging pack, in the order in which they are listed. */

import type { Rule } from "../../rule";

export const PAGING_RULES: readonly Rule[] = [];
