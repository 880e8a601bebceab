import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Body } from "../../../model/index";
import { scheduleOf } from "../../../policies/paging/coverage";
import { periodsOf, type Schedule, type Target, windowsOf } from "../../../policies/paging/on-call";
import { shipped } from "../../catalog/shipped";
import { type OracleLayer, type OracleSchedule, onCallAt } from "./oracle";

const MINUTE = 60_000;

/** Layers begin on a Monday morning, and take turns of a week, unless a case says otherwise. */
function layer(users: string[], more: Partial<OracleLayer> = {}): OracleLayer {
  const start = more.start ?? "2026-01-05T09:00:00Z";
  return { start, rotationVirtualStart: start, rotationTurnLengthSeconds: 604_800, users, ...more };
}

const daily = (startTimeOfDay: string, hours: number) => ({
  type: "daily_restriction",
  startTimeOfDay: `${startTimeOfDay}:00`,
  durationSeconds: hours * 3600,
});

const weekly = (startDayOfWeek: number, startTimeOfDay: string, hours: number) => ({
  type: "weekly_restriction",
  startDayOfWeek,
  startTimeOfDay: `${startTimeOfDay}:00`,
  durationSeconds: hours * 3600,
});

function read(schedule: OracleSchedule): Schedule {
  return scheduleOf(schedule as unknown as Body) as Schedule;
}

/** Every minute of the windows: the periods that were worked out against the minute by itself. */
function compare(schedules: OracleSchedule[]): { minutes: number; empty: number; differing: string[] } {
  const targets = schedules.map((schedule): Target => ({ type: "schedule", schedule: read(schedule) }));
  const windows = windowsOf(schedules.map(read));
  const differing: string[] = [];
  let minutes = 0;
  let empty = 0;
  let covered = windows[0]?.[0] ?? 0;
  for (const { from, to, steps } of periodsOf([targets], windows)) {
    // Periods leave nothing out, and end where something changes, on the minute.
    if (from !== covered && !windows.some(([begin]) => begin === from)) differing.push(`a hole before ${iso(from)}`);
    if (from % MINUTE !== 0) differing.push(`${iso(from)} is no whole minute`);
    covered = to;
    const said = [...(steps[0] ?? [])].sort().join();
    for (let moment = from; moment < to; moment += MINUTE) {
      minutes += 1;
      const people = new Set<string>();
      for (const schedule of schedules) {
        const person = onCallAt(schedule, moment);
        if (person !== undefined) people.add(person);
      }
      if (people.size === 0) empty += 1;
      const right = people.size === 1 ? [...people][0] : [...people].sort().join();
      if (said !== (right ?? "")) differing.push(`${iso(moment)}: ${said}, not ${right}`);
    }
  }
  return { minutes, empty, differing: differing.slice(0, 5) };
}

const iso = (moment: number): string => new Date(moment).toISOString();

const CASES: [name: string, schedules: OracleSchedule[], empty: number | "some"][] = [
  ["always, turns of a week, London", [{ timeZone: "Europe/London", layers: [layer(["a", "b", "c"])] }], 0],
  [
    "day and night in one zone, New York",
    [
      {
        timeZone: "America/New_York",
        layers: [
          layer(["a", "b"], { restrictions: [daily("08:00", 12)] }),
          layer(["c", "d"], { restrictions: [daily("20:00", 12)] }),
        ],
      },
    ],
    0,
  ],
  [
    "around the sun without an overlap, London and New York: an hour in each of the 28 days on which clocks stand otherwise",
    [
      { timeZone: "Europe/London", layers: [layer(["a"], { restrictions: [daily("08:00", 12)] })] },
      { timeZone: "America/New_York", layers: [layer(["b"], { restrictions: [daily("15:00", 12)] })] },
    ],
    28 * 60,
  ],
  [
    "weekends over the end of the week, Berlin",
    [
      {
        timeZone: "Europe/Berlin",
        layers: [
          layer(["a", "b"], { restrictions: [1, 2, 3, 4, 5].map((day) => weekly(day, "06:00", 18)) }),
          layer(["c"], { restrictions: [weekly(5, "23:30", 60)] }),
        ],
      },
    ],
    "some",
  ],
  [
    "half an hour of summer time, Lord Howe, turns of twelve hours",
    [
      {
        timeZone: "Australia/Lord_Howe",
        layers: [
          layer(["a", "b", "c"], { rotationTurnLengthSeconds: 43_200 }),
          layer(["d"], { restrictions: [daily("01:30", 1)] }),
        ],
      },
    ],
    0,
  ],
  [
    "clocks put back for Ramadan, Casablanca, and quarters of hours, Chatham and Kathmandu",
    [
      {
        timeZone: "Africa/Casablanca",
        layers: [layer(["a", "b"], { rotationTurnLengthSeconds: 86_400, restrictions: [daily("02:15", 9)] })],
      },
      { timeZone: "Pacific/Chatham", layers: [layer(["c"], { restrictions: [daily("22:45", 7)] })] },
      { timeZone: "Asia/Kathmandu", layers: [layer(["d"], { restrictions: [weekly(7, "20:00", 40)] })] },
    ],
    "some",
  ],
  [
    "covers on top, in the night on which clocks change, and one that goes on after the year, Paris",
    [
      {
        timeZone: "Europe/Paris",
        layers: [
          layer(["a", "b"], { restrictions: [daily("00:30", 23)] }),
          layer(["c", "b"], {
            start: "2026-03-28T20:00:00Z",
            rotationVirtualStart: "2026-01-05T09:00:00Z",
            end: "2026-03-29T06:00:00Z",
          }),
          layer(["d"], {
            start: "2026-12-20T00:00:00Z",
            end: "2027-02-01T00:00:00Z",
            restrictions: [daily("00:00", 6)],
          }),
        ],
      },
    ],
    "some",
  ],
  [
    "two hours at once, Troll, with nobody after the end",
    [{ timeZone: "Antarctica/Troll", layers: [layer(["a", "b"], { end: "2026-11-01T00:00:00Z" })] }],
    "some",
  ],
];

