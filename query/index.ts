/**
 * The Datadog languages as a library: read the query of a monitor or a dashboard, print it in its canonical form, find what is
 * wrong with a monitor. No network, no Pulumi, nothing throws.
 */

export type {
  CompositeExpression,
  CompositeMonitor,
} from "./composite/index";
export type { EventMonitor, EventRollup } from "./event/index";
export type { FormulaMonitor } from "./formula/index";
export type {
  Comparison,
  Condition,
  Missing,
  NumberLiteral,
  Opaque,
  StringLiteral,
  Window,
  WindowSlot,
  Word,
} from "./lexer/index";
export { windowSeconds } from "./lexer/index";
export {
  type Confidence,
  createSubject,
  type DetectionFinding,
  type DetectionInput,
  diagnosticsOf,
  type Finding,
  type Fix,
  type LintContext,
  type LintFinding,
  type LintOptions,
  type LintResult,
  lint,
  lintDetections,
  lintObjectives,
  type MetricFacts,
  type MonitorInput,
  type ObjectiveFinding,
  type ObjectiveInput,
  pageOf,
  RULES,
  type Rule,
  type RuleResult,
  ruleById,
  type Subject,
} from "./lint/index";
export {
  type ExplainOptions,
  explain,
  explainQuery,
  type Groups,
  groupsOf,
  type Meaning,
  type MeaningOptions,
  meaningOf,
} from "./meaning/index";
export {
  type Argument,
  type Expression,
  type Filter,
  type Head,
  type MetricExpressions,
  type MetricMonitor,
  type Modifier,
  parseFilter,
  type Scope,
  type Series,
  seriesIn,
  walkFilter,
} from "./metric/index";
export {
  MONITOR_TYPES,
  type ParsedQuery,
  parse,
  parseMonitorQuery,
  print,
  type Query,
  type UnreadQuery,
} from "./monitor/index";
export type { ProcessMonitor } from "./process/index";
export {
  type Answer,
  eitherSet,
  eventIn,
  type FoundEvent,
  type PlacedTerm,
  parseSearch,
  printSearch,
  type Search,
  type SearchSet,
  searchSet,
  setWithout,
  termsOf,
} from "./search/index";
export type { ServiceCheck } from "./service-check/index";
export type { BurnRate, ErrorBudget } from "./slo-alert/index";
export {
  createRoutes,
  type NotifiedState,
  parseTemplate,
  printTemplate,
  type RoutedHandle,
  type Routes,
  routes,
  type Template,
} from "./template/index";
export { type SyntaxProblem, spanIn, type TextSpan } from "./text/index";
export {
  createMetrics,
  createTableReader,
  describeUnit,
  factFromApi,
  METRICS_FILE,
  type MetricFact,
  type Metrics,
  type MetricTable,
  printMetricTable,
  readMetricTable,
  type Unit,
  type UnitAnswer,
  unitName,
  unitOf,
  unitOfMonitor,
} from "./units/index";
