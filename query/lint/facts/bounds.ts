/**
 * Between which numbers an expression can lie, as far as its form tells: shares `a / (a + b)` lie between 0 and 1 however
 * large `a` is. What is counted, and what stands in a division, is taken as never negative; a series alone may be a balance, a
 * temperature or a signal in dBm.
 */

import { type Call, type Expression, hasModifier, type Series, sameExpression } from "../../metric/index";

export interface Bounds {
  low: number;
  high: number;
}

const ANY: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const COUNTED: Bounds = { low: 0, high: Number.POSITIVE_INFINITY };

/** `amounts`: series are amounts of something, as they are when they are divided. */
type Reading = "as-found" | "amounts";

/** Each node is asked several times; without notes the time would double with every level. */
type Notes = Readonly<Record<Reading, Map<Expression, Bounds>>>;

export function boundsOf(expression: Expression): Bounds {
  return look(expression, "as-found", { "as-found": new Map(), amounts: new Map() });
}

function look(expression: Expression, reading: Reading, notes: Notes): Bounds {
  const found = notes[reading].get(expression) ?? workOut(expression, reading, notes);
  notes[reading].set(expression, found);
  return found;
}

function workOut(expression: Expression, reading: Reading, notes: Notes): Bounds {
  switch (expression.type) {
    case "number":
      return { low: expression.value, high: expression.value };
    case "series":
      return reading === "amounts" || hasModifier(expression, "as_count") ? COUNTED : ANY;
    case "variable":
      return reading === "amounts" ? COUNTED : ANY;
    case "unary":
      return expression.op === "-"
        ? negated(look(expression.operand, reading, notes))
        : look(expression.operand, reading, notes);
    case "modified":
      return look(expression.operand, reading, notes);
    case "call":
      return callBounds(expression, reading, notes);
    case "binary":
      return binaryBounds(expression, reading, notes);
    case "opaque":
    case "missing":
      return ANY;
  }
}

function negated({ low, high }: Bounds): Bounds {
  return { low: -high, high: -low };
}

function binaryBounds(
  { op, left, right }: Extract<Expression, { type: "binary" }>,
  reading: Reading,
  notes: Notes,
): Bounds {
  if (op === "/") {
    if (right.type === "number") return quotient(look(left, reading, notes), look(right, reading, notes));
    return shareBounds(left, right, notes) ?? quotient(look(left, "amounts", notes), look(right, "amounts", notes));
  }
  const a = look(left, reading, notes);
  const b = look(right, reading, notes);
  switch (op) {
    case "+":
      return { low: a.low + b.low, high: a.high + b.high };
    case "-":
      return { low: a.low - b.high, high: a.high - b.low };
    case "*":
      return product(a, b);
  }
}