describe("a schedule", () => {
  it.each(CASES)("%s", (_, schedules, empty) => {
    const found = compare(schedules);
    expect(found.differing).toEqual([]);
    expect(found.minutes).toBeGreaterThanOrEqual(366 * 1440);
    if (empty === "some") expect(found.empty).toBeGreaterThan(0);
    else expect(found.empty).toBe(empty);
  });

  it("of whatever layers, hours and zones is what each minute says", () => {
    const minute = fc.integer({ min: 0, max: 1439 }).map((of) => `${two(Math.floor(of / 60))}:${two(of % 60)}`);
    const restriction = fc.oneof(
      fc.tuple(minute, fc.integer({ min: 1, max: 23 })).map(([at, hours]) => daily(at, hours)),
      fc
        .tuple(fc.integer({ min: 1, max: 7 }), minute, fc.integer({ min: 1, max: 160 }))
        .map(([day, at, hours]) => weekly(day, at, hours)),
    );
    const moment = fc
      .integer({ min: 0, max: 400 * 1440 })
      .map((of) => iso(Date.parse("2025-12-01T00:00:00Z") + of * MINUTE));
    const anyLayer = fc.record({
      users: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 }),
      start: moment,
      rotationVirtualStart: moment,
      rotationTurnLengthSeconds: fc.constantFrom(3600, 30_600, 43_200, 86_400, 172_800, 604_800),
      restrictions: fc.array(restriction, { maxLength: 4 }),
      end: fc.option(moment, { nil: undefined, freq: 3 }),
    });
    const zones = fc.constantFrom(
      "Europe/London",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "America/St_Johns",
    );
    const schedules = fc.array(
      fc.record({ timeZone: zones, layers: fc.array(anyLayer, { minLength: 1, maxLength: 4 }) }),
      {
        minLength: 1,
        maxLength: 2,
      },
    );
    const property = fc.property(schedules, (all) => {
      expect(compare(all as OracleSchedule[]).differing).toEqual([]);
    });
    fc.assert(property, { numRuns: 12, endOnFailure: true });
  });
});

describe("the year that is looked at", () => {
  const of = (layers: OracleLayer[]): Schedule[] => [read({ timeZone: "Europe/London", layers })];
  const shown = (schedules: Schedule[], today?: string): string[] =>
    windowsOf(schedules, today).map(([from, to]) => `${iso(from).slice(0, 10)} ${iso(to).slice(0, 10)}`);

  it("is the one after the day, whenever layers begin", () => {
    const late = of([layer(["a"]), layer(["b"], { start: "2027-11-01T09:00:00Z" })]);
    expect(shown(late, "2026-11-21")).toEqual(["2026-11-22 2027-11-23"]);
  });

  it("is the one after the last lasting layer began, where nobody knows the day", () => {
    expect(shown(of([layer(["a"]), layer(["b"], { start: "2026-03-01T09:00:00Z" })]))).toEqual([
      "2026-03-01 2027-03-02",
    ]);
  });

  it("goes on with the weeks around the end of what ends later, however late", () => {
    const ends = of([layer(["a"]), layer(["b"], { start: "2028-01-01T00:00:00Z", end: "2028-02-01T00:00:00Z" })]);
    expect(shown(ends, "2026-11-21")).toEqual(["2026-11-22 2027-11-23", "2028-01-25 2028-02-08"]);
  });
});

describe("the schedules of the four systems", () => {
  const bodies = shipped.specs.filter(({ kind }) => kind === "pagerduty/schedule");

  it.each(bodies.map(({ key, body }) => [key, body] as const))("%s is what each minute says", (_, body) => {
    expect(compare([body as unknown as OracleSchedule]).differing).toEqual([]);
  });
});

const two = (value: number): string => String(value).padStart(2, "0");
