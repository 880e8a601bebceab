/** The hours at which nobody is called, against a count of every minute of the week. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { uncovered } from "../../../model/compile/coverage";
import type { ResolvedEnvironment, RotationLayer } from "../../../model/resolved";
import { DAYS } from "../../../model/schema/index";

const SEED = 20_261_121;
const WEEK = 7 * 1440;
/** Zones whose clocks never change, and how far they are ahead of UTC. */
const ZONES = { "Etc/UTC": 0, "Asia/Kolkata": 330, "America/Phoenix": -420 } as const;

interface Hours {
  days?: (typeof DAYS)[number][];
  from: string;
  to: string;
}

const clock = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 1, 30, 59) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const hours: fc.Arbitrary<Hours> = fc
  .record({ days: fc.option(fc.subarray([...DAYS], { minLength: 1 }), { nil: undefined }), from: clock, to: clock })
  .map(({ days, ...rest }) => (days ? { days, ...rest } : rest));
const layer = fc.record({
  timeZone: fc.constantFrom(...(Object.keys(ZONES) as (keyof typeof ZONES)[])),
  hours: fc.array(hours, { minLength: 1, maxLength: 4 }),
});

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Whether a layer is on duty at a minute of UTC's week, the first is Monday's. */
function onDuty({ timeZone, hours: all }: { timeZone: keyof typeof ZONES; hours: Hours[] }, minute: number): boolean {
  const local = (minute + ZONES[timeZone] + WEEK) % WEEK;
  return all.some(({ days = [...DAYS], from, to }) =>
    days.some((day) => {
      const since = (local - DAYS.indexOf(day) * 1440 - minutes(from) + 2 * WEEK) % WEEK;
      const length = (minutes(to) - minutes(from) + 1440) % 1440 || 1440;
      return since < length;
    }),
  );
}

it("are counted to the minute, over midnight, the week's end and time zones", () => {
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1, maxLength: 4 }), (layers) => {
      const free = Array.from({ length: WEEK }, (_, minute) => minute).filter(
        (minute) => !layers.some((one) => onDuty(one, minute)),
      ).length;
      const entry = { key: "e", source: { file: "f", line: 1 } };
      const env = {
        escalations: [{ ...entry, steps: [{ notify: ["r"] }] }],
        rotations: [
          {
            ...entry,
            key: "r",
            layers: layers.map((one) => ({ ...one, start: "2026-01-05T00:00:00Z" }) as unknown as RotationLayer),
          },
        ],
      } as unknown as ResolvedEnvironment;
      const [found] = uncovered(env);
      const [, h = "0", m = "0"] = /: (?:(\d+)h)? ?(?:(\d+)min)? a week/.exec(found?.message ?? "") ?? [];
      expect(Number(h) * 60 + Number(m)).toBe(free);
    }),
    { seed: SEED, numRuns: 50 },
  );
});
