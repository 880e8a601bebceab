/**
 * A search as a formula over what an event may have: terms, joined by and, or, not. Tags and reserved attributes are compared in lower
 * case, attributes as they are written. What cannot be reasoned about (full text, placeholders) is a term that stands for itself.
 */

import { isNumeric } from "./reader";
import type { SearchCidr, SearchKey, SearchNode, SearchTerm, SearchValue } from "./tree";
import { MANY, ONE, type ValueTest } from "./value-tests";

export type Formula =
  | { type: "true" | "false" }
  | Literal
  | { type: "and" | "or"; operands: readonly Formula[]; sorted?: Sorted | undefined };

export interface Literal {
  type: "literal";
  holds: boolean;
  term: Term;
}

export type Term =
  | { type: "value" /** `service`, `@http.status_code`. */; key: string; test: ValueTest; text: string }
  /**
   * Nothing is known of it but whether it is the same as another one. `of`: the key whose values it looks at, or the message, or the
   * whole event; nobody knows of a search that cannot be read.
   */
  | { type: "opaque"; of: string; text: string };

export const MESSAGE = "the message";
export const WHOLE = "the whole event";
export const ANYTHING = "nobody knows what";

/**
 * Many operands that differ in one exact value, such as the service: only those of a value need be looked at once it is known. Of an
 * `or` those whose term holds, of an `and` those (`or`s) that hold wherever the value is another.
 */
export interface Sorted {
  key: string;
  byValue: ReadonlyMap<string, readonly Formula[]>;
  others: readonly Formula[];
}

export const TRUE: Formula = { type: "true" };
export const FALSE: Formula = { type: "false" };

/** From so many operands on it pays to sort them. */
const MANY_OPERANDS = 12;

export function joined(type: "and" | "or", operands: readonly Formula[]): Formula {
  const [first] = operands;
  if (!first) return type === "and" ? TRUE : FALSE;
  if (operands.length === 1) return first;
  const sorted = operands.length < MANY_OPERANDS ? undefined : sort(type, operands);
  return { type, operands, sorted };
}

function sort(type: "and" | "or", operands: readonly Formula[]): Sorted | undefined {
  const key = "service";
  const byValue = new Map<string, Formula[]>();
  const others: Formula[] = [];
  for (const operand of operands) {
    const value = exactValue(operand, type, key);
    if (value === undefined) others.push(operand);
    else byValue.set(value, [...(byValue.get(value) ?? []), operand]);
  }
  return byValue.size < MANY_OPERANDS / 2 ? undefined : { key, byValue, others };
}

/** The one value of the key with which an operand of an `or` can hold, or an operand of an `and` can fail. */
function exactValue(operand: Formula, within: "and" | "or", key: string): string | undefined {
  const own = within === "or" ? "and" : "or";
  const parts = operand.type === own ? operand.operands : [operand];
  for (const part of parts)
    if (part.type === "literal" && part.holds === (within === "or") && part.term.type === "value")
      if (part.term.key === key && part.term.test.type === "exact") return part.term.test.value;
  return undefined;
}

const negated = new WeakMap<Formula, Formula>();

/** The opposite, with negations at the terms alone. */
export function not(formula: Formula): Formula {
  switch (formula.type) {
    case "true":
      return FALSE;
    case "false":
      return TRUE;
    case "literal":
      return { ...formula, holds: !formula.holds };
    default: {
      const known = negated.get(formula);
      if (known) return known;
      const opposite = joined(formula.type === "and" ? "or" : "and", formula.operands.map(not));
      negated.set(formula, opposite);
      return opposite;
    }
  }
}

export function formulaOf(node: SearchNode, key?: SearchKey): Formula {
  switch (node.type) {
    case "and":
    case "or":
      return joined(
        node.type,
        node.operands.map((operand) => formulaOf(operand, key)),
      );
    case "not":
      return not(formulaOf(node.operand, key));
    case "cidr":
      return opaque(keyName(node.attribute), cidrText(node));
    case "term":
      return termFormula(node, node.key ?? key);
  }
}

function cidrText(node: SearchCidr): string {
  return `CIDR(${[keyName(node.attribute), ...node.blocks.map(({ raw }) => raw)].join(",")})`;
}

