/** Rules about thresholds and options: what the vendor refuses or what contradicts the query. */

import type { Rule } from "./rule";
import { anomalyWindows } from "./rules/anomaly-windows";
import { checkWindow } from "./rules/check-window";
import { checkWithoutGroups } from "./rules/check-without-groups";
import { cloudMetricDelay } from "./rules/cloud-metric-delay";
import { compositeGroups } from "./rules/composite-groups";
import { compositeMembers } from "./rules/composite-members";
import { compositeNoData } from "./rules/composite-no-data";
import { compositePagesTwice } from "./rules/composite-pages-twice";
import { currentWindow } from "./rules/current-window";
import { customSchedule } from "./rules/custom-schedule";
import { defaultZeroMissingData } from "./rules/default-zero-missing-data";
import { duplicateMonitor } from "./rules/duplicate-monitor";
import { eventRecoveryThreshold } from "./rules/event-recovery-threshold";
import { fullWindowSparse } from "./rules/full-window-sparse";
import { groupDelay } from "./rules/group-delay";
import { missingDataConflict } from "./rules/missing-data-conflict";
import { missingDataType } from "./rules/missing-data-type";
import { neverResolves } from "./rules/never-resolves";
import { noDataOnCounts } from "./rules/no-data-on-counts";
import { noDataTimeframe } from "./rules/no-data-timeframe";
import { notifyBy } from "./rules/notify-by";
import { objectiveAlertRange } from "./rules/objective-alert-range";
import { optionRange } from "./rules/option-range";
import { recoveryBeyondWarning } from "./rules/recovery-beyond-warning";
import { recoveryOrder } from "./rules/recovery-order";
import { thresholdMismatch } from "./rules/threshold-mismatch";
import { unknownThreshold } from "./rules/unknown-threshold";
import { warningOrder } from "./rules/warning-order";
import { warningWithoutCritical } from "./rules/warning-without-critical";

export const OPTION_RULES: readonly Rule[] = [
  anomalyWindows,
  checkWindow,
  checkWithoutGroups,
  cloudMetricDelay,
  compositeGroups,
  compositeMembers,
  compositeNoData,
  compositePagesTwice,
  currentWindow,
  customSchedule,
  defaultZeroMissingData,
  duplicateMonitor,
  eventRecoveryThreshold,
  fullWindowSparse,
  groupDelay,
  missingDataConflict,
  missingDataType,
  neverResolves,
  noDataOnCounts,
  noDataTimeframe,
  notifyBy,
  objectiveAlertRange,
  optionRange,
  recoveryBeyondWarning,
  recoveryOrder,
  thresholdMismatch,
  unknownThreshold,
  warningOrder,
  warningWithoutCritical,
];
