/** By which keys a monitor splits what it watches: one alert for each combination of their values. */

import { holdsPlaceholder } from "../lexer/index";
import type { Expression } from "../metric/index";
import { parse, type Query } from "../monitor/index";

export interface Groups {
  /** Without duplicates, in order of appearance; empty: one alert for all. */
  keys: string[];
  /** False when a placeholder or something unknown may add keys. */
  exact: boolean;
}

/** `variables` is `options.variables`, for formulas. */
export function groupsOf(query: Query, variables: unknown = undefined): Groups {
  const groups: Groups = { keys: [], exact: true };
  switch (query.type) {
    case "metric-monitor":
      addExpression(groups, query.expression);
      break;
    case "metric-expressions":
      for (const expression of query.expressions) addExpression(groups, expression);
      break;
    case "event-monitor":
      addNames(groups, Array.isArray(query.by) ? query.by.map((facet) => facet.name) : undefined);
      break;
    case "formula-monitor":
      addNames(groups, Array.isArray(query.by) ? query.by.map((facet) => facet.name) : undefined);
      addVariables(groups, variables);
      break;
    case "service-check":
    case "process-monitor": {
      const { by } = query;
      addNames(
        groups,
        by === undefined || Array.isArray(by)
          ? (by?.map((text) => (text.type === "string" ? text.value : text.text)) ?? [])
          : undefined,
      );
      break;
    }
    case "error-budget":
    case "burn-rate":
      // The groups are the objective's.
      groups.exact = false;
      break;
    case "composite":
      // The groups are those of its members.
      groups.exact = false;
      break;
    case "unread":
      groups.exact = false;
      break;
  }
  return groups;
}

function addNames(groups: Groups, names: readonly string[] | undefined): void {
  if (names === undefined) {
    groups.exact = false;
    return;
  }
  for (const name of names) add(groups, name);
}

function add(groups: Groups, name: string): void {
  if (name === "*" || holdsPlaceholder(name)) groups.exact = false;
  // `.by("environment:foo")` splits by the key.
  const colon = name.indexOf(":");
  const key = name.startsWith("@") || colon < 0 ? name : name.slice(0, colon);
  if (key !== "*" && !groups.keys.includes(key)) groups.keys.push(key);
}

/** Functions that count the groups and leave one series. */
const UNGROUPING: ReadonlySet<string> = new Set(["count_nonzero", "count_not_null", "dt"]);
const AGGREGATING: ReadonlySet<string> = new Set(["avg", "sum", "min", "max", "stddev", "count", "percentile"]);

function addExpression(groups: Groups, expression: Expression): void {
  switch (expression.type) {
    case "series":
      for (const tag of expression.by?.tags ?? []) add(groups, tag.text);
      if (expression.scope === undefined || expression.scope.type === "opaque") groups.exact = false;
      return;
    case "binary":
      addExpression(groups, expression.left);
      addExpression(groups, expression.right);
      return;
    case "unary":
    case "modified":
      addExpression(groups, expression.operand);
      return;
    case "call":
      addCall(groups, expression);
      return;
    case "opaque":
    case "missing":
      groups.exact = false;
      return;
    case "number":
    case "variable":
      return;
  }
}

/** `sum(max:m{*} by {a,b}, {a})` leaves the groups of its list. */
function addCall(groups: Groups, call: Extract<Expression, { type: "call" }>): void {
  const name = call.name.text;
  if (UNGROUPING.has(name)) return;
  const list = call.arguments.find((argument) => argument.type === "tag-list");
  if (list?.type === "tag-list" && AGGREGATING.has(name)) {
    for (const tag of list.tags) add(groups, tag.text);
    return;
  }
  for (const argument of call.arguments) {
    if (
      argument.type === "string" ||
      argument.type === "keyword" ||
      argument.type === "word" ||
      argument.type === "tag-list"
    )
      continue;
    addExpression(groups, argument);
  }
}

function addVariables(groups: Groups, variables: unknown): void {
  if (!Array.isArray(variables)) {
    if (variables !== undefined) groups.exact = false;
    return;
  }
  for (const item of variables) {
    const variable = record(item);
    for (const facet of list(variable.group_by)) {
      const name = typeof facet === "string" ? facet : record(facet).facet;
      if (typeof name === "string") add(groups, name);
      else groups.exact = false;
    }
    const { query } = variable;
    if (typeof query === "string") {
      const inner = groupsOf(parse(query).query);
      for (const key of inner.keys) add(groups, key);
      if (!inner.exact) groups.exact = false;
    }
    if (variable.base_query !== undefined) groups.exact = false;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
