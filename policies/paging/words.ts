/** Times and people in the words of findings. */

import { offsetAt } from "../../model/index";

interface Stretch {
  from: number;
  to: number;
}

/** `from 2026-01-05 18:00 to 2026-01-06 08:00 (Europe/London), and 260 times more: 4368 hours of the year looked at`. */
export function spansInWords(spans: readonly Stretch[], timeZone: string): string {
  const joined = joinedUp(spans);
  const [first] = joined;
  if (!first) return "";
  const minutes = joined.reduce((sum, { from, to }) => sum + (to - from) / 60_000, 0);
  const more = joined.length === 1 ? "" : `, and ${joined.length - 1} ${joined.length === 2 ? "time" : "times"} more`;
  return `from ${localTime(first.from, timeZone)} to ${localTime(first.to, timeZone)} (${timeZone})${more}: ${length(minutes)} of the year looked at`;
}

function joinedUp(spans: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { from, to } of spans) {
    const last = all.at(-1);
    if (last?.to === from) last.to = to;
    else all.push({ from, to });
  }
  return all;
}

function length(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return [hours > 0 && `${hours}h`, (rest > 0 || hours === 0) && `${rest}min`].filter(Boolean).join(" ");
}

/** `2026-03-29 02:00`, on the clock of a zone. */
export function localTime(moment: number, timeZone: string): string {
  return new Date(moment + offsetAt(timeZone, moment) * 60_000).toISOString().slice(0, 16).replace("T", " ");
}

/** `ann` of `pagerduty/user/ann`. */
export function nameOfPerson(person: string): string {
  return `\`${person.replace(/^pagerduty\/user\//, "")}\``;
}
