/**
 * Whether an escalation reaches somebody at every minute. Hours are read as PagerDuty reads them, in the zone of their schedule, and
 * compared for every way in which the zones' clocks stand to each other within a year.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { offsetAt } from "../local-time";
import type { EscalationEntry, ResolvedEnvironment, RotationEntry, RotationLayer } from "../resolved";
import { DAYS } from "../schema/index";
import { finding } from "./draft";

const DAY = 1440;
const WEEK = 7 * DAY;

/** From a minute of the week, the first is Monday's, up to another; never over the end of the week. */
type Span = readonly [from: number, to: number];

/** Escalations with hours at which nobody is called, however many steps they have. */
export function uncovered(env: ResolvedEnvironment): Diagnostic[] {
  return env.escalations.flatMap((escalation) => {
    const layers = layersOf(env, escalation);
    if (layers.length === 0 || layers.some(({ hours }) => !hours)) return [];
    const [zone = ""] = layers.map(({ timeZone }) => timeZone);
    for (const { offsets, since } of clocks(layers)) {
      const gaps = gapsOf(
        layers.flatMap((layer) => spansOf(layer, (offsets.get(zone) ?? 0) - (offsets.get(layer.timeZone) ?? 0))),
      );
      if (gaps.length > 0) return [notCovered(escalation, gaps, zone, since)];
    }
    return [];
  });
}

/** The layers that its steps call, or nothing where a step calls people by name: they are called at any hour. */
function layersOf(env: ResolvedEnvironment, { steps }: EscalationEntry): RotationLayer[] {
  const named = steps.flatMap(({ notify }) => notify);
  const rotations = named.map((key) => env.rotations.find((rotation) => rotation.key === key));
  if (rotations.includes(undefined)) return [];
  return rotations.flatMap((rotation) => (rotation as RotationEntry).layers);
}

/** Every way in which the clocks of the layers' zones stand to each other in the year after the last one began. */
function clocks(layers: readonly RotationLayer[]): { offsets: ReadonlyMap<string, number>; since?: string }[] {
  const zones = [...new Set(layers.map(({ timeZone }) => timeZone))];
  if (zones.length < 2) return [{ offsets: new Map() }];
  const begin = Math.max(...layers.map(({ start }) => Date.parse(start)));
  const seen = new Map<string, { offsets: ReadonlyMap<string, number>; since: string }>();
  for (let day = 0; day <= 366; day += 1) {
    const moment = begin + day * DAY * 60_000;
    const offsets = new Map(zones.map((zone) => [zone, offsetAt(zone, moment)]));
    const apart = [...offsets.values()].map((offset) => offset - (offsets.get(zones[0] ?? "") ?? 0)).join();
    if (!seen.has(apart)) seen.set(apart, { offsets, since: new Date(moment).toISOString().slice(0, 10) });
  }
  return [...seen.values()];
}

/** A layer's hours in the week of the zone whose clocks are `ahead` minutes ahead of its own. */
function spansOf(layer: RotationLayer, ahead: number): Span[] {
  return (layer.hours ?? []).flatMap(({ days, from, to }) => {
    const length = minutes(to) - minutes(from);
    return DAYS.flatMap((day, index): Span[] => {
      if (days && !days.includes(day)) return [];
      const begin = (index * DAY + minutes(from) + ahead + 2 * WEEK) % WEEK;
      const end = begin + (length > 0 ? length : length + DAY);
      return end <= WEEK
        ? [[begin, end]]
        : [
            [begin, WEEK],
            [0, end - WEEK],
          ];
    });
  });
}

function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

/** What of the week none of the spans covers; a gap over the end of the week is one. */
function gapsOf(spans: readonly Span[]): Span[] {
  const gaps: [number, number][] = [];
  let covered = 0;
  for (const [from, to] of [...spans.toSorted((a, b) => a[0] - b[0]), [WEEK, WEEK] as const]) {
    if (from > covered) gaps.push([covered, from]);
    covered = Math.max(covered, to);
  }
  const [first] = gaps;
  const last = gaps.at(-1);
  if (!first || !last || first === last || first[0] !== 0 || last[1] !== WEEK) return gaps;
  return [...gaps.slice(1, -1), [last[0], WEEK + first[1]]];
}

function notCovered(
  escalation: EscalationEntry,
  gaps: readonly Span[],
  zone: string,
  since: string | undefined,
): Diagnostic {
  const total = gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const when = since === undefined ? "" : ` (as clocks stand on ${since})`;
  return finding(escalation, {
    code: "uncovered-hours",
    severity: "warning",
    message: `\`${escalation.key}\` calls nobody ${gapsInWords(gaps)}, ${zone}: ${hoursInWords(total)} a week${when}`,
    hint: "Add people to these hours, or a last step that calls somebody by name.",
    subject: escalation.key,
  });
}

/** `Saturday 18:00 to Monday 08:00`; gaps of the same hours once, with all their days. */
function gapsInWords(gaps: readonly Span[]): string {
  const groups = new Map<string, { days: string[]; text: string }>();
  for (const [from, to] of gaps) {
    const overNight = Math.floor(to / DAY) - Math.floor(from / DAY);
    const name = `${from % DAY} ${to - from}`;
    const group = groups.get(name) ?? {
      days: [],
      text: `${clock(from)} to ${overNight > 1 ? `${dayOf(to)} ` : ""}${clock(to)}`,
    };
    group.days.push(dayOf(from));
    groups.set(name, group);
  }
  return [...groups.values()]
    .map(({ days, text }) => `${days.length === 7 ? "every day" : days.join(", ")} ${text}`)
    .join("; ");
}

function clock(minute: number): string {
  const inDay = minute % DAY;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

function dayOf(minute: number): string {
  const day = DAYS[Math.floor((minute % WEEK) / DAY)] ?? "";
  return day.charAt(0).toUpperCase() + day.slice(1);
}

function hoursInWords(total: number): string {
  const [hours, rest] = [Math.floor(total / 60), total % 60];
  return [hours > 0 && `${hours}h`, rest > 0 && `${rest}min`].filter(Boolean).join(" ");
}
