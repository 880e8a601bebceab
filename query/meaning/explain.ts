/** Says in two or three plain sentences what a query watches, when it alerts and what it does without data. */

import type { CompositeExpression } from "../composite/index";
import { eventSource } from "../event/index";
import type { Comparison, Condition } from "../lexer/index";
import type { MetricMonitor } from "../metric/index";
import { type ParsedQuery, parse, parseMonitorQuery, type Query } from "../monitor/index";
import { algorithmOf, arithmeticOf, orderMatters } from "./evaluation";
import { expressionText } from "./expression";
import { groupsOf } from "./groups";
import type { MeaningOptions } from "./meaning";
import { missingDataOf } from "./missing";
import { PLAIN, unitOfQuery } from "./unit";
import {
  AGGREGATOR_NOUNS,
  comparisonText,
  lengthText,
  listText,
  numberText,
  percentileText,
  plural,
  windowText,
} from "./words";

export interface ExplainOptions extends MeaningOptions {
  /** The monitor's type; without it the language is told from the text. */
  type?: string;
}

/** The explanation of a query's text; of what cannot be read it says so. */
export function explainQuery(text: string, given: ExplainOptions = {}): string {
  return explain(given.type === undefined ? parse(text) : parseMonitorQuery(given.type, text), given).join(" ");
}

/** One sentence each: what is watched, when it alerts, what happens without data. */
export function explain({ query }: ParsedQuery, given: MeaningOptions = {}): string[] {
  const { options = {}, unit = unitOfQuery(query, given.metric) } = given;
  const sentences = sentencesOf(query, unit === undefined ? given : { ...given, unit });
  if (query.type !== "unread" && query.type !== "metric-expressions")
    sentences.push(missingDataOf(query, options).text);
  return sentences.filter((sentence) => sentence !== "");
}

function sentencesOf(query: Query, given: MeaningOptions): string[] {
  switch (query.type) {
    case "metric-monitor":
      return metricSentences(query, given);
    case "metric-expressions":
      return [`Draws ${listText(query.expressions.map((expression) => nounOf(expression)))}.`];
    case "formula-monitor":
      return formulaSentences(query, given);
    case "event-monitor":
      return eventSentences(query, given);
    case "service-check":
      return checkSentences(query, given);
    case "process-monitor": {
      const over = query.over && Array.isArray(query.over) ? ` on ${listText(query.over.map(shown))}` : "";
      return [
        `Counts the processes that match ${shown(query.search)}${over}${groupText(query, given)}.`,
        `Alerts when their number is ${limitText(query.condition, given)} over ${windowText(query.window)}.`,
      ];
    }
    case "error-budget":
      return [
        `Watches the error budget of the objective ${shown(query.objective)} over ${lengthText(query.over)}.`,
        `Alerts when the part of it that is used up is ${limitText(query.condition, { unit: "percent" })}.`,
      ];
    case "burn-rate":
      return [
        `Watches how fast the objective ${shown(query.objective)} uses up its error budget of ${lengthText(query.over)}.`,
        `Alerts when both ${windowText(query.longWindow)} and ${windowText(query.shortWindow)} burn it at a rate ${limitText(query.condition, {})} (1 uses it up exactly at the end).`,
      ];
    case "composite":
      return [`Combines other monitors: it alerts when ${compositeText(query.expression, false)}.`];
    case "unread":
      return [UNREAD[query.reason]];
  }
}

const UNREAD = {
  placeholder: "The whole query is a placeholder that another tool fills in, so nothing can be said about it.",
  synthetics: "A synthetic test has no query of its own.",
  unrecognised: "This text is no query that can be read.",
} as const;

function nounOf(expression: Parameters<typeof expressionText>[0]): string {
  const { noun, where } = expressionText(expression);
  return where === "" ? noun : `${noun} where ${where}`;
}

function groupText(query: Query, given: MeaningOptions): string {
  const { keys } = groupsOf(query, given.options?.variables);
  return keys.length === 0
    ? ""
    : `, separately for each ${keys.length > 1 ? `combination of ${listText(keys)}` : keys[0]}`;
}

