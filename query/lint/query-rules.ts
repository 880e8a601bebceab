/** Rules about what a query means, without knowledge of metrics. */

import type { Rule } from "./rule";
import { absentGroup } from "./rules/absent-group";
import { alwaysTrue } from "./rules/always-true";
import { anomalyAlgorithm } from "./rules/anomaly-algorithm";
import { asCountAggregator } from "./rules/as-count-aggregator";
import { averageOfCounts } from "./rules/average-of-counts";
import { cancelsOut } from "./rules/cancels-out";
import { comparisonWithoutGroups } from "./rules/comparison-without-groups";
import { contradictoryScope } from "./rules/contradictory-scope";
import { costlyGroup } from "./rules/costly-group";
import { defaultZeroBelow } from "./rules/default-zero-below";
import { differentGroups } from "./rules/different-groups";
import { floatEquality } from "./rules/float-equality";
import { forecastDirection } from "./rules/forecast-direction";
import { formulaVariables } from "./rules/formula-variables";
import { misspeltTagKey } from "./rules/misspelt-tag-key";
import { noScopeNoGroup } from "./rules/no-scope-no-group";
import { notInMonitors } from "./rules/not-in-monitors";
import { omittedAggregator } from "./rules/omitted-aggregator";
import { querySyntax } from "./rules/query-syntax";
import { rollupMeasure } from "./rules/rollup-measure";
import { rollupWindow } from "./rules/rollup-window";
import { shortWindow } from "./rules/short-window";
import { slowEvaluation } from "./rules/slow-evaluation";
import { stalenessByChange } from "./rules/staleness-by-change";
import { summedChange } from "./rules/summed-change";
import { tooManyFacets } from "./rules/too-many-facets";
import { unguardedDivision } from "./rules/unguarded-division";
import { unreachableThreshold } from "./rules/unreachable-threshold";
import { upperCaseTag } from "./rules/upper-case-tag";
import { windowRange } from "./rules/window-range";

export const QUERY_RULES: readonly Rule[] = [
  absentGroup,
  alwaysTrue,
  anomalyAlgorithm,
  asCountAggregator,
  averageOfCounts,
  cancelsOut,
  comparisonWithoutGroups,
  contradictoryScope,
  costlyGroup,
  defaultZeroBelow,
  differentGroups,
  floatEquality,
  forecastDirection,
  formulaVariables,
  misspeltTagKey,
  noScopeNoGroup,
  notInMonitors,
  omittedAggregator,
  querySyntax,
  rollupMeasure,
  rollupWindow,
  shortWindow,
  slowEvaluation,
  stalenessByChange,
  summedChange,
  tooManyFacets,
  unguardedDivision,
  unreachableThreshold,
  upperCaseTag,
  windowRange,
];
