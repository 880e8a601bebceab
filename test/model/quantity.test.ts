import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert, metricUnit, parseDuration, parseQuantity } from "../../model/index";

/** As written, the unit of the metric, the window in seconds → the number. */
const CONVERSIONS: [written: string | number, unit: string, window: number | undefined, value: number][] = [
  ["5%", "fraction", undefined, 0.05],
  ["5%", "percent", undefined, 5],
  ["1.1%", "fraction", undefined, 0.011],
  ["0.1%", "fraction", undefined, 0.001],
  ["99.95%", "fraction", undefined, 0.9995],
  ["2s", "second", undefined, 2],
  ["2 s", "second", undefined, 2],
  ["200ms", "second", undefined, 0.2],
  ["200ms", "millisecond", undefined, 200],
  ["200ms", "nanosecond", undefined, 200_000_000],
  ["250us", "millisecond", undefined, 0.25],
  ["250µs", "microsecond", undefined, 250],
  ["5min", "second", undefined, 300],
  ["14d", "day", undefined, 14],
  ["1w", "hour", undefined, 168],
  ["3GiB", "byte", undefined, 3_221_225_472],
  ["3 GiB", "gibibyte", undefined, 3],
  ["500MB", "byte", undefined, 500_000_000],
  ["10MB/s", "byte/second", undefined, 10_000_000],
  ["1KiB", "bit", undefined, 8192],
  ["500millicore", "nanocore", undefined, 500_000_000],
  ["2core", "core", undefined, 2],
  ["10/min", "count", 300, 50],
  ["10/min", "error", 600, 100],
  ["20/h", "count", 900, 5],
  ["10/s", "request/second", undefined, 10],
  ["600/min", "request/second", undefined, 10],
  [50, "count", 300, 50],
  ["1.5k", "request", undefined, 1500],
  ["2M", "count", undefined, 2_000_000],
  [0.9, "none", undefined, 0.9],
  ["-5", "none", undefined, -5],
  ["2805USD", "dollar", undefined, 2805],
  ["12USD", "cent", undefined, 1200],
];

describe("a quantity becomes a number in the metric's unit", () => {
  it.each(CONVERSIONS)("%s in %s over %s s is %d", (written, unit, window, value) => {
    expect(converted(written, unit, window)).toEqual({ ok: true, value });
  });
});

/** As written, unit → code and a word of the hint. */
const REFUSED: [written: unknown, unit: string, code: string, hint: string][] = [
  [0.05, "fraction", "missing-unit", "`5%`"],
  [90, "percent", "missing-unit", "`90%`"],
  [2000, "second", "missing-unit", "`2000ms`"],
  [10, "request/second", "missing-unit", "`10/min`"],
  [3, "byte", "missing-unit", "`3GiB`"],
  ["5%", "second", "wrong-unit", "`200ms`"],
  ["2s", "fraction", "wrong-unit", "`5%`"],
  ["2s", "byte", "wrong-unit", "`500MB`"],
  ["10/min", "second", "wrong-unit", "`2s`"],
  ["5%", "count", "wrong-unit", "`50`"],
  ["10MB", "byte/second", "wrong-unit", "`10MB/s`"],
  ["5m", "second", "bad-quantity", "`5min`"],
  ["5 m", "second", "bad-quantity", "`5min`"],
  ["10/m", "count", "bad-quantity", "`10/min`"],
  ["10/fortnight", "count", "bad-quantity", "/min"],
  ["2 seconds", "second", "bad-quantity", "`2s`"],
  ["5 percent", "fraction", "bad-quantity", "`5%`"],
  ["3KB", "byte", "bad-quantity", "KiB"],
  ["3Gb", "byte", "bad-quantity", "`GB`"],
  ["3gib", "byte", "bad-quantity", "GiB"],
  ["> 5%", "fraction", "bad-quantity", "above"],
  ["1,000", "count", "bad-quantity", "point"],
  [".5%", "fraction", "bad-quantity", "`0.5%`"],
  ["five", "count", "bad-quantity", "number"],
  ["", "count", "bad-quantity", "number"],
];

describe("a quantity that could mean something else is refused with the form to write", () => {
  it.each(REFUSED)("%s in %s is %s", (written, unit, code, hint) => {
    const result = converted(written, unit, 300);
    expect(result).toMatchObject({ ok: false, problem: { code } });
    if (!result.ok) expect(result.problem.hint).toContain(hint);
  });

  it.each([null, undefined, true, [], {}, Number.NaN, Number.POSITIVE_INFINITY])("%s is none", (raw) => {
    expect(parseQuantity(raw)).toMatchObject({ ok: false, problem: { code: "bad-quantity" } });
  });
});

describe("a length of time", () => {
  it.each([
    ["30s", 30],
    ["5min", 300],
    ["1.5h", 5400],
    ["2 h", 7200],
    ["7d", 604_800],
    ["1w", 604_800],
    ["0s", 0],
  ])("%s is %d seconds", (written, seconds) => {
    expect(parseDuration(written)).toEqual({ ok: true, value: { text: written, seconds } });
  });

  it.each(["5m", "5", 5, "5 minutes", "-5min", "1.0001s", "1mo", ""])("%s is none", (written) => {
    expect(parseDuration(written)).toMatchObject({ ok: false, problem: { code: "bad-quantity" } });
  });
});

describe("properties", () => {
  const decimal = fc
    .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, places]) => (digits / 10 ** places).toFixed(places));

  it("percent to percent gives the number as written", () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(converted(`${text}%`, "percent")).toEqual({ ok: true, value: Number(text) });
      }),
    );
  });

  it("a percentage as a fraction is the decimal with the point moved, exactly", () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(converted(`${text}%`, "fraction")).toEqual({ ok: true, value: Number(`${text}e-2`) });
      }),
    );
  });

  it("milliseconds as seconds are the decimal with the point moved, exactly", () => {
    fc.assert(
      fc.property(decimal, (text) => {
        expect(converted(`${text}ms`, "second")).toEqual({ ok: true, value: Number(`${text}e-3`) });
      }),
    );
  });

  it("a rate over a window is the same however the time is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 100 }), (count, minutes) => {
        const perMinute = converted(`${count}/min`, "count", minutes * 60);
        expect(perMinute).toEqual({ ok: true, value: count * minutes });
        expect(converted(`${count * 60}/h`, "count", minutes * 60)).toEqual(perMinute);
      }),
    );
  });

  it("any text is a quantity or a problem with a code, and reading it never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+.\d]{0,5} ?[a-zA-Z%µ/]{0,5}$/)), (text) => {
        const result = parseQuantity(text);
        if (result.ok) expect(Number.isFinite(result.value.amount)).toBe(true);
        else expect(result.problem.message).not.toBe("");
      }),
    );
  });
});

function converted(written: unknown, unitName: string, window?: number) {
  const unit = metricUnit(unitName);
  if (!unit) throw new Error(`no unit ${unitName}`);
  const quantity = parseQuantity(written);
  return quantity.ok ? convert(quantity.value, unit, window) : quantity;
}
