/** Windows outside what the vendor documents for the kind of monitor. */

import { type WindowSlot, windowSeconds } from "../../lexer/index";
import type { Query } from "../../monitor/index";
import { callNamed } from "../facts/anomaly";
import { secondsText } from "../facts/time";
import { NOTHING, type Rule } from "../rule";
import type { Subject } from "../subject";

interface Range {
  /** Seconds. */
  least: number;
  most: number;
  kind: string;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** B.1 of the notes: [DOC metric], [API], [DOC outlier], [DOC forecasts], [DOC process], [DOC error tracking, APM, LLM]. */
const METRIC: Range = { least: MINUTE, most: 730 * HOUR, kind: "a metric monitor" };
const CHANGE: Range = { least: MINUTE, most: 730 * HOUR, kind: "a change monitor" };
const OUTLIER: Range = { least: MINUTE, most: DAY, kind: "an outlier monitor" };
const FORECAST: Range = { least: 12 * HOUR, most: 92 * DAY, kind: "a forecast" };
const EVENT: Range = { least: MINUTE, most: 48 * HOUR, kind: "a monitor over events" };
const SLOW_EVENT: Range = { least: 5 * MINUTE, most: 48 * HOUR, kind: "a monitor over these events" };
const PROCESS: Range = { least: 5 * MINUTE, most: DAY, kind: "a process monitor" };

const SLOW_SOURCES: ReadonlySet<string> = new Set(["trace-analytics", "error-tracking", "llm-observability"]);

export const windowRange: Rule = {
  id: "window-range",
  ref: "B.1",
  severity: "warning",
  confidence: "likely",
  summary: "The window is outside what the vendor documents for this kind of monitor.",
  needsQuery: true,
  check: (subject) => {
    const { query } = subject;
    const range = rangeOf(query, subject);
    const window = windowIn(query);
    if (!range || window?.type !== "window" || window.kind === "current" || isCumulative(query)) return NOTHING;
    const seconds = windowSeconds(window);
    if (seconds >= range.least && seconds <= range.most) return NOTHING;
    const bound = seconds < range.least ? `at least ${secondsText(range.least)}` : `at most ${secondsText(range.most)}`;
    return [
      {
        message: `a window of ${window.amount}${window.unit} is outside what ${range.kind} takes`,
        hint: `Write ${bound}.`,
        path: "query",
        span: window.span,
      },
    ];
  },
};

function isCumulative(query: Query): boolean {
  return query.type === "event-monitor" && query.windowKind === "current";
}

function windowIn(query: Query): WindowSlot {
  if (query.type === "metric-monitor") return query.head?.window;
  return query.type === "event-monitor" || query.type === "process-monitor" ? query.window : undefined;
}

function rangeOf(query: Query, { calls }: Subject): Range | undefined {
  switch (query.type) {
    case "metric-monitor":
      if (query.head?.type === "change") return CHANGE;
      if (callNamed(calls, "forecast")) return FORECAST;
      return callNamed(calls, "outliers") ? OUTLIER : METRIC;
    case "event-monitor":
      return SLOW_SOURCES.has(query.source.text) ? SLOW_EVENT : EVENT;
    case "process-monitor":
      return PROCESS;
    default:
      return undefined;
  }
}
