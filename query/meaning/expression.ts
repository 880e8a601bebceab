/** What an expression computes, as a noun phrase: "`errors` as a percentage of `hits`". */

import {
  type Binary,
  type Call,
  type Expression,
  hasModifier,
  isPercentile,
  printExpression,
  type Series,
  sameExpression,
  seriesIn,
} from "../metric/index";
import { isEverything, scopeKey, scopeText } from "./scope";
import { AGGREGATOR_NOUNS, comparisonText, listText, numberText, percentileText } from "./words";

export interface ExpressionText {
  /** "the average of `system.cpu.user`". */
  noun: string;
  /** "env is prod", the same for all series; empty when they differ (then it is in the noun) or all is let through. */
  where: string;
}

/** More than this is shown as the list of its metrics. */
const LONGEST = 220;

/** `names` says what the queries of a formula are. */
export function expressionText(expression: Expression, names: ReadonlyMap<string, string> = new Map()): ExpressionText {
  const series = seriesIn(expression);
  const keys = new Set(series.map(({ scope }) => scopeKey(scope)));
  const [first] = series;
  const shared = keys.size === 1 && first !== undefined;
  const noun = describe(expression, { ownScopes: !shared, names });
  if (noun.length <= LONGEST) return { noun, where: shared ? scopeText(first.scope) : "" };
  return { noun: summary(expression, series), where: shared ? scopeText(first.scope) : "" };
}

function summary(expression: Expression, series: readonly Series[]): string {
  const metrics = [...new Set(series.map(({ metric }) => `\`${metric.text}\``))];
  const shown = metrics.slice(0, 3);
  const more = metrics.length - shown.length;
  const list = listText(more > 0 ? [...shown, `${more} more metrics`] : shown);
  const text = printExpression(expression);
  return metrics.length > 0
    ? `a calculation over ${list}`
    : `\`${text.slice(0, LONGEST)}${text.length > LONGEST ? "…" : ""}\``;
}

interface Style {
  ownScopes: boolean;
  names: ReadonlyMap<string, string>;
}

function describe(expression: Expression, style: Style): string {
  switch (expression.type) {
    case "number":
      return numberText(expression.value);
    case "series":
      return seriesText(expression, style);
    case "binary":
      return binaryText(expression, style);
    case "unary":
      return expression.op === "-"
        ? `minus ${describe(expression.operand, style)}`
        : describe(expression.operand, style);
    case "call":
      return callText(expression, style);
    case "modified":
      return `${describe(expression.operand, style)} (${expression.modifiers.map((modifier) => `\`${modifier.name.text}\``).join(", ")})`;
    case "variable":
      return style.names.get(expression.name) ?? `\`${expression.name}\``;
    case "opaque":
      return `\`${expression.text}\``;
    case "missing":
      return "something missing";
  }
}

function seriesText(series: Series, style: Style): string {
  const name = `\`${series.metric.text}\``;
  const where = style.ownScopes && !isEverything(series.scope) ? scopeText(series.scope) : "";
  return `${aggregatorText(series, name)}${where === "" ? "" : ` where ${where}`}`;
}

function aggregatorText(series: Series, name: string): string {
  const { aggregator } = series;
  if (hasModifier(series, "as_count")) return `the count of ${name}`;
  const rate = hasModifier(series, "as_rate") ? " per second" : "";
  if (aggregator?.type === "count-of-values") {
    const limit =
      aggregator.value.type === "number" ? numberText(aggregator.value.value) : `\`${aggregator.value.text}\``;
    return `how many values of ${name} are ${comparisonText(aggregator.op)} ${limit}${rate}`;
  }
  const word = aggregator?.text ?? "avg";
  if (isPercentile(word)) return `the ${percentileText(word)} of ${name}`;
  return `the ${AGGREGATOR_NOUNS[word] ?? word} of ${name}${rate}`;
}

const OPERATORS = { "+": "plus", "-": "minus", "*": "times", "/": "divided by" } as const;

function binaryText(binary: Binary, style: Style): string {
  const quotient = percentageOf(binary);
  if (quotient) return `${operandText(quotient.part, style)} as a percentage of ${wholeText(quotient, style)}`;
  if (binary.op === "/") {
    const rest = restOf(binary.left, binary.right);
    if (rest)
      return `the share of ${operandText(binary.left, style)} in the total of it and ${operandText(rest, style)}`;
  }
  return `${operandText(binary.left, style)} ${OPERATORS[binary.op]} ${operandText(binary.right, style)}`;
}

