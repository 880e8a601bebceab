/**
 * The arithmetic of error budgets: how fast a budget is used, what is used up when an alert on that speed fires, and how soon
 * it fires. Numbers in, numbers out; nothing here knows a catalog or a vendor.
 */

export type ObjectiveWindow = "7d" | "30d" | "90d";

const DAY = 86_400;

export function windowLength(window: ObjectiveWindow): number {
  return Number(window.slice(0, -1)) * DAY;
}

/** The usual three alerts: fast, steady and slow. Share of the budget in percent, and the time it is spent in, in seconds. */
export const STANDARD = {
  "7d": { fast: { spends: 10, long: 3600 }, steady: { spends: 20, long: 21_600 }, slow: { spends: 40, long: DAY } },
  "30d": { fast: { spends: 2, long: 3600 }, steady: { spends: 5, long: 21_600 }, slow: { spends: 10, long: DAY } },
  "90d": { fast: { spends: 1, long: 3600 }, steady: { spends: 3, long: 21_600 }, slow: { spends: 5, long: DAY } },
} as const satisfies Record<ObjectiveWindow, Record<string, { spends: number; long: number }>>;

export const STANDARD_NAMES = ["fast", "steady", "slow"] as const;

export type StandardName = (typeof STANDARD_NAMES)[number];

/** The share of bad events that a target in percent allows: 99.9 allows 0.001. */
export function budgetOf(target: number): number {
  return tidy((100 - target) / 100);
}

/** The rate when everything fails: nothing burns faster. */
export function greatestRate(target: number): number {
  return tidy(1 / budgetOf(target));
}

/** The rate that spends a share of the budget, in percent, within a time: 2 % of 30 days in an hour is 14.4. */
export function rateThatSpends(share: number, window: ObjectiveWindow, long: number): number {
  return Math.round(((share / 100) * windowLength(window) * 10_000) / long) / 10_000;
}

/** The share of the budget, in percent, that a rate spends within a time. */
export function spentAt(rate: number, window: ObjectiveWindow, seconds: number): number {
  return tidy((rate * seconds * 100) / windowLength(window));
}

/** A twelfth of the long window, in whole minutes. */
export function shortWindow(long: number): number {
  return Math.ceil(long / 12 / 60) * 60;
}

export interface BurnAlert {
  rate: number;
  /** Seconds. */
  long: number;
  short: number;
}

/** What is promised: the target in percent, over a window, counted in events or in slices of time. */
export interface Promised {
  target: number;
  window: ObjectiveWindow;
  /** Seconds of a slice, for objectives over slices of time. */
  slice?: number;
}

/** The least share of failures that an alert finds: what its rate says; of slices, the first whole number of bad ones. */
export function leastFound({ rate, long }: BurnAlert, { target, slice }: Promised): number {
  const share = rate * budgetOf(target);
  return slice === undefined ? tidy(share) : (Math.ceil(tidy((share * long) / slice)) * slice) / long;
}

/**
 * How long a share of failures must last, in seconds, until both windows burn at the rate, when nothing failed before and
 * events come evenly; undefined when it never does. The time until data arrives and the vendor looks at it comes on top.
 */
export function detection(alert: BurnAlert, promised: Promised, failing: number): number | undefined {
  const least = leastFound(alert, promised);
  return failing < least * (1 - 1e-9) ? undefined : tidy((least * alert.long) / failing);
}

/** The share of the budget, in percent, that failures have used when they have lasted so long. */
export function spentBy(seconds: number, { target, window }: Promised, failing: number): number {
  return spentAt(failing / budgetOf(target), window, seconds);
}

/**
 * How long an alert stays after lasting failures of that share have ended: until they leave the short window far enough; of
 * slices, whole ones.
 */
export function ending(alert: BurnAlert, { target, slice = 0.001 }: Promised, failing: number): number {
  const left = alert.short * (1 - (alert.rate * budgetOf(target)) / failing);
  return Math.max(0, tidy(Math.ceil(tidy(left / slice)) * slice));
}

/** How often events may fail within the window, at so many a second. */
export function failuresAllowed(perSecond: number, { target, window }: Promised): number {
  return tidy(perSecond * windowLength(window) * budgetOf(target));
}

/** The rate that one failure alone makes within a time, at so many events a second. */
export function rateOfOne(perSecond: number, { target }: Pick<Promised, "target">, seconds: number): number {
  return tidy(1 / (perSecond * seconds * budgetOf(target)));
}

/** Without the last digits that binary fractions leave. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
