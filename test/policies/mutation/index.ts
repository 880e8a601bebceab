/** Every rule's breaks, once. */

import type { Breaks } from "./break";
import { LOOSENED_BREAKS } from "./loosened";
import { HOP_BREAKS } from "./paging-hops";
import { PROMISE_BREAKS } from "./paging-promises";
import { RETENTION_BREAKS } from "./retention";
import { TAGGING_BREAKS } from "./tagging";

export const BREAKS: Breaks = {
  ...TAGGING_BREAKS,
  ...RETENTION_BREAKS,
  ...HOP_BREAKS,
  ...PROMISE_BREAKS,
  ...LOOSENED_BREAKS,
};