function operandText(expression: Expression, style: Style): string {
  const text = describe(expression, style);
  return expression.type === "binary" && !percentageOf(expression) ? `(${text})` : text;
}

function wholeText(quotient: { part: Expression; whole: Expression }, style: Style): string {
  const rest = restOf(quotient.part, quotient.whole);
  return rest ? `the total of it and ${operandText(rest, style)}` : operandText(quotient.whole, style);
}

/** `a / b * 100`, `100 * a / b`, `100 * (a / b)`. */
function percentageOf(binary: Binary): { part: Expression; whole: Expression } | undefined {
  const { op, left, right } = binary;
  if (op === "*" && isHundred(right) && left.type === "binary" && left.op === "/")
    return { part: left.left, whole: left.right };
  if (op === "*" && isHundred(left) && right.type === "binary" && right.op === "/")
    return { part: right.left, whole: right.right };
  if (op === "/" && left.type === "binary" && left.op === "*") {
    if (isHundred(left.left)) return { part: left.right, whole: right };
    if (isHundred(left.right)) return { part: left.left, whole: right };
  }
  return undefined;
}

function isHundred(expression: Expression): boolean {
  return expression.type === "number" && expression.value === 100;
}

/** `b` of a part `a` and a whole `a + b`. */
function restOf(part: Expression, whole: Expression): Expression | undefined {
  if (whole.type !== "binary" || whole.op !== "+") return undefined;
  if (sameExpression(whole.left, part)) return whole.right;
  return sameExpression(whole.right, part) ? whole.left : undefined;
}

const CALLS: Readonly<Record<string, (inner: string) => string>> = {
  default_zero: (inner) => `${inner} (0 where there is none)`,
  abs: (inner) => `the absolute value of ${inner}`,
  per_second: (inner) => `the increase per second of ${inner}`,
  per_minute: (inner) => `the increase per minute of ${inner}`,
  per_hour: (inner) => `the increase per hour of ${inner}`,
  diff: (inner) => `the change from point to point of ${inner}`,
  monotonic_diff: (inner) => `the increase from point to point of ${inner}`,
  derivative: (inner) => `the derivative of ${inner}`,
  count_nonzero: (inner) => `the number of groups with a value of ${inner} other than 0`,
  count_not_null: (inner) => `the number of groups with a value of ${inner}`,
  exclude_null: (inner) => inner,
  hour_before: (inner) => `${inner} an hour before`,
  day_before: (inner) => `${inner} a day before`,
  week_before: (inner) => `${inner} a week before`,
  month_before: (inner) => `${inner} four weeks before`,
  throughput: (inner) => `the throughput of ${inner}`,
};

function callText(call: Call, style: Style): string {
  const name = call.name.text;
  const [first, second] = call.arguments;
  const inner = first && isPlain(first) ? describe(first, style) : undefined;
  if (inner === undefined) return `\`${printExpression(call)}\``;
  const known = CALLS[name];
  if (known) return known(inner);
  const limit = second?.type === "number" ? numberText(second.value) : undefined;
  if (limit !== undefined && (name === "clamp_max" || name === "cutoff_max")) return `${inner} (at most ${limit})`;
  if (limit !== undefined && (name === "clamp_min" || name === "cutoff_min")) return `${inner} (at least ${limit})`;
  if (limit !== undefined && name === "default") return `${inner} (${limit} where there is none)`;
  if (limit !== undefined && name === "is_greater") return `1 where ${inner} is above ${limit} and 0 elsewhere`;
  if (second?.type === "tag-list" && AGGREGATOR_NOUNS[name]) {
    return `the ${AGGREGATOR_NOUNS[name]} over ${listText(second.tags.map((tag) => tag.text))} of ${inner}`;
  }
  return `\`${name}\` of ${inner}`;
}

function isPlain(argument: Call["arguments"][number]): argument is Expression {
  return (
    argument.type !== "string" &&
    argument.type !== "tag-list" &&
    argument.type !== "keyword" &&
    argument.type !== "word"
  );
}