function metricSentences(query: MetricMonitor, given: MeaningOptions): string[] {
  const algorithm = algorithmOf(query);
  const [inner] = algorithm?.call.arguments ?? [];
  const watched = algorithm && inner && isExpression(inner) ? inner : query.expression;
  return [
    `Watches ${nounOf(watched)}${groupText(query, given)}.`,
    algorithm ? algorithmSentence(query, algorithm, given.unit) : conditionSentence(query, given),
  ];
}

type AlgorithmCall = NonNullable<ReturnType<typeof algorithmOf>>;
type Argument = AlgorithmCall["call"]["arguments"][number];

function isExpression(argument: Argument): argument is Parameters<typeof expressionText>[0] {
  return (
    argument.type !== "string" &&
    argument.type !== "tag-list" &&
    argument.type !== "keyword" &&
    argument.type !== "word"
  );
}

function keyword(call: AlgorithmCall["call"], name: string): string | undefined {
  for (const argument of call.arguments) {
    if (argument.type !== "keyword" || argument.name.text !== name) continue;
    const { value } = argument;
    return value.type === "string" ? value.value : value.type === "number" ? String(value.value) : undefined;
  }
  return undefined;
}

function algorithmSentence(query: MetricMonitor, { name, call }: AlgorithmCall, unit: string | undefined): string {
  const threshold = query.condition.threshold.type === "number" ? query.condition.threshold.value : undefined;
  const [, , deviations] = call.arguments;
  const bounds = deviations?.type === "number" ? plural(deviations.value, "deviation") : "the bounds";
  switch (name) {
    case "anomalies": {
      const direction = keyword(call, "direction") ?? "both";
      const side = direction === "above" ? "above" : direction === "below" ? "below" : "outside";
      const window = keyword(call, "alert_window")?.replace(/^last_/, "");
      const share =
        threshold === undefined
          ? "enough"
          : threshold === 1
            ? "all"
            : `at least ${numberText(threshold * 100)}% of the`;
      const over = window === undefined ? "of its evaluation window" : `of the last ${spelled(window)}`;
      return `Alerts when ${share} points ${over} lie ${side} what is expected, by more than ${bounds}.`;
    }
    case "forecast":
      return `Alerts when it is predicted to be ${limitText(query.condition, unit === undefined ? {} : { unit })} within ${windowText(query.head?.type === "aggregate" ? query.head.window : undefined)}.`;
    case "outliers":
      return `Alerts when one of them behaves unlike the others during ${windowText(query.head?.type === "aggregate" ? query.head.window : undefined)}.`;
  }
}

/** `15m` → `15 minutes`. */
function spelled(window: string): string {
  const match = /^(\d{1,6})(mo|[smhdw])$/.exec(window);
  if (!match) return `\`${window}\``;
  const units: Readonly<Record<string, string>> = {
    s: "second",
    m: "minute",
    h: "hour",
    d: "day",
    w: "week",
    mo: "month",
  };
  return plural(Number(match[1]), units[match[2] ?? ""] ?? "");
}

function conditionSentence(query: MetricMonitor, given: MeaningOptions): string {
  const { head, condition } = query;
  const limit = limitText(condition, given);
  if (!head) return `Alerts when it is ${limit}; over which time is not said.`;
  if (head.type === "percentile") return `Alerts when it is ${limit} over ${windowText(head.window)}.`;
  const aggregator = head.aggregator.text;
  if (head.type === "change") {
    const noun = `the ${AGGREGATOR_NOUNS[aggregator] ?? aggregator} over ${windowText(head.window)}`;
    const by = head.relative ? "in percent, " : "";
    return `Alerts when ${noun} minus what it was ${lengthText(head.shift)} before is ${by}${limit}.`;
  }
  return `Alerts when ${reductionText(aggregator, query)} ${limit}${orderText(query)}.`;
}

