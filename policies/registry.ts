/** Every rule of every pack, once. A test compares it with the ids a catalog may name and with the folders. */

import { PAGING_RULES } from "./paging/rules/index";
import { RETENTION_RULES } from "./retention/rules/index";
import type { Rule } from "./rule";
import { TAGGING_RULES } from "./tagging/rules/index";

export const RULES: readonly Rule[] = [...TAGGING_RULES, ...RETENTION_RULES, ...PAGING_RULES];
