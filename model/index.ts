/** The catalog: its schema, how it is read, and how it is resolved for an environment. */

export type { Base, Path } from "./base";
export {
  type CheckedCatalog,
  type CheckOptions,
  type Compiled,
  checkCatalog,
  checkFiles,
  compileCatalog,
} from "./check-catalog";
export { CATALOG_CODES, type CatalogCode } from "./codes";
export { placeOfSpec } from "./compile/draft";
export { rulesOf as eventRulesOf } from "./compile/event-rules";
export { streamSearch } from "./compile/scope";
export {
  type ExplainableKind,
  type ExplainedValue,
  type Explanation,
  explain,
  explanationText,
} from "./explain";
export { explainRetention, type RetentionExplanation, retentionText } from "./explain-retention";
export { explainSlo, type SloExplanation, sloText } from "./explain-slo";
export { inUnit } from "./in-unit";
export { jsonSchemaText, writeJsonSchema } from "./json-schema";
export type { CatalogFix } from "./lint/index";
export type { Catalog, Found } from "./load/catalog";
export { type LoadOptions, loadCatalog } from "./load/load-catalog";
export { isWide, type PolicyEntry, type WaiverEntry } from "./load/policy-facts";
export type { CatalogFileBytes } from "./load/read-catalog";
export { offsetAt } from "./local-time";
export { ALL_POLICY_IDS, NEVER_WAIVED, POLICY_IDS, type PolicyId, type PolicyPackName } from "./policy-ids";
export {
  convert,
  type Duration,
  nearest,
  type Problem,
  parseDuration,
  parseQuantity,
  type Quantity,
  type Result,
} from "./quantity";
export type {
  AccountEntry,
  Comparator,
  CustomMetricEntry,
  DashboardEntry,
  DemandEntry,
  Entry,
  EnvironmentInfo,
  EscalationEntry,
  EventRule,
  FrameworkEntry,
  Layer,
  Line,
  LogMetricEntry,
  ObjectiveEntry,
  OrchestrationEntry,
  OrganisationFacts,
  Origin,
  Origins,
  PersonEntry,
  ResolvedEnvironment,
  RetentionEntry,
  RotationEntry,
  ScanEntry,
  SecurityEntry,
  SecurityStatus,
  SentryAlertEntry,
  SentryProjectEntry,
  ServiceEntry,
  SeverityEntry,
  SignalEntry,
  SignalOf,
  StreamEntry,
  SyntheticEntry,
  SystemEntry,
  TeamEntry,
  WebhookEntry,
} from "./resolved";
export { type Demand, type FrameworkFacts, longest, OWN_TERM, shortest, speaksOf, type Term } from "./schema/framework";
export type {
  CustomMetricInput,
  DashboardInput,
  EscalationInput,
  ObjectiveInput,
  OrchestrationInput,
  PersonInput,
  RetentionClassInput,
  RotationInput,
  SecurityRuleInput,
  SentryProjectInput,
  ServiceInput,
  SeverityInput,
  SignalInput,
  SlackChannelInput,
  SyntheticTestInput,
  TeamInput,
  WebhookInput,
} from "./schema/inputs";
export { KINDS as SERVICE_KINDS } from "./schema/service";
export {
  address,
  type Body,
  type BodyValue,
  type ComponentClass,
  type JsonText,
  type Ref,
  refsIn,
  type SecretRef,
  type Source,
  type Spec,
  type SpecAddress,
  type TextWithRefs,
  type Words,
} from "./spec";
export { type MetricUnit, metricUnit } from "./units";
