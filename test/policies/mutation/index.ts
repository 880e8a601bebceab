/** Every rule's breaks, once. */

import type { Breaks } from "./break";
import { PAGING_BREAKS } from "./paging";
import { TAGGING_BREAKS } from "./tagging";

export const BREAKS: Breaks = { ...TAGGING_BREAKS, ...PAGING_BREAKS };
