/**
 * The canonical text of a metric query: blanks around operators, none inside scopes and lists of keys, single quotes, only the
 * parentheses that the tree needs. Reading it back gives the same tree.
 */

import { printCondition, printNumber, printString, printValue, printWindow } from "../lexer/index";
import type {
  Argument,
  Binary,
  Expression,
  Filter,
  Head,
  MetricExpressions,
  MetricMonitor,
  Modifier,
  Series,
} from "./tree";

export function printMetricMonitor(monitor: MetricMonitor): string {
  const head = monitor.head ? `${printHead(monitor.head)}:` : "";
  return `${head}${printExpression(monitor.expression)}${printCondition(monitor.condition)}`;
}

export function printMetricExpressions(query: MetricExpressions): string {
  return query.expressions.map(printExpression).join(", ");
}

function printHead(head: Head): string {
  switch (head.type) {
    case "aggregate":
      return `${head.aggregator.text}(${printWindow(head.window, "prefixed")})`;
    case "percentile":
      return `percentile(${printWindow(head.window, "prefixed")})`;
    case "change": {
      const inner = `${head.aggregator.text}(${printWindow(head.window, "prefixed")})`;
      return `${head.relative ? "pct_change" : "change"}(${inner},${printWindow(head.shift, "shift")})`;
    }
  }
}

export function printExpression(expression: Expression): string {
  switch (expression.type) {
    case "number":
      return printNumber(expression.value);
    case "series":
      return printSeries(expression);
    case "binary":
      return `${operand(expression.left, expression, false)} ${expression.op} ${operand(expression.right, expression, true)}`;
    case "unary":
      return `${expression.op}${parenthesised(expression.operand, expression.operand.type === "binary")}`;
    case "call":
      return `${expression.name.text}(${expression.arguments.map(printArgument).join(", ")})`;
    case "modified":
      return `${parenthesised(expression.operand, needsParentheses(expression.operand))}${printModifiers(expression.modifiers)}`;
    case "variable":
      return expression.name;
    case "opaque":
      return expression.text;
    case "missing":
      return "";
  }
}

/** A series takes its own modifiers and a number would swallow the point. */
function needsParentheses(expression: Expression): boolean {
  return expression.type !== "call" && expression.type !== "opaque" && expression.type !== "variable";
}

function parenthesised(expression: Expression, needed: boolean): string {
  return needed ? `(${printExpression(expression)})` : printExpression(expression);
}

function operand(expression: Expression, parent: Binary, right: boolean): string {
  if (expression.type !== "binary") return printExpression(expression);
  const own = strength(expression);
  const outer = strength(parent);
  return parenthesised(expression, own < outer || (right && own === outer));
}

function strength(binary: Binary): number {
  return binary.op === "*" || binary.op === "/" ? 2 : 1;
}

function printSeries(series: Series): string {
  const scope = series.scope
    ? series.scope.type === "opaque"
      ? series.scope.text
      : `{${printFilter(series.scope.filter)}}`
    : "";
  return `${printAggregator(series)}${series.metric.text}${scope}${printBy(series)}${printModifiers(series.modifiers)}`;
}

function printAggregator({ aggregator }: Series): string {
  if (!aggregator) return "";
  if (aggregator.type === "word") return `${aggregator.text}:`;
  return `count(v: v${aggregator.op}${printValue(aggregator.value)}):`;
}

function printBy({ by }: Series): string {
  if (!by) return "";
  const [only] = by.tags;
  if (by.tags.length === 1 && only?.text.startsWith("${") && only.span.start === by.span.start)
    return ` by ${only.text}`;
  return ` by {${by.tags.map((tag) => tag.text).join(",")}}`;
}

function printModifiers(modifiers: readonly Modifier[]): string {
  return modifiers
    .map((modifier) => `.${modifier.name.text}(${modifier.arguments.map(printArgument).join(", ")})`)
    .join("");
}

function printArgument(argument: Argument): string {
  switch (argument.type) {
    case "string":
      return printString(argument, "'");
    case "tag-list":
      return `{${argument.tags.map((tag) => tag.text).join(",")}}`;
    case "word":
      return argument.text;
    case "keyword":
      return `${argument.name.text}=${printKeywordValue(argument.value)}`;
    default:
      return printExpression(argument);
  }
}

function printKeywordValue(value: Extract<Argument, { type: "keyword" }>["value"]): string {
  switch (value.type) {
    case "string":
      return printString(value, "'");
    case "word":
      return value.text;
    case "missing":
      return "";
    default:
      return printValue(value);
  }
}

/** The text between the braces of a scope. */
export function printFilter(filter: Filter): string {
  switch (filter.type) {
    case "everything":
      return "*";
    case "tag":
      return filter.value === undefined ? filter.key : `${filter.key}:${filter.value}`;
    case "template-variable":
    case "opaque":
      return filter.text;
    case "in":
      return `${filter.key} ${filter.negated ? "NOT IN" : "IN"} (${filter.values.map((value) => value.text).join(",")})`;
    case "not":
      return `${filter.spelling === "!" ? "!" : "NOT "}${inner(filter.operand, 3)}`;
    case "and":
      return filter.spelling === ","
        ? filter.operands.map((operand) => inner(operand, 1)).join(",")
        : filter.operands.map((operand) => inner(operand, 3)).join(" AND ");
    case "or":
      return filter.operands.map((operand) => inner(operand, 2)).join(" OR ");
    case "missing":
      return "";
  }
}

/** Parentheses where the filter binds no stronger than its surroundings: `,` 1, OR 2, AND 3. */
function inner(filter: Filter, outer: number): string {
  const own = filter.type === "or" ? 2 : filter.type === "and" ? (filter.spelling === "," ? 1 : 3) : 4;
  const text = printFilter(filter);
  return own <= outer ? `(${text})` : text;
}
