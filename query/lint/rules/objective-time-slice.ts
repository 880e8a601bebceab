/** S3: the queries, the formula and the interval of an objective that counts good slices of time. */

import { variablesIn } from "../../formula/index";
import { parse } from "../../monitor/index";
import { nearest } from "../../text/index";
import { isOpaqueValue } from "../facts/placeholder";
import { asNumber, asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

const ROOT = "sli_specification.time_slice";

/** [API] */
const INTERVALS: readonly number[] = [60, 300];
const COMPARATORS: readonly string[] = [">", ">=", "<", "<="];

export const objectiveTimeSlice: Rule = {
  id: "objective-time-slice",
  ref: "S3",
  severity: "error",
  confidence: "certain",
  summary: "A query or the formula of a time-slice objective cannot be read, or its interval or comparator is none.",
  needsQuery: false,
  checkObjective: ({ type, sli_specification: specification }) => {
    if (type !== "time_slice") return NOTHING;
    const slice = asRecord(asRecord(specification).time_slice);
    const { queries, formulas } = asRecord(slice.query);
    const listed = Array.isArray(queries) ? queries.map(asRecord) : [];
    const names = listed.map(({ name }) => name).filter((name) => typeof name === "string");
    const found = listed.flatMap(({ query, data_source: source }, index) =>
      typeof query === "string" && source === "metrics"
        ? problemsOf(query, `${ROOT}.query.queries.${index}.query`, 0)
        : [],
    );
    for (const [index, item] of (Array.isArray(formulas) ? formulas : []).entries()) {
      const { formula } = asRecord(item);
      if (typeof formula === "string") found.push(...checkFormula(formula, names, index));
    }
    return [...found, ...checkNumbers(slice)];
  },
};

function problemsOf(text: string, path: string, before: number): Finding[] {
  return parse(text).problems.map(({ message, hint, severity, span: { start, end } }): Finding => {
    const span = { start: Math.max(0, start - before), end: Math.max(1, end - before) };
    return hint === undefined ? { message, severity, path, span } : { message, hint, severity, path, span };
  });
}

const BEFORE = 'formula("';

/** Formulas are read as those of monitors are, where they stand in quotes. */
function checkFormula(formula: string, names: readonly string[], index: number): Finding[] {
  if (formula.includes('"') || isOpaqueValue(formula)) return [];
  const path = `${ROOT}.query.formulas.${index}.formula`;
  const text = `${BEFORE}${formula}").last("5m") > 0`;
  const problems = problemsOf(text, path, BEFORE.length);
  const { query } = parse(text);
  if (problems.length > 0 || query.type !== "formula-monitor" || !query.expression) return problems;
  return variablesIn(query.expression).flatMap(({ name, span }): Finding[] => {
    if (names.includes(name)) return [];
    const meant = nearest(name, names);
    return [
      {
        message: `the formula uses \`${name}\`, which no query is named`,
        hint: meant
          ? `Did you mean \`${meant}\`?`
          : `There is ${names.map((one) => `\`${one}\``).join(", ") || "none"}.`,
        path,
        span: { start: span.start - BEFORE.length, end: span.end - BEFORE.length },
      },
    ];
  });
}

function checkNumbers({ query_interval_seconds: interval, comparator }: Readonly<Record<string, unknown>>): Finding[] {
  const found: Finding[] = [];
  const seconds = asNumber(interval);
  if (seconds !== undefined && !INTERVALS.includes(seconds)) {
    found.push({
      message: `slices of ${seconds} seconds do not exist`,
      hint: "Write 60 or 300.",
      path: `${ROOT}.query_interval_seconds`,
    });
  }
  if (typeof comparator === "string" && !COMPARATORS.includes(comparator) && !isOpaqueValue(comparator)) {
    found.push({
      message: `\`${comparator}\` does not compare a slice with the threshold`,
      hint: "Write `>`, `>=`, `<` or `<=`.",
      path: `${ROOT}.comparator`,
    });
  }
  return found;
}
