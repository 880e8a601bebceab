/** A monitor and all that several rules would otherwise work out each for itself. Made once per monitor, parsed on demand. */

import type { Condition } from "../lexer/index";
import { type Expression, type Parts, partsOf } from "../metric/index";
import { type ParsedQuery, parse, parseMonitorQuery } from "../monitor/index";
import { type ParsedTemplate, parseTemplate } from "../template/index";
import { type Limit, limitOf } from "./facts/limit";
import { asNumber, asRecord, type MonitorInput } from "./input";

export const THRESHOLD_KEYS = [
  "critical",
  "warning",
  "ok",
  "unknown",
  "critical_recovery",
  "warning_recovery",
] as const;
export type ThresholdKey = (typeof THRESHOLD_KEYS)[number];

/** A metric query that `options.variables` declares. */
export interface VariableQuery {
  name: string;
  parsed: ParsedQuery;
  /** Of the query's text, e.g. `options.variables.0.query`. */
  path: string;
}

export interface Subject extends Readonly<Parts> {
  input: MonitorInput;
  type: string;
  parsed: ParsedQuery;
  query: ParsedQuery["query"];
  options: Readonly<Record<string, unknown>>;
  /** Those that are numbers (or numbers as text). */
  thresholds: Readonly<Partial<Record<ThresholdKey, number>>>;
  /** Undefined for languages without a comparison and where it is missing. */
  condition: Condition | undefined;
  /** What it compares with, where that is a plain number. */
  limit: Limit | undefined;
  /** Of a metric or formula monitor. */
  expression: Expression | undefined;
  /** Metric queries among the variables; parsed on demand. */
  variables: () => readonly VariableQuery[];
  message: () => ParsedTemplate;
  title: () => ParsedTemplate;
  /** What the functions made by `remembered` have worked out. */
  facts: unknown[];
}

export function createSubject(input: MonitorInput): Subject {
  const parsed = parseMonitorQuery(input.type, input.query);
  const { query } = parsed;
  const options = input.options ?? {};
  const condition = "condition" in query ? query.condition : undefined;
  const expression = query.type === "metric-monitor" || query.type === "formula-monitor" ? query.expression : undefined;
  return {
    input,
    type: input.type,
    parsed,
    query,
    options,
    thresholds: readThresholds(options),
    condition,
    limit: limitOf(condition),
    expression,
    // Empty for other languages.
    ...partsOf(expression),
    variables: once(() => readVariables(options)),
    message: once(() => parseTemplate(input.message ?? "")),
    title: once(() => parseTemplate(input.name ?? "")),
    facts: new Array<unknown>(remembering),
  };
}

/** How many functions `remembered` has made; each has a place of its own in a subject's facts. */
let remembering = 0;

/** A function that works something out once per subject, however many rules ask. */
export function remembered<T extends object, Given = void>(
  make: (subject: Subject, given: Given) => T,
): (subject: Subject, given: Given) => T {
  const place = remembering++;
  return (subject, given) => {
    const known = subject.facts[place];
    if (known !== undefined) return known as T;
    const made = make(subject, given);
    subject.facts[place] = made;
    return made;
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function readThresholds(options: Readonly<Record<string, unknown>>): Partial<Record<ThresholdKey, number>> {
  const given = asRecord(options.thresholds);
  const read: Partial<Record<ThresholdKey, number>> = {};
  for (const key of THRESHOLD_KEYS) {
    const value = asNumber(given[key]);
    if (value !== undefined) read[key] = value;
  }
  return read;
}

/** Variables whose `query` is written in the language of metrics [API]. */
const METRIC_SOURCES: ReadonlySet<string> = new Set(["metrics", "cloud_cost", "datadog_usage"]);

function readVariables(options: Readonly<Record<string, unknown>>): VariableQuery[] {
  const list = options.variables;
  if (!Array.isArray(list)) return [];
  const read: VariableQuery[] = [];
  for (const [index, item] of list.entries()) {
    const variable = asRecord(item);
    const { name, query, data_source: source } = variable;
    if (typeof name !== "string" || typeof query !== "string") continue;
    if (typeof source === "string" && !METRIC_SOURCES.has(source)) continue;
    read.push({ name, parsed: parse(query), path: `options.variables.${index}.query` });
  }
  return read;
}
