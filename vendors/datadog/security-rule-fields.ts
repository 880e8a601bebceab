/** The fields of a Datadog detection rule, with the plugin's defaults and enumerations. */

import { block, bool, int, listOf, setOf, str } from "../fields";
import type { BlockField, Fields } from "../kind";

const SEVERITIES = ["info", "low", "medium", "high", "critical"] as const;
const SECONDS = [0, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400] as const;
const AGGREGATIONS = ["count", "cardinality", "sum", "max", "new_value", "geo_data", "event_count", "none"] as const;

const notifications = listOf(str(), { planDefault: [] });
const evaluationWindow = int({ computed: true, keep: true, oneOf: SECONDS });

export const RULE_OPTIONS: BlockField = block({
  detectionMethod: str({
    planDefault: "threshold",
    forceNew: true,
    oneOf: [
      "threshold",
      "new_value",
      "anomaly_detection",
      "impossible_travel",
      "hardcoded",
      "third_party",
      "anomaly_threshold",
      "sequence_detection",
    ],
  }),
  evaluationWindow,
  keepAlive: int({ planDefault: 0, oneOf: SECONDS }),
  maxSignalDuration: int({ computed: true, keep: true, oneOf: SECONDS }),
  decreaseCriticalityBasedOnEnv: bool({ planDefault: false }),
  newValueOptions: block({
    forgetAfter: int({ required: true, oneOf: [1, 2, 7, 14, 21, 28] }),
    learningMethod: str({ planDefault: "duration", oneOf: ["duration", "threshold"] }),
    learningDuration: int({ planDefault: 1, oneOf: [0, 1, 7] }),
    learningThreshold: int({ planDefault: 0, oneOf: [0, 1] }),
    instantaneousBaseline: bool({ planDefault: false }),
  }),
  impossibleTravelOptions: block({
    baselineUserLocations: bool({ planDefault: false }),
    baselineUserLocationsDuration: int(),
  }),
  anomalyDetectionOptions: block({
    bucketDuration: int({ oneOf: [300, 600, 900, 1800, 3600, 10800] }),
    learningDuration: int({ oneOf: [1, 6, 12, 24, 48, 168, 336] }),
    detectionTolerance: int({ oneOf: [1, 2, 3, 4, 5] }),
    learningPeriodBaseline: int(),
    instantaneousBaseline: bool({ planDefault: false }),
  }),
  thirdPartyRuleOptions: block({
    defaultStatus: str({ required: true, oneOf: SEVERITIES }),
    defaultNotifications: listOf(str()),
    signalTitleTemplate: str(),
    rootQueries: listOf(block({ query: str({ required: true }), groupByFields: listOf(str(), { planDefault: [] }) }), {
      required: true,
      min: 1,
      max: 10,
    }),
  }),
  sequenceDetectionOptions: block({
    steps: listOf(block({ name: str({ required: true }), condition: str({ required: true }), evaluationWindow })),
    stepTransitions: listOf(
      block({ parent: str({ required: true }), child: str({ required: true }), evaluationWindow }),
    ),
  }),
});

export const RULE_FIELDS = {
  name: str({ required: true }),
  message: str({ required: true }),
  enabled: bool({ planDefault: true }),
  hasExtendedTitle: bool({ planDefault: false }),
  type: str({
    planDefault: "log_detection",
    oneOf: ["application_security", "log_detection", "workload_security", "signal_correlation"],
  }),
  tags: setOf(str()),
  effectiveTags: setOf(str(), { output: true }),
  groupSignalsBies: listOf(str()),
  validate: bool({ local: true }),
  cases: listOf(
    block({
      status: str({ required: true, oneOf: SEVERITIES }),
      name: str({ planDefault: "" }),
      condition: str({ planDefault: "" }),
      notifications,
      actions: listOf(
        block({
          type: str({ required: true, oneOf: ["block_ip", "block_user", "user_behavior", "flag_ip"] }),
          options: block({ duration: int() }),
        }),
      ),
    }),
    { max: 10 },
  ),
  thirdPartyCases: listOf(
    block({
      status: str({ required: true, oneOf: SEVERITIES }),
      name: str({ planDefault: "" }),
      query: str(),
      notifications,
    }),
    { max: 10 },
  ),
  queries: listOf(
    block({
      name: str(),
      query: str({ required: true }),
      aggregation: str({ planDefault: "count", oneOf: AGGREGATIONS }),
      dataSource: str({ planDefault: "logs" }),
      distinctFields: listOf(str()),
      groupByFields: listOf(str()),
      hasOptionalGroupByFields: bool({ planDefault: false }),
      metric: str({ computed: true, keep: true }),
      metrics: listOf(str(), { computed: true, keep: true }),
      indexes: listOf(str()),
      agentRules: listOf(block({ agentRuleId: str({ required: true }), expression: str({ required: true }) })),
    }),
  ),
  signalQueries: listOf(
    block({
      name: str(),
      ruleId: str({ required: true }),
      defaultRuleId: str(),
      aggregation: str({ planDefault: "event_count", oneOf: AGGREGATIONS }),
      correlatedByFields: listOf(str()),
      correlatedQueryIndex: str({ planDefault: "" }),
    }),
  ),
  filters: listOf(
    block({ query: str({ required: true }), action: str({ required: true, oneOf: ["require", "suppress"] }) }),
  ),
  referenceTables: listOf(
    block({
      tableName: str({ required: true }),
      columnName: str({ required: true }),
      logFieldPath: str({ required: true }),
      ruleQueryName: str({ required: true }),
      checkPresence: bool({ required: true }),
    }),
  ),
  calculatedFields: listOf(block({ name: str({ required: true }), expression: str({ required: true }) })),
  schedulingOptions: block({
    rrule: str({ required: true }),
    start: str({ required: true }),
    timezone: str({ required: true }),
  }),
  options: RULE_OPTIONS,
} satisfies Fields;