/** 0 × ∞ is taken as 0: no factor is really infinite. */
function product(a: Bounds, b: Bounds): Bounds {
  const corners = [times(a.low, b.low), times(a.low, b.high), times(a.high, b.low), times(a.high, b.high)];
  return { low: Math.min(...corners), high: Math.max(...corners) };
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

function quotient(a: Bounds, b: Bounds): Bounds {
  if (b.low === b.high && b.low !== 0) return product(a, { low: 1 / b.low, high: 1 / b.low });
  return a.low >= 0 && b.low >= 0 ? COUNTED : ANY;
}

/** `a / (a + b)`, `(a - b) / a`, with a constant factor on the upper side. */
function shareBounds(upper: Expression, lower: Expression, notes: Notes): Bounds | undefined {
  const scaled = constantFactor(upper);
  const share = plainShare(scaled.rest, lower, notes);
  return share && product(share, { low: scaled.factor, high: scaled.factor });
}

function constantFactor(expression: Expression): { factor: number; rest: Expression } {
  if (expression.type !== "binary" || expression.op !== "*") return { factor: 1, rest: expression };
  const { left, right } = expression;
  if (left.type === "number") return { factor: left.value, rest: right };
  if (right.type === "number") return { factor: right.value, rest: left };
  return { factor: 1, rest: expression };
}

function plainShare(upper: Expression, lower: Expression, notes: Notes): Bounds | undefined {
  const parts = terms(lower, notes);
  if (
    parts &&
    parts.length > 1 &&
    look(upper, "amounts", notes).low >= 0 &&
    terms(upper, notes)?.every((term) => takeFrom(parts, term))
  ) {
    return { low: 0, high: 1 };
  }
  if (upper.type === "series" && lower.type === "series" && isPartOf(upper, lower)) return { low: 0, high: 1 };
  const isDifference = upper.type === "binary" && upper.op === "-" && sameExpression(upper.left, lower);
  if (isDifference && look(lower, "amounts", notes).low >= 0 && look(upper.right, "amounts", notes).low >= 0)
    return { low: Number.NEGATIVE_INFINITY, high: 1 };
  return undefined;
}

/** What the second counts holds all of what the first counts [DOC-apm, AWS]. */
const PARTS: readonly (readonly [part: RegExp, whole: string])[] = [
  [/^(trace\..+)\.errors$/, "$1.hits"],
  [/^(aws\.lambda(?:\.enhanced)?)\.errors$/, "$1.invocations"],
];

/** Errors divided by the hits of the same requests. */
function isPartOf(upper: Series, lower: Series): boolean {
  const whole = PARTS.find(([part]) => part.test(upper.metric.text));
  if (!whole || upper.aggregator?.type !== "word" || upper.aggregator.text !== "sum") return false;
  const expected = upper.metric.text.replace(...whole);
  return lower.metric.text === expected && sameExpression({ ...upper, metric: lower.metric }, lower);
}

/** Longer sums are not compared term by term. */
const MOST_TERMS = 50;

/** The summands, each never negative; undefined when one may be. */
function terms(expression: Expression, notes: Notes): Expression[] | undefined {
  const found: Expression[] = [];
  const pending = [expression];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === "binary" && next.op === "+") pending.push(next.left, next.right);
    else found.push(next);
  }
  return found.length <= MOST_TERMS && found.every((term) => look(term, "amounts", notes).low >= 0) ? found : undefined;
}

function takeFrom(parts: Expression[], term: Expression): boolean {
  const at = parts.findIndex((part) => sameExpression(part, term));
  if (at < 0) return false;
  parts.splice(at, 1);
  return true;
}

function callBounds(call: Call, reading: Reading, notes: Notes): Bounds {
  const [first, second] = call.arguments;
  const inner = first && isExpressionArgument(first) ? look(first, reading, notes) : ANY;
  const limit = second?.type === "number" ? second.value : undefined;
  switch (call.name.text) {
    case "is_greater":
    case "is_less":
    case "is_between":
    case "anomalies":
      return { low: 0, high: 1 };
    case "default_zero":
      return { low: Math.min(0, inner.low), high: Math.max(0, inner.high) };
    case "abs":
      return { low: 0, high: Math.max(Math.abs(inner.low), Math.abs(inner.high)) };
    case "clamp_max":
    case "cutoff_max":
      return limit === undefined ? ANY : { low: Math.min(inner.low, limit), high: Math.min(inner.high, limit) };
    case "clamp_min":
    case "cutoff_min":
      return limit === undefined ? ANY : { low: Math.max(inner.low, limit), high: Math.max(inner.high, limit) };
    case "exclude_null":
    case "ewma_3":
    case "ewma_5":
    case "ewma_7":
    case "ewma_10":
    case "ewma_20":
    case "median_3":
    case "median_5":
    case "median_7":
    case "median_9":
    case "hour_before":
    case "day_before":
    case "week_before":
    case "month_before":
    case "timeshift":
      return inner;
    default:
      return ANY;
  }
}

function isExpressionArgument(argument: Call["arguments"][number]): argument is Expression {
  return (
    argument.type !== "string" &&
    argument.type !== "tag-list" &&
    argument.type !== "keyword" &&
    argument.type !== "word"
  );
}
