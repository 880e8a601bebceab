/** U7: durations of logs, spans and RUM events are in nanoseconds. */

import type { EventMonitor } from "../../event/index";
import type { PlacedTerm } from "../../search/index";
import type { TextSpan } from "../../text/index";
import { quantitiesIn, SECOND, sameDimension, unitOfName } from "../../units/index";
import { searchesOf } from "../facts/searches";
import { prose } from "../facts/text";
import { isNanoseconds } from "../facts/unit";
import { type Finding, NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

/** A millisecond; nobody searches for what is shorter. */
const IMPLAUSIBLE = 1e6;

export const nanosecondDuration: Rule = {
  id: "nanosecond-duration",
  ref: "U7",
  severity: "warning",
  confidence: "likely",
  summary: "A duration, kept in nanoseconds, is compared with a number of milliseconds or seconds.",
  needsQuery: true,
  needs: ["searches"],
  check: (subject) => {
    const found = searchesOf(subject).flatMap(({ terms, path, place }): Finding[] =>
      smallDurations(terms).map(({ attribute, value, span }) => ({
        message: `\`${attribute}\` is in nanoseconds: ${value} is ${spelt(value)}`,
        hint: `For ${value} milliseconds write \`${value}000000\`, for seconds \`${value}000000000\`.`,
        path,
        span: place(span),
      })),
    );
    const measured = subject.query.type === "event-monitor" ? measuredDuration(subject.query, subject) : undefined;
    if (measured) found.push(measured);
    return found.length > 0 ? found : NOTHING;
  },
};

function smallDurations(terms: readonly PlacedTerm[]): { attribute: string; value: number; span: TextSpan }[] {
  return terms.flatMap(({ node, key }) => {
    if (node.type !== "term" || node.value.type !== "comparison" || node.value.bound.type !== "word") return [];
    const attribute = key?.kind === "attribute" ? `@${key.path}` : "";
    const value = Number(node.value.bound.raw);
    if (!isNanoseconds(attribute) || !(value > 0) || value >= IMPLAUSIBLE) return [];
    return [{ attribute, value, span: node.span }];
  });
}

function measuredDuration(query: EventMonitor, subject: Subject): Finding | undefined {
  const measure = query.rollup?.measure;
  const { limit } = subject;
  const method = query.rollup?.method;
  if (measure?.type !== "string" || !isNanoseconds(measure.value) || !limit) return undefined;
  if (method?.type === "string" && method.value === "cardinality") return undefined;
  if (limit.value <= 0 || limit.value >= IMPLAUSIBLE) return undefined;
  return {
    message: `\`${measure.value}\` is in nanoseconds: \`${limit.op} ${limit.value}\` is ${spelt(limit.value)}`,
    hint: measuredHint(limit.value, subject),
    path: "query",
    span: limit.span,
  };
}

/** In the unit the text gives the number; else in that which people mostly mean. */
function measuredHint(value: number, subject: Subject): string {
  const said = quantitiesIn(prose(subject)).find(
    (amount) => amount.value === value && sameDimension(amount.unit, SECOND),
  );
  if (said) return `For ${said.text} write \`${rounded((value * said.unit.scale) / NANOSECOND.scale)}\`.`;
  return `For ${value} milliseconds write \`${rounded(value * 1e6)}\`, for seconds \`${rounded(value * 1e9)}\`.`;
}

const NANOSECOND = unitOfName("nanosecond");

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function spelt(nanoseconds: number): string {
  return nanoseconds < 1000 ? `${nanoseconds} ns` : `${Number((nanoseconds / 1000).toPrecision(4))} µs`;
}
