import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BurnAlert,
  budgetOf,
  detection,
  ending,
  failuresAllowed,
  greatestRate,
  leastFound,
  type ObjectiveWindow,
  rateOfOne,
  rateThatSpends,
  STANDARD,
  STANDARD_NAMES,
  shortWindow,
  spentAt,
  spentBy,
} from "../../model/burn-rate";

const HOUR = 3600;

describe("a burn rate", () => {
  it.each<[number, ObjectiveWindow, hours: number, rate: number]>([
    [2, "30d", 1, 14.4],
    [5, "30d", 6, 6],
    [10, "30d", 24, 3],
    [10, "7d", 1, 16.8],
    [20, "7d", 6, 5.6],
    [40, "7d", 24, 2.8],
    [1, "90d", 1, 21.6],
    [3, "90d", 6, 10.8],
    [5, "90d", 24, 4.5],
    [5, "30d", 7, 5.1429],
  ])("that spends %s %% of %s within %s h is %s", (share, window, hours, rate) => {
    expect(rateThatSpends(share, window, hours * HOUR)).toBe(rate);
    expect(spentAt(rate, window, hours * HOUR)).toBeCloseTo(share, 3);
  });

  it("has three usual forms for each window, with the rates above", () => {
    const rates = Object.entries(STANDARD).map(([window, forms]) => [
      window,
      ...STANDARD_NAMES.map((name) => rateThatSpends(forms[name].spends, window as ObjectiveWindow, forms[name].long)),
    ]);
    expect(rates).toEqual([
      ["7d", 16.8, 5.6, 2.8],
      ["30d", 14.4, 6, 3],
      ["90d", 21.6, 10.8, 4.5],
    ]);
  });

  it.each([
    [99.9, 0.001, 1000],
    [99.95, 0.0005, 2000],
    [99, 0.01, 100],
    [90, 0.1, 10],
  ])("of a target of %s %% has a budget of %s and cannot be more than %s", (target, budget, most) => {
    expect(budgetOf(target)).toBe(budget);
    expect(greatestRate(target)).toBe(most);
  });

  it.each([
    [HOUR, 300],
    [6 * HOUR, 1800],
    [24 * HOUR, 7200],
    [HOUR * 1.5, 480],
  ])("over %s s has a short window of %s s", (long, short) => {
    expect(shortWindow(long)).toBe(short);
  });
});

const FAST: BurnAlert = { rate: 14.4, long: HOUR, short: 300 };
const STEADY: BurnAlert = { rate: 6, long: 6 * HOUR, short: 1800 };
const SLOW: BurnAlert = { rate: 3, long: 24 * HOUR, short: 7200 };
const MONTH = { target: 99.9, window: "30d" } as const;

describe("99.9 % of a month", () => {
  // Worked by hand: rate x budget x long window / share that fails.
  it.each<[string, BurnAlert, failing: number, seconds: number | undefined]>([
    ["fast at total outage", FAST, 1, 51.84],
    ["fast at one in a hundred", FAST, 0.01, undefined],
    ["fast at its rate", FAST, 0.0144, HOUR],
    ["fast at one in ten", FAST, 0.1, 518.4],
    ["steady at total outage", STEADY, 1, 129.6],
    ["steady at one in a hundred", STEADY, 0.01, 12_960],
    ["slow at total outage", SLOW, 1, 259.2],
    ["slow at one in a hundred", SLOW, 0.01, 25_920],
    ["slow at one in a thousand", SLOW, 0.001, undefined],
  ])("finds %s", (_, alert, failing, seconds) => {
    expect(detection(alert, MONTH, failing)).toBe(seconds);
  });

  it.each<[string, BurnAlert, failing: number, percent: number]>([
    ["fast at total outage", FAST, 1, 2],
    ["fast at its rate", FAST, 0.0144, 2],
    ["steady at total outage", STEADY, 1, 5],
    ["slow at one in a hundred", SLOW, 0.01, 10],
  ])("has spent when it finds %s what the rate says", (_, alert, failing, percent) => {
    expect(spentBy(detection(alert, MONTH, failing) ?? 0, MONTH, failing)).toBeCloseTo(percent, 9);
  });

  it("ends an alert when the failures leave the short window", () => {
    expect(ending(FAST, MONTH, 1)).toBe(295.68);
    expect(ending(FAST, MONTH, 0.0144)).toBe(0);
  });
});

describe("slices of time", () => {
  const slices = { target: 99.9, window: "30d", slice: 300 } as const;
  it("are bad as a whole: one of five minutes uses more than a tenth of the month's 43.2 minutes", () => {
    expect(detection(FAST, slices, 1)).toBe(300);
    expect(spentBy(300, slices, 1)).toBeCloseTo(11.574, 3);
  });

  it("are as many as reach the rate", () => {
    // 14.4 x 0.01 x 12 slices is 1.728 slices: two, which is one in six.
    const promised = { target: 99, window: "30d", slice: 300 } as const;
    expect(detection(FAST, promised, 1)).toBe(600);
    expect(leastFound(FAST, promised)).toBeCloseTo(1 / 6, 9);
    expect(detection(FAST, promised, 0.16)).toBe(undefined);
    expect(detection(FAST, promised, 1 / 6)).toBeCloseTo(HOUR, 6);
    expect(ending(FAST, promised, 1)).toBe(300);
  });
});

describe("little traffic", () => {
  it("has few failures to spare", () => {
    // 43,200 minutes of 50 requests, of which one in a thousand may fail.
    expect(failuresAllowed(50 / 60, MONTH)).toBe(2160);
    expect(failuresAllowed(1 / HOUR, MONTH)).toBe(0.72);
  });

  it("makes one failure a high rate", () => {
    // One of 3,000 an hour is a third of a thousandth; one of 60 is 16.7 thousandths.
    expect(rateOfOne(50 / 60, MONTH, HOUR)).toBeCloseTo(0.3333, 4);
    expect(rateOfOne(1 / 60, MONTH, HOUR)).toBeCloseTo(16.6667, 4);
  });
});

describe("whatever is promised", () => {
  const windows = fc.constantFrom<ObjectiveWindow>("7d", "30d", "90d");
  const targets = fc.integer({ min: 1, max: 9999 }).map((hundredths) => hundredths / 100);
  const slices = fc.constantFrom(undefined, 60, 300);
  const hours = fc.integer({ min: 1, max: 48 });
  const shares = fc.integer({ min: 1, max: 100 });

  it("an alert finds its own rate within its window, more failures sooner, and spends at least what it says", () => {
    fc.assert(
      fc.property(windows, targets, slices, hours, shares, (window, target, slice, long, share) => {
        const rate = rateThatSpends(share, window, long * HOUR);
        fc.pre(rate > 0 && rate <= greatestRate(target));
        const alert = { rate, long: long * HOUR, short: shortWindow(long * HOUR) };
        const promised = { target, window, ...(slice !== undefined && { slice }) };
        const least = leastFound(alert, promised);
        // Whole slices can be more than there are: then nothing is found at all.
        if (least > 1 + 1e-9) return expect(detection(alert, promised, 1)).toBe(undefined);
        expect(detection(alert, promised, Math.min(1, least))).toBeCloseTo(alert.long, 3);
        expect(detection(alert, promised, least * 0.99)).toBe(undefined);
        const outage = detection(alert, promised, 1) ?? Number.NaN;
        expect(outage).toBeLessThanOrEqual(alert.long + 1e-3);
        expect(spentBy(outage, promised, 1)).toBeGreaterThanOrEqual(spentAt(rate, window, alert.long) * (1 - 1e-6));
      }),
    );
  });
});
