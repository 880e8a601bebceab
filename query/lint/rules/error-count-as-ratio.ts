/** U2: a number of errors (or errors per second) compared with a share. */

import { isCount, quantitiesIn, type Unit } from "../../units/index";
import { prose, wordsOf } from "../facts/text";
import { unitOfSubject } from "../facts/unit";
import { NOTHING, type Rule } from "../rule";

const SHARE_WORDS: ReadonlySet<string> = new Set(["percent", "percentage", "ratio", "share", "fraction"]);

export const errorCountAsRatio: Rule = {
  id: "error-count-as-ratio",
  ref: "U2",
  severity: "error",
  confidence: "likely",
  summary: "A count of errors is compared with a fraction, as if it were an error ratio.",
  needsQuery: true,
  needs: ["metric", "limit"],
  check: (subject, context) => {
    const { limit } = subject;
    if (subject.query.type !== "metric-monitor" || !limit?.upward || limit.value <= 0 || limit.value >= 1)
      return NOTHING;
    const errors = subject.series.find(({ metric }) => isErrorMetric(metric.text));
    if (!errors) return NOTHING;
    const { unit } = unitOfSubject(subject, context);
    if (!unit || !(isCount(unit) || isCountPerTime(unit))) return NOTHING;
    const text = prose(subject);
    const percents = quantitiesIn(text).filter((amount) => amount.unit.scale === 0.01 && amount.unit.ratio === "part");
    const said = percents.find(({ value }) => Math.abs(value / 100 - limit.value) <= 0.01 * limit.value);
    const speaksOfShare = percents.length > 0 || wordsOf(text).some((word) => SHARE_WORDS.has(word));
    // Fewer than one error per second is a sensible limit unless the text speaks of a share.
    if (isCountPerTime(unit) && !speaksOfShare) return NOTHING;
    const metric = errors.metric.text;
    const what = isCount(unit) ? "counts errors" : "is errors per second";
    return [
      {
        message: `\`${metric}\` ${what}, \`${limit.op} ${limit.value}\` compares it with a share${said ? ` (the text says \`${said.text}\`)` : ""}`,
        hint: `Divide by the requests, both as counts: \`sum:${errorsOf(metric)}{…}.as_count() / sum:${hitsOf(metric)}{…}.as_count() ${limit.op} ${limit.value}\`.`,
        severity: said ? "error" : "warning",
        path: "query",
        span: errors.span,
      },
    ];
  },
};

function isErrorMetric(metric: string): boolean {
  const words = wordsOf(metric);
  return words.includes("errors") || words.includes("error");
}

function isCountPerTime(unit: Unit): boolean {
  return unit.dims.count === 1 && unit.dims.time === -1;
}

function errorsOf(metric: string): string {
  return metric.replace(/\.rate$/, "");
}

/** Traces count both under one name; elsewhere the user knows the metric. */
function hitsOf(metric: string): string {
  return metric.startsWith("trace.") ? errorsOf(metric).replace(/\.errors(?=\.|$)/, ".hits") : "<requests>";
}
