/**
 * Findings in the words of the catalog, for rules whose own hint speaks of a query or of options that the catalog does not write; and
 * what a rule asks that the catalog has answered.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { SignalEntry } from "../resolved";

type Type = SignalEntry["type"];
/** A fix; nothing where the finding says nothing to whoever wrote the catalog. */
type Words = string | ((diagnostic: Diagnostic, type: Type) => string | undefined);

/** Of options: the catalog writes them for every signal, also for queries in Datadog's own language. */
const OPTIONS: Readonly<Record<string, Words>> = {
  // A query in Datadog's own language cannot say the windows that are options.
  "anomaly-windows": ({ hint = "" }, type) => {
    if (type !== "query") return "Write a share of the window, up to `100%`: e.g. `75%`.";
    return hint.includes("_window") ? "Use `type: anomaly`, which brings the windows." : hint;
  },
  "cloud-metric-delay": "Add `evaluationDelay: 15min`.",
  "default-zero-below": "Take `default_zero()` out and say what silence means with `noData:`.",
  "default-zero-missing-data": "Write `noData: zero`, or take `default_zero()` out.",
  "event-recovery-threshold": "Leave `recovery:` out.",
  "full-window-sparse": "Leave `requireFullWindow` out.",
  "group-delay": "Leave `newGroupDelay` out.",
  "never-resolves": "Write `noData: ok`, or count it: `type: count`, where no data is 0.",
  "no-data-on-counts": "Write `noData: zero` (no data counts as 0) or `noData: ok`.",
  "recovery-beyond-warning": "Let it recover between its two lines, or leave `recovery:` out.",
  "staleness-by-change": "Write `noData: alert`, or add a signal of `type: heartbeat`.",
  "unknown-group-variable": ({ hint = "" }, type) => {
    const [, key] = /`by \{(.+?)\}`/.exec(hint) ?? [];
    return key === undefined || type === "query" ? hint : `Add \`by: [${key}]\`, or take the variable out.`;
  },
};

const windowKey = (type: Type): string => (type === "forecast" ? "within" : "over");
const OF_TEXT = "Correct the text, or the line: the message repeats the line as it is written.";

/** Of queries: the compiler writes them, unless they are in Datadog's own language. */
const QUERIES: Readonly<Record<string, Words>> = {
  "as-count-on-gauge": (_, type) =>
    type === "count"
      ? "Use `type: metric`, which looks at values."
      : type === "ratio"
        ? "Name counts, e.g. `trace.http.request.hits`."
        : "Write `counted: false`.",
  "average-of-counts": "Write `aggregate: sum`, or use `type: count`.",
  "check-without-groups": "Name what is told apart: `by: [host]`.",
  "contradictory-scope": "Take one of them out; service and environment are added to every query.",
  "count-without-as-count": "Use `type: count`, which counts events in the window.",
  "error-count-as-ratio": "Use `type: ratio`, with the hits as the denominator.",
  // A percentage less than one, written with its sign, is meant.
  "fraction-or-percent": ({ message }) =>
    message.includes("less than one percent") ? undefined : "Write a share of what there is, up to `100%`.",
  "message-unit": OF_TEXT,
  "percentile-of-gauge": "Write `aggregate: avg` or `max`; percentiles are of distributions and traces.",
  "short-window": "Write `over: 5min`.",
  // Minutes do not count in a silence of a day.
  "slow-evaluation": (_, type) =>
    type === "heartbeat" ? undefined : `Use a shorter \`${windowKey(type)}:\` where minutes count.`,
  "stale-number": OF_TEXT,
  "sum-of-gauge": "Write `across: avg`, `max` or `min`.",
  "threshold-unit": OF_TEXT,
  "too-many-facets": "Keep the four of `by:` that matter most.",
  "unguarded-division": "Add `minimum:`, e.g. `minimum: 10/min`, so that little traffic does not alert.",
  "unreachable-threshold": (_, type) =>
    type === "ratio"
      ? "Write less than `100%`: a share of a whole is never more."
      : "Write a line that the value can reach.",
};

/** The finding as the catalog says it; undefined where there is nothing to say. Of what is no signal the rule's own words fit. */
export function inCatalogWords(diagnostic: Diagnostic, type: Type | undefined): Diagnostic | undefined {
  if (type === undefined) return diagnostic;
  const words = OPTIONS[diagnostic.code] ?? (type === "query" ? undefined : QUERIES[diagnostic.code]);
  if (words === undefined) return diagnostic;
  const hint = typeof words === "string" ? words : words(diagnostic, type);
  return hint === undefined ? undefined : { ...diagnostic, hint };
}
