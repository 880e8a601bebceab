/** Metric queries: the tree, its parser, its printer, and ways to walk it. */

export type { Dialect } from "./context";
export { readExpression, skipLeftovers } from "./expression";
export {
  FUNCTIONS,
  type FunctionFacts,
} from "./functions";
export { startsHead } from "./head";
export { parseFilter, parseMetricExpressions, parseMetricMonitor } from "./parse";
export { printExpression, printFilter, printMetricExpressions, printMetricMonitor } from "./print";
export { isPercentile } from "./series";
export type {
  AggregateHead,
  Aggregator,
  Argument,
  ArithmeticOperator,
  Binary,
  Both,
  Call,
  ChangeHead,
  CountOfValues,
  Either,
  Everything,
  Expression,
  Filter,
  Head,
  In,
  KeywordArgument,
  MetricExpressions,
  MetricMonitor,
  Modified,
  Modifier,
  Not,
  PercentileHead,
  Scope,
  Series,
  Tag,
  TagList,
  TemplateVariable,
  Unary,
  Variable,
} from "./tree";
export {
  callsIn,
  hasModifier,
  isExpression,
  type Parts,
  partsOf,
  rollupSeconds,
  sameExpression,
  seriesIn,
  walkExpression,
  walkFilter,
} from "./walk";
