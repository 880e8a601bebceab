/**
 * Who is on call when, as PagerDuty reads a schedule: of layers that lie on each other the last one with somebody on duty counts; hours are
 * read on the clock of the schedule's zone, and so are turns of whole days. Exact: everything is worked out from the moments at which
 * anything changes, none of which is rounded. Reads no clock: which day it is has to be said.
 */

import { offsetAt } from "../../model/index";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const WEEK = 7 * DAY;

/** From a moment up to another. */
export type Span = readonly [from: number, to: number];

/** Hours on the clock of the schedule's zone, every day or every week. */
export interface Restriction {
  /** Milliseconds from midnight; of a weekly one, from Monday's. */
  start: number;
  length: number;
  every: "day" | "week";
}

export interface Layer {
  start: number;
  /** Undefined: lasts. */
  end?: number | undefined;
  /** From when turns are counted. */
  turnsFrom: number;
  turn: number;
  /** Who takes turns, e.g. `pagerduty/user/ann`. */
  people: readonly string[];
  /** Empty: always. */
  restrictions: readonly Restriction[];
}

export interface Schedule {
  timeZone: string;
  /** The last is on top. */
  layers: readonly Layer[];
}

/** Somebody who is called by name is on duty at any moment. */
export type Target = { type: "schedule"; schedule: Schedule } | { type: "person"; person: string };

/** The same people between two moments, at every step of an escalation. */
export interface Period {
  from: number;
  to: number;
  /** By step; an empty step is passed over. */
  steps: readonly (readonly string[])[];
}

/**
 * The year after `today`, a day such as `2026-11-21`; where none is known, the year after the last lasting layer began. And the ends of those
 * that do not last, with the weeks around them.
 */
export function windowsOf(schedules: readonly Schedule[], today?: string): Span[] {
  const layers = schedules.flatMap((schedule) => schedule.layers);
  if (layers.length === 0) return [[0, DAY]];
  const lasting = layers.filter(({ end }) => end === undefined);
  const begun = Math.max(...(lasting.length > 0 ? lasting : layers).map(({ start }) => start));
  // What begins in the course of the day has begun.
  const from = today === undefined ? begun : Date.parse(`${today}T00:00:00Z`) + DAY;
  const to = from + 366 * DAY;
  const later = layers.flatMap(({ start, end }): Span[] =>
    end !== undefined && end > to ? [[Math.max(start, to, end - WEEK), end + WEEK]] : [],
  );
  return [[from, to], ...later];
}

/** Who each step of an escalation calls, over some windows; periods next to each other differ. */
export function periodsOf(steps: readonly (readonly Target[])[], windows: readonly Span[]): Period[] {
  return windows.flatMap((window) => periodsIn(steps, window));
}

function periodsIn(steps: readonly (readonly Target[])[], window: Span): Period[] {
  const drawn = steps.map((targets) =>
    targets.map((target) =>
      target.type === "person"
        ? [{ from: window[0], to: window[1], person: target.person }]
        : onCall(target.schedule, window),
    ),
  );
  const moments = new Set<number>([window[0]]);
  for (const turns of drawn.flat())
    for (const { from, to } of turns) {
      moments.add(from);
      moments.add(to);
    }
  const sorted = [...moments].filter((moment) => moment < window[1]).sort((a, b) => a - b);
  // The moments rise, so each list of turns is walked once.
  const places = drawn.map((targets) => targets.map(() => 0));
  const periods: Period[] = [];
  let last = "";
  for (const [index, from] of sorted.entries()) {
    const to = sorted[index + 1] ?? window[1];
    const people = drawn.map((targets, step) => [
      ...new Set(targets.flatMap((turns, target) => on(turns, places[step] ?? [], target, from))),
    ]);
    const key = JSON.stringify(people);
    const before = periods.at(-1);
    if (before && key === last) before.to = to;
    else periods.push({ from, to, steps: people });
    last = key;
  }
  return periods;
}

function on(turns: readonly Turn[], places: number[], target: number, moment: number): string[] {
  let place = places[target] ?? 0;
  while (place < turns.length && (turns[place]?.to ?? 0) <= moment) place += 1;
  places[target] = place;
  const turn = turns[place];
  return turn && turn.from <= moment ? [turn.person] : [];
}

export interface Turn {
  from: number;
  to: number;
  person: string;
}

/** The final schedule: who is on call, in order, without what nobody is on call for. */
export function onCall({ timeZone, layers }: Schedule, window: Span): Turn[] {
  const clocks = clocksOf(timeZone, window);
  let final: Turn[] = [];
  for (const layer of layers) final = laidOver(final, turnsOf(layer, timeZone, clocks, window));
  return final;
}

