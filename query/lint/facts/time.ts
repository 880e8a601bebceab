/** Lengths of time in a finding's text. */

const UNITS: readonly (readonly [seconds: number, noun: string])[] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** The largest unit that divides it: `90 minutes`, `2 days`. */
export function secondsText(seconds: number): string {
  const [size, noun] = UNITS.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, "second"];
  const count = seconds / size;
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
