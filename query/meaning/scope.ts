/** What a scope lets through, in words. */

import { type Filter, printFilter, type Scope, type Series } from "../metric/index";
import { listText } from "./words";

/** `env is prod and region is not eu`; empty for everything. Long filters are shown as written. */
export function scopeText(scope: Series["scope"]): string {
  if (!scope) return "";
  if (scope.type === "opaque") return `the filter \`${scope.text}\` lets through`;
  if (scope.filter.type === "everything") return "";
  const text = filterText(scope.filter, false);
  return text.length > LONGEST ? `\`${printFilter(scope.filter)}\` holds` : text;
}

const LONGEST = 160;

export function isEverything(scope: Series["scope"]): boolean {
  return scope?.type === "scope" && scope.filter.type === "everything";
}

/** The scope's own text, to tell whether two series have the same. */
export function scopeKey(scope: Scope | undefined | { type: "opaque"; text: string }): string {
  if (!scope) return "";
  return scope.type === "opaque" ? scope.text : printFilter(scope.filter);
}

function filterText(filter: Filter, negated: boolean): string {
  switch (filter.type) {
    case "everything":
      return negated ? "nothing" : "anything";
    case "tag":
      return tagText(filter.key, filter.value, negated);
    case "template-variable":
    case "opaque":
      return `${filter.text}${negated ? " does not hold" : " holds"}`;
    case "not":
      return filterText(filter.operand, !negated);
    case "in": {
      const values = listText(
        filter.values.map((value) => value.text),
        "or",
      );
      return `${filter.key} is ${filter.negated === negated ? "" : "not "}${values}`;
    }
    case "and":
    case "or":
      return joined(filter.operands, filter.type, negated);
    case "missing":
      return "";
  }
}

function joined(operands: readonly Filter[], type: "and" | "or", negated: boolean): string {
  const same = sameKey(operands, type, negated);
  if (same) return same;
  // De Morgan: "not (a or b)" is "not a and not b".
  const joint = (type === "and") === negated ? "or" : "and";
  const parts = operands.map((operand) => {
    const text = filterText(operand, negated);
    const mixed = (operand.type === "and" || operand.type === "or") && operand.type !== type;
    return mixed && !sameKey(operand.operands, operand.type, negated) ? `(${text})` : text;
  });
  return listText(parts, joint);
}

/** `code:4* OR code:5*` → `code starts with 4 or 5`, where all operands are plain tags of one key. */
function sameKey(operands: readonly Filter[], type: "and" | "or", negated: boolean): string | undefined {
  const [first] = operands;
  if (type !== "or" || negated || first?.type !== "tag") return undefined;
  const values: string[] = [];
  for (const operand of operands) {
    if (
      operand.type !== "tag" ||
      operand.key !== first.key ||
      operand.value === undefined ||
      operand.value.includes("*")
    )
      return undefined;
    values.push(operand.value);
  }
  return `${first.key} is ${listText(values, "or")}`;
}

function tagText(key: string, value: string | undefined, negated: boolean): string {
  const not = negated ? "not " : "";
  if (value === undefined) return negated ? `the tag ${key} is absent` : `the tag ${key} is set`;
  if (value === "*") return negated ? `${key} is absent` : `${key} is set`;
  if (value === "") return `${key} is ${not}empty`;
  const inner = value.slice(1, -1);
  if (value.startsWith("*") && value.endsWith("*") && value.length > 2 && !inner.includes("*")) {
    return negated ? `${key} does not contain ${inner}` : `${key} contains ${inner}`;
  }
  if (value.endsWith("*") && !value.slice(0, -1).includes("*")) {
    return negated ? `${key} does not start with ${value.slice(0, -1)}` : `${key} starts with ${value.slice(0, -1)}`;
  }
  if (value.startsWith("*") && !value.slice(1).includes("*")) {
    return negated ? `${key} does not end in ${value.slice(1)}` : `${key} ends in ${value.slice(1)}`;
  }
  return `${key} is ${not}${value}`;
}
