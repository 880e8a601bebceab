/**
 * Whether an escalation reaches somebody at every minute. Hours are read as PagerDuty reads them, in the zone of their schedule, and
 * compared for every way in which the zones' clocks stand to each other within a year.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { minutesOf, offsetAt } from "../local-time";
import type { EscalationEntry, ResolvedEnvironment, RotationEntry, RotationLayer } from "../resolved";
import { DAYS } from "../schema/index";
import { finding } from "./draft";

const DAY = 1440;
const WEEK = 7 * DAY;

/** From a minute of the week, the first is Monday's, up to another; never over the end of the week. */
type Span = readonly [from: number, to: number];

/**
 * Escalations with hours at which nobody is called, however many steps they have; and those whose first step is on duty at some hours
 * alone: whoever comes next is then called first, as PagerDuty passes over a step in which nobody is.
 */
export function uncovered(env: ResolvedEnvironment): Diagnostic[] {
  return env.escalations.flatMap((escalation) => {
    const { steps } = escalation;
    const never = missed(
      env,
      steps.flatMap(({ notify }) => notify),
    );
    if (never) return [notCovered(escalation, never)];
    const [first, second] = steps;
    const late = first && second && missed(env, first.notify);
    return late ? [passedOver(escalation, late)] : [];
  });
}

interface Missed {
  gaps: readonly Span[];
  zone: string;
  /** The day from which clocks stand like that; where it depends on the day. */
  since?: string | undefined;
}

/** The hours at which none of rotations and people is on duty; undefined where there are none. */
function missed(env: ResolvedEnvironment, named: readonly string[]): Missed | undefined {
  const layers = layersOf(env, named);
  if (layers.length === 0 || layers.some(({ hours }) => !hours)) return undefined;
  const [zone = ""] = layers.map(({ timeZone }) => timeZone);
  for (const { offsets, since } of clocks(layers)) {
    const gaps = gapsOf(
      layers.flatMap((layer) => spansOf(layer, (offsets.get(zone) ?? 0) - (offsets.get(layer.timeZone) ?? 0))),
    );
    if (gaps.length > 0) return { gaps, zone, since };
  }
  return undefined;
}

/** Hours of one layer that are there twice. */
export function overlapping(env: ResolvedEnvironment): Diagnostic[] {
  return env.rotations.flatMap((rotation) =>
    rotation.layers.flatMap((layer) => {
      const spans = spansOf(layer, 0).toSorted((a, b) => a[0] - b[0]);
      const twice = spans.flatMap(([from, to], index): Span[] => {
        const before = Math.max(0, ...spans.slice(0, index).map(([, end]) => end));
        return from < before ? [[from, Math.min(to, before)]] : [];
      });
      if (twice.length === 0) return [];
      const which = layer.key === "" ? "" : ` of the layer \`${layer.key}\``;
      return [
        finding(rotation, {
          code: "overlapping-hours",
          severity: "warning",
          message: `the \`hours\`${which} of \`${rotation.key}\` overlap: ${gapsInWords(twice)} is there twice`,
          hint: "Let the hours of a layer follow each other; several people at once are several rotations in a step.",
          subject: rotation.key,
        }),
      ];
    }),
  );
}

/** The layers that are called, or nothing where people are called by name: they are called at any hour. */
function layersOf(env: ResolvedEnvironment, named: readonly string[]): RotationLayer[] {
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
    const length = minutesOf(to) - minutesOf(from);
    return DAYS.flatMap((day, index): Span[] => {
      if (days && !days.includes(day)) return [];
      const begin = (index * DAY + minutesOf(from) + ahead + 2 * WEEK) % WEEK;
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

/** `every day 18:00 to 08:00, Europe/London: 98h a week`. */
function missedInWords({ gaps, zone, since }: Missed): string {
  const total = gaps.reduce((sum, [from, to]) => sum + to - from, 0);
  const when = since === undefined ? "" : ` (as clocks stand on ${since})`;
  return `${gapsInWords(gaps)}, ${zone}: ${hoursInWords(total)} a week${when}`;
}

function passedOver(escalation: EscalationEntry, late: Missed): Diagnostic {
  const first = (escalation.steps[0]?.notify ?? []).map((key) => `\`${key}\``).join(", ");
  const next = escalation.steps[1]?.notify ?? [];
  const second = `${next.map((key) => `\`${key}\``).join(", ")} ${next.length === 1 ? "is" : "are"}`;
  return finding(escalation, {
    code: "first-step-empty",
    severity: "warning",
    message: `nobody of ${first}, the first step of \`${escalation.key}\`, is on duty ${missedInWords(late)}; ${second} called at once then`,
    hint: "Add people to these hours; or, where it is meant, name in the first step whoever is called at them, too.",
    subject: escalation.key,
  });
}

function notCovered(escalation: EscalationEntry, never: Missed): Diagnostic {
  return finding(escalation, {
    code: "uncovered-hours",
    severity: "warning",
    message: `\`${escalation.key}\` calls nobody ${missedInWords(never)}`,
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
