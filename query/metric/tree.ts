/**
 * The tree of a metric query. Parentheses are not kept: the shape of the tree says what binds first. Where the text lacks a
 * part the slot is `undefined` or a `missing` node, and a problem has been reported.
 */

import type {
  Comparison,
  Condition,
  Missing,
  NumberLiteral,
  Opaque,
  StringLiteral,
  WindowSlot,
  Word,
} from "../lexer/index";
import type { TextSpan } from "../text/index";

/** A monitor's query: `avg(last_5m):<expression> > 90`. */
export interface MetricMonitor {
  type: "metric-monitor";
  /** Undefined when the query starts with its expression. */
  head: Head | undefined;
  expression: Expression;
  condition: Condition;
  span: TextSpan;
}

/** A dashboard's query: no head, no condition; old ones list several, separated by commas. */
export interface MetricExpressions {
  type: "metric-expressions";
  expressions: Expression[];
  span: TextSpan;
}

export type Head = AggregateHead | ChangeHead | PercentileHead;

/** `avg(last_5m)`. */
export interface AggregateHead {
  type: "aggregate";
  aggregator: Word;
  window: WindowSlot;
  span: TextSpan;
}

/** `change(avg(last_5m),last_1h)`, `pct_change(…)`. */
export interface ChangeHead {
  type: "change";
  relative: boolean;
  aggregator: Word;
  window: WindowSlot;
  /** How far back it compares. */
  shift: WindowSlot;
  span: TextSpan;
}

/** `percentile(last_5m)`: the space aggregator says which. */
export interface PercentileHead {
  type: "percentile";
  window: WindowSlot;
  span: TextSpan;
}

export type Expression = NumberLiteral | Series | Binary | Unary | Call | Modified | Variable | Opaque | Missing;

export type ArithmeticOperator = "+" | "-" | "*" | "/";

export interface Binary {
  type: "binary";
  op: ArithmeticOperator;
  left: Expression;
  right: Expression;
  span: TextSpan;
}

export interface Unary {
  type: "unary";
  op: "+" | "-";
  operand: Expression;
  span: TextSpan;
}

/** `sum:trace.http.request.hits{env:prod} by {service}.as_count()`. */
export interface Series {
  type: "series";
  /** Undefined: omitted, the vendor takes `avg`. */
  aggregator: Aggregator | undefined;
  metric: Word;
  /** Undefined when missing; opaque when a placeholder brings its own braces. */
  scope: Scope | Opaque | undefined;
  by: TagList | undefined;
  modifiers: Modifier[];
  span: TextSpan;
}

export type Aggregator = Word | CountOfValues;

/** `count(v: v>=100)`: how many values of a distribution satisfy the comparison. */
export interface CountOfValues {
  type: "count-of-values";
  op: Comparison;
  value: NumberLiteral | Opaque;
  span: TextSpan;
}

/** `{host,service}` behind `by`, or as an argument. */
export interface TagList {
  type: "tag-list";
  tags: Word[];
  span: TextSpan;
}

/** `.rollup(sum, 60)`, `.as_count()`. */
export interface Modifier {
  type: "modifier";
  name: Word;
  arguments: Argument[];
  span: TextSpan;
}

/** A function: `default_zero(…)`; an aggregator used as one: `sum(max:m{*} by {a,b}, {a})`. */
export interface Call {
  type: "call";
  name: Word;
  arguments: Argument[];
  span: TextSpan;
}

/** `direction='above'`. */
export interface KeywordArgument {
  type: "keyword";
  name: Word;
  value: StringLiteral | NumberLiteral | Word | Opaque | Missing;
  span: TextSpan;
}

export type Argument = Expression | StringLiteral | TagList | KeywordArgument | Word;

/** Modifiers on something else than a series: `(a{*} / b{*}).rollup(max, 60)`. */
export interface Modified {
  type: "modified";
  operand: Expression;
  modifiers: Modifier[];
  span: TextSpan;
}

/** A query's name in a formula. */
export interface Variable {
  type: "variable";
  name: string;
  span: TextSpan;
}

/** The tag filter between braces. */
export interface Scope {
  type: "scope";
  filter: Filter;
  span: TextSpan;
}

export type Filter = Everything | Tag | TemplateVariable | Not | Both | Either | In | Opaque | Missing;

/** `*`. */
export interface Everything {
  type: "everything";
  span: TextSpan;
}

/** `env:prod`, `env:*`, or a bare `chronos` (value undefined). */
export interface Tag {
  type: "tag";
  key: string;
  value: string | undefined;
  span: TextSpan;
}

/** `$scope`, `$host.value`: dashboards only. */
export interface TemplateVariable {
  type: "template-variable";
  text: string;
  span: TextSpan;
}

export interface Not {
  type: "not";
  spelling: "!" | "NOT";
  operand: Filter;
  span: TextSpan;
}

export interface Both {
  type: "and";
  spelling: "," | "AND";
  operands: Filter[];
  span: TextSpan;
}

export interface Either {
  type: "or";
  operands: Filter[];
  span: TextSpan;
}

/** `kind IN (a,b)`, `kind NOT IN (a,b)`. */
export interface In {
  type: "in";
  key: string;
  negated: boolean;
  values: Word[];
  span: TextSpan;
}
