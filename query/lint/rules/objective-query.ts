/** S3: the queries that count the good and all events of an objective. */

import { type Filter, hasModifier, printFilter, type Series, seriesIn } from "../../metric/index";
import { parse } from "../../monitor/index";
import { filterOf } from "../facts/scope";
import { asRecord } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

const SIDES = ["numerator", "denominator"] as const;

export const objectiveQuery: Rule = {
  id: "objective-query",
  ref: "S3",
  severity: "error",
  confidence: "certain",
  summary: "The numerator or denominator of an objective cannot be read, is no sum of counts, or counts other events.",
  needsQuery: false,
  checkObjective: ({ type, query }) => {
    if (type !== "metric") return NOTHING;
    const found: Finding[] = [];
    const series: Partial<Record<(typeof SIDES)[number], Series[]>> = {};
    for (const side of SIDES) {
      const text = asRecord(query)[side];
      if (typeof text !== "string") continue;
      const parsed = parse(text);
      const path = `query.${side}`;
      for (const { message, hint, severity, span } of parsed.problems) {
        found.push(hint === undefined ? { message, severity, path, span } : { message, hint, severity, path, span });
      }
      if (parsed.query.type !== "metric-expressions") continue;
      series[side] = parsed.query.expressions.flatMap(seriesIn);
      found.push(...(series[side] ?? []).flatMap((one) => checkSeries(one, path)));
    }
    const { numerator = [], denominator = [] } = series;
    return [...found, ...checkSubset(numerator, denominator)];
  },
};

/** [API: only the aggregator sum] */
function checkSeries(series: Series, path: string): Finding[] {
  const { aggregator, metric } = series;
  const found: Finding[] = [];
  const word = aggregator?.type === "word" ? aggregator.text : aggregator ? "sum" : "avg";
  if (word !== "sum" && !word.includes("{")) {
    found.push({
      message: `\`${word}:${metric.text}\` is no count of events`,
      hint: "Write `sum:`.",
      severity: "warning",
      path,
      span: aggregator?.span ?? metric.span,
    });
  }
  if (!hasModifier(series, "as_count")) {
    const message = `\`${metric.text}\` is read without \`.as_count()\`, as an average per interval`;
    found.push({ message, hint: "Add `.as_count()`.", severity: "warning", path, span: series.span });
  }
  return found;
}

/** Good events are some of all events: every plain tag of the denominator's scope stands in the numerator's too. */
function checkSubset(numerator: readonly Series[], denominator: readonly Series[]): Finding[] {
  const [good, otherGood] = numerator;
  const [all, otherAll] = denominator;
  if (!good || !all || otherGood || otherAll || good.metric.text !== all.metric.text) return [];
  const wanted = plainTags(filterOf(all));
  const given = plainTags(filterOf(good));
  if (!wanted || !given) return [];
  const missing = [...wanted].filter((tag) => !given.has(tag));
  if (missing.length === 0) return [];
  return [
    {
      message: `the numerator counts events outside \`${missing.join(",")}\`, which the denominator leaves out`,
      hint: "Filter both in the same way, and the numerator further.",
      severity: "warning",
      path: "query.numerator",
      span: good.scope?.span ?? good.span,
    },
  ];
}

/** The tags that all must hold; undefined for filters with OR, NOT groups or placeholders. */
function plainTags(filter: Filter | undefined): Set<string> | undefined {
  if (!filter) return undefined;
  if (filter.type === "everything") return new Set();
  const operands = filter.type === "and" ? filter.operands : [filter];
  const tags = new Set<string>();
  for (const operand of operands) {
    const inner = operand.type === "not" ? operand.operand : operand;
    if (operand.type === "everything") continue;
    if (inner.type !== "tag") return undefined;
    tags.add(printFilter(operand));
  }
  return tags;
}
