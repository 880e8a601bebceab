/** Ways through a metric query's tree, for everything that asks what is in it. The height of a tree is bounded by the parser. */

import type { NumberLiteral } from "../lexer/index";
import type { Argument, Call, Expression, Filter, Modifier, Series } from "./tree";

/** Every expression, parents before children. */
export function walkExpression(expression: Expression, visit: (node: Expression) => void): void {
  visit(expression);
  switch (expression.type) {
    case "binary":
      walkExpression(expression.left, visit);
      walkExpression(expression.right, visit);
      return;
    case "unary":
    case "modified":
      walkExpression(expression.operand, visit);
      return;
    case "call":
      for (const argument of expression.arguments) {
        if (isExpression(argument)) walkExpression(argument, visit);
      }
      return;
    case "number":
    case "series":
    case "variable":
    case "opaque":
    case "missing":
      return;
  }
}

export function isExpression(argument: Argument): argument is Expression {
  const { type } = argument;
  return type !== "string" && type !== "tag-list" && type !== "keyword" && type !== "word";
}

/** In order of appearance. */
export function seriesIn(expression: Expression): Series[] {
  const found: Series[] = [];
  walkExpression(expression, (node) => {
    if (node.type === "series") found.push(node);
  });
  return found;
}

export function callsIn(expression: Expression): Call[] {
  const found: Call[] = [];
  walkExpression(expression, (node) => {
    if (node.type === "call") found.push(node);
  });
  return found;
}

/** Whether the modifier stands on the series or, with it inside, on an expression around it. */
export function hasModifier(expression: Expression, name: string): boolean {
  let found = false;
  walkExpression(expression, (node) => {
    if (node.type !== "series" && node.type !== "modified") return;
    if (node.modifiers.some((modifier) => modifier.name.text === name)) found = true;
  });
  return found;
}

/** Seconds of `.rollup(sum, 60)` or `.rollup(60)`; undefined for other modifiers and for calendar intervals. */
export function rollupSeconds(modifier: Modifier): NumberLiteral | undefined {
  if (modifier.name.text !== "rollup") return undefined;
  return modifier.arguments.find((argument) => argument.type === "number");
}

/** Every filter of a scope, parents before children. */
export function walkFilter(filter: Filter, visit: (filter: Filter) => void): void {
  visit(filter);
  switch (filter.type) {
    case "not":
      walkFilter(filter.operand, visit);
      return;
    case "and":
    case "or":
      for (const operand of filter.operands) walkFilter(operand, visit);
      return;
    default:
      return;
  }
}

/** Whether a placeholder stands anywhere in the expression, so that its meaning is not settled. */
export function isUnsettled(expression: Expression): boolean {
  let unsettled = false;
  walkExpression(expression, (node) => {
    if (node.type === "opaque" || node.type === "missing") unsettled = true;
    if (node.type === "series" && (node.scope === undefined || node.scope.type === "opaque")) unsettled = true;
  });
  return unsettled;
}

/** Two expressions that compute the same, as far as their texts tell: equal but for their places. */
export function sameExpression(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  const other = b as Record<string, unknown>;
  return left.every(([key, value]) => key === "span" || sameExpression(value, other[key]));
}
