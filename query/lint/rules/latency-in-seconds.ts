/** U1: latencies of traces are in seconds; thresholds in milliseconds or nanoseconds never fire. */

import { describeUnit, isAmount, quantitiesIn, SECOND, sameDimension, unitOfName } from "../../units/index";
import { prose } from "../facts/text";
import { unitOfSubject } from "../facts/unit";
import { NOTHING, type Rule } from "../rule";

/** A request that takes a minute is no latency any more. */
const IMPLAUSIBLE_SECONDS = 60;

const MISTAKEN = ["millisecond", "microsecond", "nanosecond"].map(unitOfName);

export const latencyInSeconds: Rule = {
  id: "latency-in-seconds",
  ref: "U1",
  severity: "error",
  confidence: "likely",
  summary: "A trace latency, which is in seconds, is compared with a number of milliseconds or nanoseconds.",
  needsQuery: true,
  needs: ["series", "limit"],
  check: (subject, context) => {
    const { limit } = subject;
    const traces = subject.series.filter(({ metric }) => metric.text.startsWith("trace."));
    if (!limit || traces.length === 0 || limit.value < IMPLAUSIBLE_SECONDS) return NOTHING;
    const { unit } = unitOfSubject(subject, context);
    if (!unit || !sameDimension(unit, SECOND) || unit.scale !== 1) return NOTHING;
    const amounts = quantitiesIn(prose(subject));
    if (amounts.some((amount) => isAmount(amount, limit.value, SECOND))) return NOTHING;
    const said = amounts.find((amount) => MISTAKEN.some((mistaken) => isAmount(amount, limit.value, mistaken)));
    const meant = said ? (said.value * said.unit.scale) / SECOND.scale : undefined;
    const metric = traces[0]?.metric.text ?? "";
    return [
      {
        message: said
          ? `\`${metric}\` is in seconds: \`${limit.op} ${limit.value}\` is ${spelt(limit.value)}, the text says \`${said.text}\``
          : `\`${metric}\` is in seconds: \`${limit.op} ${limit.value}\` is ${spelt(limit.value)}`,
        hint:
          meant === undefined
            ? `Write the threshold in ${describeUnit(SECOND)}s, in the query and in \`thresholds\`.`
            : `Write \`${limit.op} ${meant}\`, in the query and in \`thresholds\`.`,
        severity: said ? "error" : "warning",
        path: "query",
        span: limit.span,
      },
    ];
  },
};

function spelt(seconds: number): string {
  const minutes = seconds / 60;
  if (minutes < 120) return `${Math.round(minutes)} minutes`;
  if (minutes < 60 * 72) return `${Math.round(minutes / 60)} hours`;
  return `${Math.round(minutes / 1440)} days`;
}