function termFormula({ value }: SearchTerm, key: SearchKey | undefined): Formula {
  if (value.type === "group") return formulaOf(value.body, key);
  if (value.type === "word" && /^\*+$/.test(value.raw) && (!key || key.kind === "everything")) return TRUE;
  const text = shown(value);
  if (!key) return opaque(MESSAGE, text);
  if (key.kind === "everything") return opaque(WHOLE, `*:${text}`);
  const name = keyName(key);
  // The message is searched word by word.
  if (name === "message") return opaque(MESSAGE, `${name}:${text}`);
  const test = testOf(value, isFolded(name));
  if (!test) return opaque(name, `${name}:${text}`);
  return { type: "literal", holds: true, term: { type: "value", key: name, test, text: `${name}:${text}` } };
}

function opaque(of: string, text: string): Formula {
  return { type: "literal", holds: true, term: { type: "opaque", of, text } };
}

/** What is known of a search that nobody can read: that it is itself. */
export function unread(text: string): Formula {
  return opaque(ANYTHING, text);
}

function keyName(key: SearchKey): string {
  const path = key.path.replace(/\\(.)/g, "$1");
  if (key.kind === "attribute") return `@${path}`;
  return key.kind === "calculated" ? `#${path}` : path.toLowerCase();
}

function isFolded(name: string): boolean {
  return !/^[@#]/.test(name);
}

const PLACEHOLDER = /[$%]\{/;

/** Undefined where it cannot be said in tests. */
function testOf(value: SearchValue, folded: boolean): ValueTest | undefined {
  const fold = (text: string) => (folded ? text.toLowerCase() : text);
  switch (value.type) {
    case "word":
      return PLACEHOLDER.test(value.raw) ? undefined : wordTest(fold(value.raw));
    case "phrase":
      return PLACEHOLDER.test(value.raw)
        ? undefined
        : { type: "exact", value: fold(value.raw.replace(/\\(.)/g, "$1")) };
    case "comparison": {
      const bound = value.bound.type === "word" ? numeric(value.bound.raw) : undefined;
      if (bound === undefined) return undefined;
      const up = value.operator.startsWith(">");
      const excluded = value.operator.length === 1;
      return up
        ? { type: "range", low: bound, high: Number.POSITIVE_INFINITY, lowExcluded: excluded, highExcluded: false }
        : { type: "range", low: Number.NEGATIVE_INFINITY, high: bound, lowExcluded: false, highExcluded: excluded };
    }
    case "range": {
      const low = value.low.raw === "*" ? Number.NEGATIVE_INFINITY : numeric(value.low.raw);
      const high = value.high.raw === "*" ? Number.POSITIVE_INFINITY : numeric(value.high.raw);
      if (low === undefined || high === undefined) return undefined;
      return { type: "range", low, high, lowExcluded: value.lowExcluded, highExcluded: value.highExcluded };
    }
    case "group":
    case "missing":
      return undefined;
  }
}

function numeric(raw: string): number | undefined {
  return isNumeric(raw) ? Number(raw.replace("\\-", "-")) : undefined;
}

function wordTest(raw: string): ValueTest {
  const tokens: string[] = [];
  const characters = [...raw];
  for (let at = 0; at < characters.length; at++) {
    const char = characters[at] ?? "";
    if (char === "\\") tokens.push(characters[++at] ?? char);
    else if (char !== "*") tokens.push(char === "?" ? ONE : char);
    else if (tokens.at(-1) !== MANY) tokens.push(MANY);
  }
  if (tokens.length === 1 && tokens[0] === MANY) return { type: "any" };
  return tokens.includes(MANY) || tokens.includes(ONE)
    ? { type: "glob", tokens }
    : { type: "exact", value: tokens.join("") };
}

function shown(value: SearchValue): string {
  switch (value.type) {
    case "word":
      return value.raw;
    case "phrase":
      return `"${value.raw}"`;
    case "comparison":
      return value.operator + (value.bound.type === "word" ? value.bound.raw : "");
    case "range": {
      const [low, high] = [value.low, value.high].map((bound) => shown(bound));
      return `${value.lowExcluded ? "{" : "["}${low} TO ${high}${value.highExcluded ? "}" : "]"}`;
    }
    case "group":
    case "missing":
      return "";
  }
}
