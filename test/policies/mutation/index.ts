/** Every rule's breaks, once. */

import type { Breaks } from "./break";
import { PAGING_BREAKS } from "./paging";
import { RETENTION_BREAKS } from "./retention";
import { TAGGING_BREAKS } from "./tagging";

export const BREAKS: Breaks = { ...TAGGING_BREAKS, ...RETENTION_BREAKS, ...PAGING_BREAKS };