/** `max` with `>` is "at any time", `min` with `>` "all the time"; the other way round with `<` [DOC]. */
function reductionText(aggregator: string, query: MetricMonitor): string {
  const window = windowText(query.head?.type === "aggregate" ? query.head.window : undefined);
  const op = query.condition.comparator?.op;
  const upward = op === ">" || op === ">=";
  const downward = op === "<" || op === "<=";
  if ((aggregator === "max" && upward) || (aggregator === "min" && downward)) return `at any time in ${window} it is`;
  if ((aggregator === "min" && upward) || (aggregator === "max" && downward)) return `during all of ${window} it is`;
  return `its ${AGGREGATOR_NOUNS[aggregator] ?? aggregator} over ${window} is`;
}

function orderText(query: MetricMonitor): string {
  const { expression } = query;
  if (!orderMatters(expression)) return "";
  return arithmeticOf(expression) === "totals"
    ? " (the counts are added up over the window first, then divided)"
    : " (each point is divided first)";
}

/** `above 90 percent (warns above 80)`. */
function limitText(condition: Condition, given: MeaningOptions): string {
  const { comparator, threshold } = condition;
  if (!comparator) return "compared with nothing";
  const value =
    threshold.type === "number"
      ? `${numberText(threshold.value)}${unitText(given.unit, threshold.value)}`
      : threshold.type === "opaque"
        ? `\`${threshold.text}\``
        : threshold.type === "dynamic"
          ? "a limit that is itself a query"
          : "nothing";
  return `${comparisonText(comparator.op)} ${value}${warningText(comparator.op, given)}`;
}

/** ` percent`; a fraction as the share it is: ` (5%)`. */
function unitText(unit: string | undefined, value: number): string {
  if (unit === undefined || PLAIN.has(unit)) return "";
  if (unit === "fraction") return ` (${numberText(Number((value * 100).toPrecision(12)))}%)`;
  const [counted = unit, per] = unit.split("/");
  const invariable = value === 1 || counted === "percent" || counted.endsWith("s") || counted.includes(" ");
  return ` ${counted}${invariable ? "" : "s"}${per === undefined ? "" : ` per ${per}`}`;
}

function warningText(op: Comparison, given: MeaningOptions): string {
  const thresholds = given.options?.thresholds;
  const warning =
    typeof thresholds === "object" && thresholds !== null ? (thresholds as { warning?: unknown }).warning : undefined;
  return typeof warning === "number" ? ` (it warns ${comparisonText(op)} ${numberText(warning)})` : "";
}

function formulaSentences(query: Extract<Query, { type: "formula-monitor" }>, given: MeaningOptions): string[] {
  const names = variableNames(given.options?.variables);
  const noun = query.expression ? expressionText(query.expression, names).noun : `\`${query.opaque?.text ?? ""}\``;
  const over = overText(query);
  const limit = limitText(query.condition, given);
  const judged: Readonly<Record<string, string>> = {
    anomaly: `Alerts when it is anomalous over ${over} (${limit}).`,
    change: `Alerts when its change over ${over} is ${limit}.`,
    forecast: `Alerts when it is predicted to be ${limit} at the end of ${over}.`,
  };
  const sentence = judged[query.judgement?.name.text ?? ""] ?? `Alerts when it is ${limit} over ${over}.`;
  return [`Watches ${noun}${groupText(query, given)}.`, sentence];
}

/** What each query of a formula counts, e.g. "the number of logs that match `status:error`". */
function variableNames(variables: unknown): Map<string, string> {
  const names = new Map<string, string>();
  if (!Array.isArray(variables)) return names;
  for (const item of variables as (Record<string, unknown> | null)[]) {
    const name = item?.name;
    if (typeof name !== "string") continue;
    const text = variableText(item ?? {});
    if (text !== undefined) names.set(name, text);
  }
  return names;
}

