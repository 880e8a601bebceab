/** U3: the text gives the threshold's number a unit that is not the query's, as in `> 500` for "above 500ms" where it is seconds. */

import { hasModifier, walkExpression } from "../../metric/index";
import {
  describeUnit,
  isAmount,
  isRatio,
  type ProseQuantity,
  SECOND,
  sameDimension,
  sameScale,
  type Unit,
  unitOfName,
} from "../../units/index";
import { boundsOf } from "../facts/bounds";
import type { Limit } from "../facts/limit";
import { quotedLimits } from "../facts/text";
import { isTrusted, unitOfSubject } from "../facts/unit";
import { type Finding, NOTHING, notChecked, type Rule } from "../rule";
import type { Subject } from "../subject";

/** Nobody waits so many seconds for what the text gives in milliseconds: then a list is the likelier to be wrong. */
const LONG_WAIT = 300;

export const thresholdUnit: Rule = {
  id: "threshold-unit",
  ref: "U3",
  severity: "error",
  confidence: "likely",
  summary: "The threshold is the number of the text, but the query is in another unit.",
  needsQuery: true,
  needs: ["limit"],
  check: (subject, context) => {
    const { limit } = subject;
    if (!limit || limit.value === 0 || subject.query.type === "event-monitor") return NOTHING;
    if (subject.calls.some(({ name }) => name.text === "anomalies" || name.text === "outliers")) return NOTHING;
    const quoted = quotedLimits(subject).map(({ amount }) => amount);
    const said = quoted.find(({ value }) => value === limit.value);
    if (!said) return NOTHING;
    const answer = unitOfSubject(subject, context);
    const { unit } = answer;
    if (!unit && isShare(subject) && isPercent(said.unit)) return [unknownShare(limit, said)];
    if (!unit) return notChecked("the unit of the query is not known");
    // Unlike units in the query itself come first; other rules tell them.
    if (answer.suspicions.length > 0) return NOTHING;
    if (answer.doubts.length > 0) return notChecked(answer.doubts[0] ?? "");
    if (!sameDimension(said.unit, unit) || quoted.some((amount) => isAmount(amount, limit.value, unit))) return NOTHING;
    if (isToldElsewhere(subject, unit, limit.value)) return NOTHING;
    const trusted = isTrusted(answer);
    if (!trusted && isSeconds(unit) && limit.value >= LONG_WAIT && sameScale(said.unit.scale, 1e-3))
      return notChecked("a list says seconds where the text says milliseconds, and the threshold fits the text");
    const finding: Finding = {
      message: `\`${limit.op} ${limit.value}\` is ${shown(limit.value, unit)}, the text says \`${said.text}\` (${answer.why().join("; ")})`,
      hint: `Write \`${limit.op} ${meant(said, unit)}\`, in the query and in \`thresholds\`${orElse(said, unit)}, or correct the text.`,
      severity: trusted ? "error" : "warning",
      path: "query",
      span: limit.span,
    };
    return [finding];
  },
};

/** A count divided by a count is a fraction, whatever is counted; a constant factor may make percents of it. */
function isShare({ expression }: Subject): boolean {
  if (expression?.type !== "binary" || expression.op !== "/" || boundsOf(expression).high <= 1) return false;
  const sides = [expression.left, expression.right];
  return sides.every((side) => {
    let plain = hasModifier(side, "as_count");
    walkExpression(side, ({ type }) => {
      plain &&= type === "series" || type === "binary";
    });
    return plain;
  });
}

function isPercent(unit: Unit): boolean {
  return isRatio(unit) && sameScale(unit.scale, PERCENT.scale);
}

function unknownShare({ op, value, span }: Limit, said: ProseQuantity): Finding {
  return {
    message: `\`${op} ${value}\` compares a count divided by a count: ${tidy(value * 100)} %, the text says \`${said.text}\``,
    hint: `Write \`${op} ${tidy(value / 100)}\`, in the query and in \`thresholds\`, or multiply the query by 100.`,
    severity: "warning",
    path: "query",
    span,
  };
}

/** Trace latencies, fractions of the vendor and what can never be reached have rules of their own. */
function isToldElsewhere({ series, expression }: Subject, unit: Unit, limit: number): boolean {
  if (unit.ratio === "part" || unit.ratio === "flag") return true;
  if (isSeconds(unit) && limit >= 60 && series.some(({ metric }) => metric.text.startsWith("trace."))) return true;
  return expression !== undefined && expression.type !== "series" && boundsOf(expression).high <= limit;
}

function isSeconds(unit: Unit): boolean {
  return sameDimension(unit, SECOND) && sameScale(unit.scale, 1);
}

function shown(value: number, unit: Unit): string {
  if (isRatio(unit)) return `${tidy(value * unit.scale * 100)} %`;
  const name = describeUnit(unit);
  return `${value} ${value === 1 || name.includes("/") ? name : `${name}s`}`;
}

function meant({ value, unit: read }: ProseQuantity, unit: Unit): number {
  return tidy((value * read.scale) / unit.scale);
}

/** The other reading of `32 GB`; of a ratio, the query in percent. */
function orElse(said: ProseQuantity, unit: Unit): string {
  if (said.otherReading) return ` (\`${meant({ ...said, unit: said.otherReading }, unit)}\` if it counts in 1024s)`;
  return isPercent(said.unit) ? ", or multiply the query by 100" : "";
}

const PERCENT = unitOfName("percent");

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
