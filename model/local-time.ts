/** Days and times in a time zone, as moments: `2026-12-24T09:00` in `Europe/Berlin`. Knows when clocks change; reads no clock itself. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}

/** How far a zone's clocks are ahead of UTC at a moment, in minutes. */
export function offsetAt(timeZone: string, moment: number): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((shown - Math.floor(moment / 1000) * 1000) / 60_000);
}

/**
 * The moment of a local time. One that clocks pass twice is the first of the two; one that they skip is as much later as they
 * are put forward.
 */
export function momentOf(local: string, timeZone: string): number {
  const guess = Date.parse(`${local}:00Z`);
  const before = offsetAt(timeZone, guess - 86_400_000);
  const early = guess - before * 60_000;
  if (offsetAt(timeZone, early) === before) return early;
  const after = offsetAt(timeZone, guess + 86_400_000);
  const late = guess - after * 60_000;
  return offsetAt(timeZone, late) === after ? late : early;
}

/** `2026-12-24T08:00:00Z`. */
export function utc(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** Minutes from midnight to a clock's `09:30`. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
