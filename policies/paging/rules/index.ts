/** The rules of the paging pack, in the order in which they are listed. */

import type { Rule } from "../../rule";
import { escalationToNobody } from "./escalation-to-nobody";
import { keyWithoutService } from "./key-without-service";
import { lateAnswer } from "./late-answer";
import { mutedPage } from "./muted-page";
import { noAcknowledgementTimeout } from "./no-acknowledgement-timeout";
import { noPriority } from "./no-priority";
import { noRepeat } from "./no-repeat";
import { noSecondRoute } from "./no-second-route";
import { oneLevel } from "./one-level";
import { onePerson } from "./one-person";
import { pageNotUrgent } from "./page-not-urgent";
import { pageOutsidePaging } from "./page-outside-paging";
import { pageWithoutRunbook } from "./page-without-runbook";
import { pagerWithoutKey } from "./pager-without-key";
import { pagingPromiseLoosened } from "./paging-promise-loosened";
import { personWithoutNotice } from "./person-without-notice";
import { personWithoutPhone } from "./person-without-phone";
import { scheduleWithoutPeople } from "./schedule-without-people";
import { serviceWithoutEscalation } from "./service-without-escalation";
import { unannouncedRecovery } from "./unannounced-recovery";
import { unconditionalPage } from "./unconditional-page";
import { uncoveredTime } from "./uncovered-time";
import { undecidedSilence } from "./undecided-silence";
import { unknownPager } from "./unknown-pager";
import { unpagedAlert } from "./unpaged-alert";
import { warningWakesNobody } from "./warning-wakes-nobody";

/** First the hops of a page's way, in order; then what the way promises; then what pages. */
export const PAGING_RULES: readonly Rule[] = [
  unpagedAlert,
  noPriority,
  mutedPage,
  unknownPager,
  pagerWithoutKey,
  keyWithoutService,
  serviceWithoutEscalation,
  escalationToNobody,
  scheduleWithoutPeople,
  personWithoutPhone,
  personWithoutNotice,
  oneLevel,
  onePerson,
  uncoveredTime,
  lateAnswer,
  noRepeat,
  pageNotUrgent,
  warningWakesNobody,
  noAcknowledgementTimeout,
  pageOutsidePaging,
  pageWithoutRunbook,
  undecidedSilence,
  unannouncedRecovery,
  unconditionalPage,
  noSecondRoute,
  pagingPromiseLoosened,
];
