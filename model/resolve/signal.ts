/** Resolves one signal: its fields read, its lines converted, its names filled in. */

import { child, place } from "../load/tree";
import { isCounted } from "../metric-units";
import { convert } from "../quantity";
import type { SignalEntry, SignalFacts } from "../resolved";
import { Signal } from "../schema/index";
import { metricUnit } from "../units";
import { checkChange } from "./change";
import { readCondition } from "./composite";
import { type Context, complain, type Part, wholeMinutes } from "./context";
import { inOrder, type Lines, order, readLines } from "./lines";
import { measureOf, type SignalBody } from "./measure";
import { readPart } from "./parts";
import { windowIn } from "./raw-unit";
import { checkPercentile, checkWindow } from "./vendor-limits";
import { titleOf } from "./words";

/** The resolved signal; undefined when it is off or, with findings, cannot be understood. */
export function resolveSignal(part: Part, context: Context, runbook: string | undefined): SignalEntry | undefined {
  const read = readPart(Signal, part, context.diagnostics);
  if (!read?.enabled) return undefined;
  const over = read.type === "query" && !child(part.node, "over") ? windowIn(read.query, read.monitorType) : undefined;
  // What was read is kept for other environments.
  const body = over ? { ...read, over } : read;
  const facts = {
    key: part.key,
    source: place(part.place),
    name: `${context.prefix}-${part.key}`,
    title: body.title ?? titleOf(part.key),
    runbook: body.runbook ?? runbook,
  };
  wholeMinutes(context, part, {
    over: "over" in body ? body.over : undefined,
    within: "within" in body ? body.within : undefined,
    silentFor: "silentFor" in body ? body.silentFor : undefined,
    remindEvery: body.remindEvery,
  });
  checkSilence(body, part, context);
  checkWindow(body, part, context);
  if ("aggregate" in body) checkPercentile(body, part, context);
  const alert = alertOf(body, part, context);
  return alert && ({ ...body, ...facts, ...alert } as SignalEntry);
}

/** Silence means to Datadog what the query makes of it: nothing counted is zero, and no value is none. */
function checkSilence(body: SignalBody, part: Part, context: Context): void {
  if (body.type === "check" && body.noData === "alert" && body.silentFor.seconds < 120)
    complain(context, part, ["silentFor"], {
      code: "out-of-range",
      message: `\`${body.silentFor.text}\` is too short to call a check silent`,
      hint: "Datadog takes `2min` or more.",
    });
  if (!("noData" in body)) return;
  const counted =
    body.type === "count" || ("measure" in body && (body.measure === "count" || body.measure === "cardinality"));
  if (body.noData === "keep" && counted)
    complain(context, part, ["noData"], {
      code: "silence",
      message: "`noData: keep` cannot be: to Datadog a count of nothing is 0",
      hint: "Write `zero`, or `show` to see that nothing arrives.",
    });
  const raw = body.type === "query" && !countsNothing(body.query);
  const valued =
    raw ||
    body.type === "metric" ||
    body.type === "forecast" ||
    body.type === "ratio" ||
    body.type === "change" ||
    ("measure" in body && !counted);
  if (body.noData === "zero" && valued)
    complain(context, part, ["noData"], {
      code: "silence",
      message: `\`noData: zero\` cannot be: ${body.type === "ratio" || body.type === "change" ? "nothing divided by nothing is" : "without data there is"} no value, and Datadog keeps the last state`,
      hint: "Write `ok`, `keep`, `show` or `alert`; only counts are 0 without data.",
    });
}

/** Whether a query in Datadog's own language is 0 where nothing arrives: it counts, or fills in zeros itself. */
function countsNothing(query: string): boolean {
  const rollup = /\.rollup\(\s*["'](\w+)["']/.exec(query)?.[1];
  if (/^\s*[\w-]+\(\s*["']/.test(query)) return rollup === undefined || rollup === "count" || rollup === "cardinality";
  if (/\bdefault_zero\(|\bdefault\(|\bcount(_nonzero|_not_null)?[:(]/.test(query)) return true;
  // A quotient of counts is none: nothing divided by nothing.
  return query.includes(".as_count()") && !query.includes("/");
}

type Alert = Pick<SignalFacts, "lines" | "comparator" | "unit" | "measured" | "minimumCount" | "parts">;

function alertOf(body: SignalBody, part: Part, context: Context): Alert | undefined {
  switch (body.type) {
    case "heartbeat":
      return single(body.severity, part, context);
    case "composite": {
      const parts = readCondition(body.when, part, context)?.map((one) => ({ ...one, name: "" }));
      const lines = single(body.severity, part, context);
      return parts && lines && { ...lines, parts };
    }
    case "check": {
      const drawn = Object.entries(body.failures).map(([severity, value]) => ({
        severity,
        value,
        text: String(value),
        path: ["failures", severity],
      }));
      const lines = order(drawn, part, context, ["failures"]);
      return lines && inOrder(lines, ">=", part, context, "failures") ? { lines } : undefined;
    }
    default:
      return numbered(body, part, context);
  }
}

function single(severity: string, part: Part, context: Context): Alert | undefined {
  const lines = order([{ severity, text: "", path: ["severity"] }], part, context, ["severity"]);
  return lines && { lines };
}

type Numbered = Exclude<SignalBody, { type: "heartbeat" | "composite" | "check" }>;

function numbered(body: Numbered, part: Part, context: Context): Alert | undefined {
  if ("newGroupDelay" in body && body.newGroupDelay && "by" in body && body.by.length === 0)
    complain(context, part, ["newGroupDelay"], {
      code: "conflicting-keys",
      message: "`newGroupDelay` is given, but the signal has no groups",
      hint: "Add `by`, or leave it out.",
    });
  const measure = measureOf(body, part, context);
  if (!measure) return undefined;
  const lines: Lines | undefined = readLines(body, measure, part, context);
  if (!lines) return undefined;
  if (body.type === "change") checkChange(body, lines, part, context);
  const found: Alert = { ...lines, unit: measure.unit.name, measured: measure.unit };
  if ((body.type !== "ratio" && body.type !== "change") || !body.minimum) return found;
  if (body.type === "change" && !isCounted(body, context.metrics)) {
    complain(context, part, ["minimum"], {
      code: "conflicting-keys",
      message: "`minimum` is given, but nothing is counted",
      hint: "Leave it out; a mean has no least number.",
    });
    return undefined;
  }
  const count = metricUnit("count");
  const minimum = count && convert(body.minimum, count, body.over.seconds);
  if (minimum?.ok) return { ...found, minimumCount: minimum.value };
  if (minimum) complain(context, part, ["minimum"], minimum.problem);
  return undefined;
}
