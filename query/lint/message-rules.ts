/** Rules about messages, names and searches: what the template and search languages make of them. */

import type { Rule } from "./rule";

export const MESSAGE_RULES: readonly Rule[] = [];