/** Turns with other turns on top of them. */
function laidOver(below: readonly Turn[], above: readonly Turn[]): Turn[] {
  if (below.length === 0) return [...above];
  const left: Turn[] = [];
  let place = 0;
  for (const turn of below) {
    let from = turn.from;
    while (place < above.length && (above[place]?.to ?? 0) <= from) place += 1;
    for (let next = place; next < above.length; next += 1) {
      const over = above[next];
      if (!over || over.from >= turn.to) break;
      if (over.from > from) left.push({ ...turn, from, to: over.from });
      from = Math.max(from, over.to);
    }
    if (from < turn.to) left.push({ ...turn, from });
  }
  return [...left, ...above].sort((a, b) => a.from - b.from);
}

/** A time in which the clocks of a zone stand still against UTC. */
interface Clock {
  from: number;
  to: number;
  /** Milliseconds ahead of UTC. */
  ahead: number;
}

/** Asking a zone is slow, and most schedules share zone and year. */
const knownClocks = new Map<string, readonly Clock[]>();

function clocksOf(timeZone: string, window: Span): readonly Clock[] {
  const key = `${timeZone} ${window.join()}`;
  const clocks = knownClocks.get(key) ?? changesOf(timeZone, window);
  knownClocks.set(key, clocks);
  return clocks;
}

function changesOf(timeZone: string, [from, to]: Span): Clock[] {
  const ahead = (moment: number): number => offsetAt(timeZone, moment) * MINUTE;
  const clocks: Clock[] = [];
  let begin = from;
  let now = ahead(from);
  // No zone puts its clocks there and back within a week.
  for (let week = from; week < to; week += WEEK) {
    const next = Math.min(week + WEEK, to);
    const then = ahead(next);
    if (then === now) continue;
    let [early, late] = [week, next];
    while (late - early > 1000) {
      const middle = early + Math.floor((late - early) / 2000) * 1000;
      if (ahead(middle) === now) early = middle;
      else late = middle;
    }
    // Clocks change at whole minutes of UTC.
    const change = Math.ceil(early / MINUTE) * MINUTE;
    clocks.push({ from: begin, to: change, ahead: now });
    begin = change;
    now = then;
  }
  return [...clocks, { from: begin, to, ahead: now }].filter((clock) => clock.to > clock.from);
}

/** Who has which turn of one layer, in order. */
function turnsOf(layer: Layer, timeZone: string, clocks: readonly Clock[], window: Span): Turn[] {
  const from = Math.max(window[0], layer.start);
  const to = Math.min(window[1], layer.end ?? window[1]);
  if (layer.people.length === 0 || !(layer.turn > 0)) return [];
  const byClock = layer.turn % DAY === 0;
  const aheadThen = byClock ? offsetAt(timeZone, layer.turnsFrom) * MINUTE : 0;
  return clocks.flatMap((clock): Turn[] => {
    const span: Span = [Math.max(from, clock.from), Math.min(to, clock.to)];
    if (span[0] >= span[1]) return [];
    const begin = byClock ? layer.turnsFrom + aheadThen - clock.ahead : layer.turnsFrom;
    return dutiesOf(layer.restrictions, clock.ahead, span).flatMap((duty) => split(layer, duty, begin));
  });
}

/** The hours of a layer while clocks stand still, joined where they touch. */
function dutiesOf(restrictions: readonly Restriction[], ahead: number, [from, to]: Span): Span[] {
  if (restrictions.length === 0) return [[from, to]];
  const spans = restrictions.flatMap(({ start, length, every }): Span[] => {
    const period = every === "day" ? DAY : WEEK;
    // 1970 began on a Thursday: the first Monday is the fifth day.
    const first = (every === "day" ? 0 : 4 * DAY) + start - ahead;
    const found: Span[] = [];
    // What began before and is not over counts, too.
    const earliest = first + Math.floor((from - length - first) / period) * period;
    for (let begin = earliest; begin < to; begin += period) {
      const span: Span = [Math.max(begin, from), Math.min(begin + length, to)];
      if (span[0] < span[1]) found.push(span);
    }
    return found;
  });
  return joined(spans);
}

/** In order, without overlaps. */
export function joined(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** A duty, by whose turn it is. */
function split({ turn, people }: Layer, [from, to]: Span, begin: number): Turn[] {
  const turns: Turn[] = [];
  const [only] = people;
  if (people.length === 1 && only !== undefined) return [{ from, to, person: only }];
  for (let at = from; at < to; ) {
    const number = Math.floor((at - begin) / turn);
    const next = Math.min(to, begin + (number + 1) * turn);
    const person = people[((number % people.length) + people.length) % people.length] ?? "";
    turns.push({ from: at, to: next, person });
    at = next;
  }
  return turns;
}
