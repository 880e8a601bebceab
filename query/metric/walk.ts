/** Ways through a metric query's tree, for everything that asks what is in it. The height of a tree is bounded by the parser. */

import type { NumberLiteral } from "../lexer/index";
import type { Argument, Binary, Call, Expression, Filter, Modifier, Series } from "./tree";

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

/** What an expression is made of, each in order of appearance. */
export interface Parts {
  series: Series[];
  calls: Call[];
  operations: Binary[];
  /** Those of series and of other expressions. */
  modifiers: Modifier[];
  /** Nothing is a placeholder or missing. */
  settled: boolean;
}

export function partsOf(expression: Expression | undefined): Parts {
  const parts: Parts = { series: [], calls: [], operations: [], modifiers: [], settled: expression !== undefined };
  if (expression) walkExpression(expression, (node) => addPart(parts, node));
  return parts;
}

function addPart(parts: Parts, node: Expression): void {
  switch (node.type) {
    case "series":
      parts.series.push(node);
      parts.modifiers.push(...node.modifiers);
      if (node.scope === undefined || node.scope.type === "opaque") parts.settled = false;
      return;
    case "call":
      parts.calls.push(node);
      return;
    case "binary":
      parts.operations.push(node);
      return;
    case "modified":
      parts.modifiers.push(...node.modifiers);
      return;
    case "opaque":
    case "missing":
      parts.settled = false;
      return;
    case "number":
    case "unary":
    case "variable":
      return;
  }
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

/** Two expressions that compute the same, as far as their texts tell: equal but for their places. */
export function sameExpression(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (left.type !== right.type) return false;
  let surplus = 0;
  for (const _key in right) surplus += 1;
  for (const key in left) {
    if (key !== "span" && !sameExpression(left[key], right[key])) return false;
    surplus -= 1;
  }
  return surplus === 0;
}
