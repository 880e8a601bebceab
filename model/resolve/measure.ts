/** What a signal measures: the unit its lines are converted into. A stated unit must agree with what is known of the metric. */

import type { z } from "zod";
import { isCounted, unitOfMetric } from "../metric-units";
import { plural } from "../quantity";
import type { Signal } from "../schema/index";
import { type MetricUnit, metricUnit } from "../units";
import { attributeMeant, unitOfAttribute } from "./attributes";
import { type Context, complain, type Part } from "./context";
import { comparisonIn, contradicts, unitOfRaw } from "./raw-unit";

export type SignalBody = z.output<typeof Signal>;

const FRACTION = unit("fraction");
const COUNT = unit("count");

function unit(name: string): MetricUnit {
  const found = metricUnit(name);
  if (!found) throw new Error(`no unit ${name}`);
  return found;
}

/** The unit and window of a signal's lines; undefined for those without a number, and, with a finding, when it is not known. */
export function measureOf(
  body: SignalBody,
  part: Part,
  context: Context,
): { unit: MetricUnit; window?: number } | undefined {
  switch (body.type) {
    case "ratio":
      countOf(metricOf(body.numerator), ["numerator"], part, context);
      countOf(metricOf(body.denominator), ["denominator"], part, context);
      return { unit: FRACTION };
    case "count":
      countOf(body.metric, ["metric"], part, context);
      return { unit: COUNT, window: body.over.seconds };
    case "change":
      if (isCounted(body, context.metrics)) countOf(body.metric, ["metric"], part, context, "`counted: false`");
      return { unit: FRACTION };
    case "anomaly":
      return { unit: FRACTION };
    case "metric":
    case "forecast":
      return stated(body.metric, body.unit, part, context);
    case "query": {
      if (!formulaFits(body, part, context)) return undefined;
      const compared = comparisonIn(body.query, body.monitorType);
      if (compared !== undefined) return twice(compared, part, context);
      const found = metricUnit(body.unit);
      const sure = unitOfRaw(body.query, body.monitorType, context.metrics);
      if (found && sure && contradicts(found, sure)) return wrongUnit("the query's value", sure, found, part, context);
      return found && { unit: found, window: body.over.seconds };
    }
    case "logs":
    case "rum":
    case "spans":
    case "events":
    case "audit":
    case "error-tracking":
      return searched(body, part, context);
    case "check":
    case "heartbeat":
    case "composite":
      return undefined;
  }
}

type Raw = Extract<SignalBody, { type: "query" }>;

