/** The rules of the retention pack, in the order in which they are listed. */

import type { Rule } from "../../rule";
import { archiveMissing } from "./archive-missing";
import { archiveOrderIncomplete } from "./archive-order-incomplete";
import { archivePath } from "./archive-path";
import { archiveRegion } from "./archive-region";
import { indexOrderIncomplete } from "./index-order-incomplete";
import { notImmediatelyAvailable } from "./not-immediately-available";
import { personalDataUnscanned } from "./personal-data-unscanned";
import { protectedClassExcluded } from "./protected-class-excluded";
import { protectedClassLimited } from "./protected-class-limited";
import { retentionContradiction } from "./retention-contradiction";
import { retentionPromiseLoosened } from "./retention-promise-loosened";
import { retentionTooLong } from "./retention-too-long";
import { retentionTooShort } from "./retention-too-short";
import { statedRetention } from "./stated-retention";
import { streamTakenFirst } from "./stream-taken-first";
import { streamWithoutIndex } from "./stream-without-index";

export const RETENTION_RULES: readonly Rule[] = [
  retentionTooShort,
  retentionTooLong,
  notImmediatelyAvailable,
  streamWithoutIndex,
  streamTakenFirst,
  protectedClassExcluded,
  protectedClassLimited,
  archiveMissing,
  archivePath,
  archiveRegion,
  archiveOrderIncomplete,
  indexOrderIncomplete,
  personalDataUnscanned,
  retentionContradiction,
  statedRetention,
  retentionPromiseLoosened,
];
