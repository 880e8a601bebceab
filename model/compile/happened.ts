/** What happened, in one sentence per state of a monitor: the number, the time, the line it crossed, and where. */

import type { Line, ResolvedEnvironment, SignalEntry } from "../resolved";
import { once } from "./lookup";
import { groupsOf } from "./query";
import { limit, shown } from "./shown";
import { timeInWords } from "./words";

const SIDES = { ">": "above", ">=": "at or above", "<": "below", "<=": "at or below" } as const;

const AGO = {
  "hour-before": "an hour before",
  "day-before": "a day before",
  "week-before": "a week before",
  "month-before": "four weeks before",
} as const;

/** Of an alert or a warning. */
export function happened(env: ResolvedEnvironment, signal: SignalEntry, line: Line): string {
  const where = groupText(groupsOf(signal));
  switch (signal.type) {
    case "composite":
      return `What holds now: ${combined(env, signal)}.`;
    case "heartbeat":
      return silence(signal);
    case "check": {
      const runs = signal.failures[line.severity] ?? 1;
      return `${runs} run${runs === 1 ? "" : "s"} of the check in a row failed${where}. {{{check_message}}}`;
    }
    case "anomaly":
      return `${shown(env, signal, line)} of the last ${span(signal.over.seconds)} lie outside what the past lets expect, at or above ${line.text}${where}.`;
    case "change":
      return `${shown(env, signal, line)} of what it was ${AGO[signal.comparedTo]}, over ${timeInWords(signal.over.seconds)}, ${side(signal)} ${line.text}${where}.`;
    case "forecast":
      return `At this rate it is ${side(signal)} ${line.text} within ${timeInWords(signal.within.seconds)}${where}.`;
    default:
      return `${shown(env, signal, line)} over the last ${span(signal.over.seconds)}, ${side(signal)} ${limit(signal, line)}${where}.`;
  }
}

/** Of no data. */
export function silence(signal: SignalEntry): string {
  return `Nothing has been received for ${timeInWords(silentFor(signal))}${groupText(groupsOf(signal))}.`;
}

/** "the last hour", "the last 5 minutes". */
function span(seconds: number): string {
  return timeInWords(seconds).replace(/^1 /, "");
}

/** ` (host: {{host.name}})`; keys with points need brackets, attributes keep their sign. */
export function groupText(by: readonly string[]): string {
  const named = by
    .filter((key) => key !== "*")
    // Without its sign, which would make it a handle.
    .map((key) => `${key.replace(/^@/, "")}: {{${key.includes(".") ? `[${key}]` : key}.name}}`);
  return named.length === 0 ? "" : ` (${named.join(", ")})`;
}

function side(signal: SignalEntry): string {
  return SIDES[signal.comparator ?? ">"];
}

function silentFor(signal: SignalEntry): number {
  if (signal.type === "heartbeat" || signal.type === "check") return signal.silentFor.seconds;
  return "over" in signal ? signal.over.seconds : 0;
}

const titles = once(
  (env) => new Map(env.services.flatMap(({ monitors }) => monitors.map(({ name, title }) => [name, title]))),
);

type Composite = Extract<SignalEntry, { type: "composite" }>;

/** The condition with titles for names: "Error ratio" and not "Deployment". */
function combined(env: ResolvedEnvironment, signal: Composite): string {
  let text = "";
  let at = 0;
  for (const part of signal.parts ?? []) {
    text += `${words(signal.when.slice(at, part.start))}"${titles(env).get(part.name) ?? part.text}"`;
    at = part.end;
  }
  return text + words(signal.when.slice(at));
}

function words(operators: string): string {
  return operators.replaceAll("&&", "and").replaceAll("||", "or").replaceAll("!", "not ");
}