/** A formula names queries, and nothing else does. */
function formulaFits({ query, queries }: Raw, part: Part, context: Context): boolean {
  const formula = /^\s*formula\s*\(/.test(query);
  const asked = Object.entries(queries);
  if (formula === asked.length > 0) {
    const short = asked.flatMap(([name, one]) =>
      "allServices" in one && one.measure !== "count" && one.of === undefined ? [{ name, measure: one.measure }] : [],
    );
    for (const { name, measure } of short) missingOf(measure, part, context, ["queries", name]);
    return short.length === 0;
  }
  complain(
    context,
    part,
    [formula ? "query" : "queries"],
    formula
      ? { code: "missing-key", message: "the formula has no `queries`", hint: "Add under `queries:` what it names." }
      : {
          code: "conflicting-keys",
          message: "`queries` are given, but the query is no formula",
          hint: 'Write `formula("…").last("5m")` with their names, or leave them out.',
        },
  );
  return false;
}

function metricOf(series: string | { metric: string }): string {
  return typeof series === "string" ? series : series.metric;
}

/** The unit of a metric: stated, or known; both must agree. */
export function stated(
  metric: string,
  name: string | undefined,
  part: Part,
  context: Context,
): { unit: MetricUnit } | undefined {
  const known = unitOfMetric(metric, context.metrics);
  const given = name === undefined ? undefined : metricUnit(name);
  if (given && known && (given.dimension !== known.dimension || !sameSize(given, known))) {
    complain(context, part, ["unit"], {
      code: "wrong-unit",
      message: `\`${metric}\` is measured in ${plural(known)}, not in ${plural(given)}`,
      hint: "Leave `unit` out.",
    });
    return undefined;
  }
  const unit = given ?? known;
  if (unit) return { unit };
  complain(context, part, ["metric"], {
    code: "unknown-metric-unit",
    message: `nothing is known of the unit of \`${metric}\``,
    hint: `Add \`unit:\` here, or \`${metric}\` with its unit to the section \`metrics\`.`,
  });
  return undefined;
}

function sameSize(a: MetricUnit, b: MetricUnit): boolean {
  return (
    a.size.top * b.size.bottom === b.size.top * a.size.bottom &&
    (a.perSeconds === undefined) === (b.perSeconds === undefined)
  );
}

/** A metric that is counted must not be known as something else: a latency summed up is no count. */
function countOf(metric: string, path: string[], part: Part, context: Context, otherwise = "`type: metric`"): void {
  const known = unitOfMetric(metric, context.metrics);
  if (!known || (known.dimension === "count" && !known.perSeconds)) return;
  complain(context, part, path, {
    code: "wrong-unit",
    message: `\`${metric}\` is measured in ${plural(known)}; it is no count`,
    hint:
      known.dimension === "none"
        ? `Give it a unit that is counted where its unit is said, e.g. \`unit: event\`; or use ${otherwise}.`
        : `Name a count, e.g. \`trace.http.request.hits\`; or use ${otherwise}.`,
  });
}

type SearchBody = Extract<SignalBody, { measure: string }>;

function searched(body: SearchBody, part: Part, context: Context): { unit: MetricUnit; window?: number } | undefined {
  if (body.measure === "count" || body.measure === "cardinality") {
    if (body.measure === "cardinality" && body.of === undefined) return missingOf(body.measure, part, context);
    return { unit: COUNT, window: body.over.seconds };
  }
  if (body.of === undefined) return missingOf(body.measure, part, context);
  const given = body.unit === undefined ? undefined : metricUnit(body.unit);
  const sure = unitOfAttribute(body.type, body.of);
  // A value that counts nothing and lasts no time is no duration: both sides are compared.
  if (given && sure && (contradicts(given, sure) || contradicts(sure, given)))
    return wrongUnit(`\`${body.of}\``, sure, given, part, context);
  const meant = sure ? undefined : attributeMeant(body.type, body.of);
  if (meant !== undefined) return unknownAttribute(body.of, meant, part, context);
  const unit = given ?? sure;
  if (unit) return { unit };
  complain(context, part, ["of"], {
    code: "unknown-metric-unit",
    message: `nothing is known of the unit of \`${body.of}\``,
    hint: "Add `unit:`; durations of spans, logs and sessions are in `nanosecond`.",
  });
  return undefined;
}

function twice(compared: string, part: Part, context: Context): undefined {
  complain(context, part, ["query"], {
    code: "conflicting-keys",
    message: `the query ends with \`${compared}\`, and the signal's own lines compare it`,
    hint: `Take \`${compared}\` out of the query: comparison and number are added from \`above:\` and the like.`,
  });
}

function wrongUnit(what: string, sure: MetricUnit, given: MetricUnit, part: Part, context: Context): undefined {
  complain(context, part, ["unit"], {
    code: "wrong-unit",
    message: `${what} is measured in ${plural(sure)}, not in ${plural(given)}`,
    hint: sure.dimension === "none" ? "Write `unit: none`, and lines without a unit." : `Write \`unit: ${sure.name}\`.`,
  });
}

function unknownAttribute(attribute: string, meant: string, part: Part, context: Context): undefined {
  complain(context, part, ["of"], {
    code: "unknown-attribute",
    message: `Datadog keeps no \`${attribute}\` of sessions: nothing would ever be computed`,
    hint: `Did you mean \`${meant}\`?`,
  });
}

function missingOf(measure: string, part: Part, context: Context, path = ["of"]): undefined {
  complain(context, part, path, {
    code: "missing-key",
    message: `\`measure: ${measure}\` needs \`of\``,
    hint: 'Name the attribute it is computed of: `of: "@duration"`.',
  });
  return undefined;
}
