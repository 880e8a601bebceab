/** What Datadog refuses of a signal, however well it is written: said before a deployment stops at it half way. */

import { metricDeclared } from "../metric-units";
import { type Context, complain, type Part } from "./context";
import type { SignalBody } from "./measure";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

interface Range {
  field: "over" | "within";
  seconds: number;
  written: string;
  least: [seconds: number, text: string];
  most: [seconds: number, text: string];
  of: string;
}

/** Windows that a monitor of the kind cannot have. */
export function checkWindow(body: SignalBody, part: Part, context: Context): void {
  const range = rangeOf(body);
  if (!range) return;
  const { field, seconds, written, least, most, of } = range;
  // What is not whole minutes is said to be so.
  if (seconds % MINUTE !== 0 || seconds === 0 || (seconds >= least[0] && seconds <= most[0])) return;
  complain(context, part, [field], {
    code: "out-of-range",
    message: `Datadog takes ${field === "over" ? "no window" : "nothing"} of \`${written}\` of ${of}`,
    hint: `Write \`${least[1]}\` to \`${most[1]}\`.`,
  });
}

function rangeOf(body: SignalBody): Range | undefined {
  switch (body.type) {
    case "logs":
    case "rum":
    case "events":
    case "audit":
      return searched(body.over, [MINUTE, "1min"]);
    case "spans":
    case "error-tracking":
      return searched(body.over, [5 * MINUTE, "5min"]);
    case "forecast": {
      const { seconds, text } = body.within;
      return {
        field: "within",
        seconds,
        written: text,
        least: [12 * HOUR, "12h"],
        most: [92 * DAY, "92d"],
        of: "a forecast",
      };
    }
    case "ratio":
    case "metric":
    case "count":
    case "change": {
      const { seconds, text } = body.over;
      return {
        field: "over",
        seconds,
        written: text,
        least: [MINUTE, "1min"],
        most: [730 * HOUR, "730h"],
        of: "a metric",
      };
    }
    default:
      return undefined;
  }
}

function searched({ seconds, text }: { seconds: number; text: string }, least: Range["least"]): Range {
  return { field: "over", seconds, written: text, least, most: [2 * DAY, "2d"], of: "a search" };
}

/** A percentile of a metric that the catalog itself says has none. */
export function checkPercentile(body: { metric: string; aggregate: string }, part: Part, context: Context): void {
  if (!/^p\d\d$/.test(body.aggregate)) return;
  const type = metricDeclared(body.metric, context.metrics)?.type;
  if (type === undefined || type === "distribution") return;
  complain(context, part, ["aggregate"], {
    code: "conflicting-keys",
    message: `\`${body.aggregate}\` is asked of \`${body.metric}\`, and \`metrics\` says that it is a ${type}: percentiles are kept of distributions alone`,
    hint: "Write `aggregate: avg` or `max`, or send and declare a distribution.",
  });
}