function variableText(variable: Record<string, unknown>): string | undefined {
  if (typeof variable.query === "string") {
    const { query } = parse(variable.query);
    const [only, second] = query.type === "metric-expressions" ? query.expressions : [];
    return only && !second ? nounOf(only) : undefined;
  }
  const search = (variable.search as { query?: unknown } | undefined)?.query;
  const compute = variable.compute as { aggregation?: unknown; metric?: unknown } | undefined;
  if (typeof search !== "string" || typeof compute?.aggregation !== "string") return undefined;
  const source = typeof variable.data_source === "string" ? variable.data_source.replaceAll("_", " ") : "events";
  const metric = typeof compute.metric === "string" ? compute.metric : undefined;
  return `${methodText(compute.aggregation, metric, source)} that match \`${search}\``;
}

function methodText(method: string, measure: string | undefined, noun: string): string {
  if (method === "count") return `the number of ${noun}`;
  if (method === "cardinality") return `the number of different ${measure ?? "values"} in ${noun}`;
  const percentile = /^pc(\d\d)$/.exec(method)?.[1];
  const how = percentile ? percentileText(`p${percentile}`) : (AGGREGATOR_NOUNS[method] ?? method);
  return `the ${how} of ${measure ?? "a value"} in ${noun}`;
}

function eventSentences(query: Extract<Query, { type: "event-monitor" }>, given: MeaningOptions): string[] {
  const noun = eventSource(query.source.text)?.noun ?? "events";
  const method = query.rollup?.method;
  const measure = query.rollup?.measure;
  const how = methodText(
    method?.type === "string" ? method.value : "count",
    measure?.type === "string" ? measure.value : undefined,
    noun,
  );
  const search =
    query.search?.type === "string" && query.search.value.trim() === "" ? "" : ` that match ${shown(query.search)}`;
  const kind = query.kind === "new" ? " of issues seen for the first time" : "";
  return [
    `Watches ${how}${kind}${search}${groupText(query, given)}.`,
    `Alerts when it is ${limitText(query.condition, given)} over ${overText(query)}.`,
  ];
}

/** `.last("1d")` slides, `.current("1d")` grows from its start. */
function overText({ window, windowKind }: Extract<Query, { type: "event-monitor" | "formula-monitor" }>): string {
  const text = windowText(window);
  return windowKind === "current" ? text.replace("the last", "the current") : text;
}

function checkSentences(query: Extract<Query, { type: "service-check" }>, given: MeaningOptions): string[] {
  const over = query.over && Array.isArray(query.over) ? query.over.map(shown).filter((text) => text !== "`*`") : [];
  const where = over.length > 0 ? ` on ${listText(over)}` : "";
  const last = query.last?.type === "number" ? numberText(query.last.value) : "the";
  const thresholds = given.options?.thresholds as { critical?: unknown } | undefined;
  const critical = typeof thresholds?.critical === "number" ? thresholds.critical : undefined;
  const alerts =
    query.mode === "pct_by_status"
      ? `Alerts when ${critical === undefined ? "too large a share" : `more than ${numberText(critical)}%`} of the latest results are critical.`
      : `Alerts after ${critical === undefined ? "as many critical results in a row as the threshold says" : plural(critical, "critical result")}${critical !== undefined && critical > 1 ? " in a row" : ""}, out of the latest ${last}.`;
  return [`Watches the service check ${shown(query.check)}${where}${groupText(query, given)}.`, alerts];
}

function shown(text: { type: "string"; value: string } | { type: "opaque"; text: string } | undefined): string {
  if (!text) return "nothing";
  return `\`${text.type === "string" ? text.value : text.text}\``;
}

function compositeText(expression: CompositeExpression, nested: boolean): string {
  switch (expression.type) {
    case "monitor-id":
      return `monitor ${expression.id} does`;
    case "opaque":
      return `the monitor \`${expression.text}\` does`;
    case "missing":
      return "something missing does";
    case "not":
      return expression.operand.type === "monitor-id"
        ? `monitor ${expression.operand.id} does not`
        : `it is not so that ${compositeText(expression.operand, true)}`;
    case "all":
    case "any": {
      const text = listText(
        expression.operands.map((operand) => compositeText(operand, true)),
        expression.type === "all" ? "and" : "or",
      );
      return nested ? `(${text})` : text;
    }
  }
}
