/** Rules that need facts about metrics: their type, their unit. */

import type { Rule } from "./rule";
import { asCountOnGauge } from "./rules/as-count-on-gauge";
import { countWithoutAsCount } from "./rules/count-without-as-count";
import { deprecatedMetric } from "./rules/deprecated-metric";
import { errorCountAsRatio } from "./rules/error-count-as-ratio";
import { fractionOrPercent } from "./rules/fraction-or-percent";
import { intervalLongerThanWindow } from "./rules/interval-longer-than-window";
import { latencyInSeconds } from "./rules/latency-in-seconds";
import { messageUnit } from "./rules/message-unit";
import { mixedUnits } from "./rules/mixed-units";
import { nanosecondDuration } from "./rules/nanosecond-duration";
import { oddFactor } from "./rules/odd-factor";
import { percentileOfGauge } from "./rules/percentile-of-gauge";
import { staleNumber } from "./rules/stale-number";
import { sumOfGauge } from "./rules/sum-of-gauge";
import { sumOfRatio } from "./rules/sum-of-ratio";
import { summedRatio } from "./rules/summed-ratio";
import { thresholdUnit } from "./rules/threshold-unit";
import { unknownMetric } from "./rules/unknown-metric";

export const UNIT_RULES: readonly Rule[] = [
  asCountOnGauge,
  countWithoutAsCount,
  deprecatedMetric,
  errorCountAsRatio,
  fractionOrPercent,
  intervalLongerThanWindow,
  latencyInSeconds,
  messageUnit,
  mixedUnits,
  nanosecondDuration,
  oddFactor,
  percentileOfGauge,
  staleNumber,
  sumOfGauge,
  sumOfRatio,
  summedRatio,
  thresholdUnit,
  unknownMetric,
];
