/**
 * Numbers with units as people write them (`5%`, `200ms`, `10/min`, `3 GiB`, `1.5k`), read exactly, and their conversion
 * into the unit of a metric. The only place where a unit mistake can be made, so it refuses everything it does not know.
 */

import { distance } from "fastest-levenshtein";
import type { CatalogCode } from "./codes";
import { fromDecimal, over, type Rational, times, toNumber } from "./rational";
import { DURATION_SECONDS, type MetricUnit, MULTIPLIERS, RATE_UNITS, WRITTEN_UNITS } from "./units";

/** What is wrong with a value, before it is known where it stands. */
export interface Problem {
  code: CatalogCode;
  message: string;
  /** The change to make. */
  hint: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A number with its unit, as written. */
export interface Quantity {
  /** As in the catalog: `5%`, `10/min`. */
  text: string;
  /** The number without its unit, multiplier applied. */
  amount: number;
  /** `%`, `ms`, `GiB` … (a key of WRITTEN_UNITS); undefined for a bare number. */
  unit?: string;
  /** `s`, `min`, `h`, `d` when it is a rate. */
  per?: string;
}

/** A length of time. */
export interface Duration {
  /** As in the catalog: `5min`. */
  text: string;
  seconds: number;
}

const DURATION_FORMS = "Write a number and a unit: `30s`, `5min`, `2h`, `7d`, `1w`.";

const FORM = /^([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([^\s\d/][^\s/]*)?\s*(?:\/\s*([^\s/]+))?$/;

/** `read`, asked once of each text: catalogs say `5min` a thousand times. */
function remembering<T extends object>(read: (raw: unknown) => T): (raw: unknown) => T {
  const known = new Map<string, T>();
  return (raw) => {
    if (typeof raw !== "string") return read(raw);
    const before = known.get(raw);
    if (before) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const value = read(raw);
    known.set(raw, value);
    return value;
  };
}

const MOST_REMEMBERED = 1000;

/** Reads a quantity from a YAML value. */
export const parseQuantity: (raw: unknown) => Result<Quantity> = remembering(readQuantity);

function readQuantity(raw: unknown): Result<Quantity> {
  if (typeof raw === "number" && Number.isFinite(raw)) return { ok: true, value: { text: String(raw), amount: raw } };
  if (typeof raw !== "string") return no("bad-quantity", `expected a quantity, found ${show(raw)}`, hintForm(""));
  const text = raw.trim();
  const match = FORM.exec(text);
  const number = match?.[1] === undefined ? undefined : fromDecimal(match[1]);
  if (!match || !number) return no("bad-quantity", `\`${raw}\` is not a quantity`, hintForm(text));
  const [, , suffix, per] = match;
  const multiplier = suffix === undefined ? undefined : MULTIPLIERS.get(suffix);
  if (suffix !== undefined && !multiplier && !WRITTEN_UNITS.has(suffix))
    return no("bad-quantity", `\`${raw}\` has an unknown unit \`${suffix}\``, hintUnit(suffix, match[1] ?? ""));
  if (per !== undefined && !RATE_UNITS.has(per))
    return no(
      "bad-quantity",
      `\`${raw}\` is counted per an unknown time \`${per}\``,
      per === "m" ? `Minutes are \`min\`: write \`${text.replace(/m$/, "min")}\`.` : "Use `/s`, `/min`, `/h` or `/d`.",
    );
  const amount = toNumber(multiplier ? times(number, multiplier) : number);
  return {
    ok: true,
    value: {
      text,
      amount,
      ...(suffix !== undefined && !multiplier && { unit: suffix }),
      ...(per !== undefined && { per }),
    },
  };
}

/** Reads a length of time; whole seconds at least. */
export const parseDuration: (raw: unknown) => Result<Duration> = remembering(readDuration);

function readDuration(raw: unknown): Result<Duration> {
  if (typeof raw === "number")
    return no(
      "bad-quantity",
      `\`${raw}\` is a length of time without a unit`,
      raw >= 1000 && raw % 1000 === 0
        ? `Write \`${raw / 1000}s\` if that is milliseconds, \`${raw}s\` if seconds.`
        : `Write \`${raw}s\`, \`${raw}min\` or \`${raw}h\`.`,
    );
  if (typeof raw !== "string")
    return no("bad-quantity", `expected a length of time, found ${show(raw)}`, DURATION_FORMS);
  const text = raw.trim();
  const match = /^(\d+(?:\.\d+)?)\s*([a-zµ]+)$/i.exec(text);
  const number = match?.[1] === undefined ? undefined : fromDecimal(match[1]);
  if (!match || !number) return no("bad-quantity", `\`${raw}\` is not a length of time`, DURATION_FORMS);
  const unit = match[2] ?? "";
  const size = DURATION_SECONDS.get(unit);
  if (size === undefined)
    return no("bad-quantity", `\`${raw}\` has an unknown unit of time \`${unit}\``, hintTime(unit, match[1] ?? ""));
  const seconds = toNumber(times(number, { top: BigInt(size), bottom: 1n }));
  if (!Number.isInteger(seconds))
    return no("bad-quantity", `\`${raw}\` is not a whole number of seconds`, "Use whole seconds.");
  return { ok: true, value: { text, seconds } };
}

/**
 * The quantity as a number in the metric's unit. `windowSeconds` is the length a count is taken over: `10/min` of a count
 * over five minutes is 50.
 */
export function convert(quantity: Quantity, unit: MetricUnit, windowSeconds?: number): Result<number> {
  const forms = `Write it as ${formsOf(unit)}.`;
  const number = exact(quantity);
  const written = quantity.unit === undefined ? undefined : WRITTEN_UNITS.get(quantity.unit);
  if (!written && quantity.per === undefined) {
    const plain = (unit.dimension === "count" || unit.dimension === "none") && unit.perSeconds === undefined;
    if (plain) return { ok: true, value: toNumber(number) };
    return no(
      "missing-unit",
      `\`${quantity.text}\` has no unit, and this is ${kindOf(unit)}`,
      hintFor(quantity, unit) ?? forms,
    );
  }
  const dimension = written?.dimension ?? "count";
  const same = dimension === unit.dimension || (dimension === "count" && unit.dimension === "none");
  if (!same) return no("wrong-unit", `\`${quantity.text}\` cannot be compared with ${kindOf(unit)}`, forms);
  const base = written ? times(number, written.size) : number;
  const perQuantity = quantity.per === undefined ? undefined : RATE_UNITS.get(quantity.per);
  if (!perQuantity) {
    if (unit.perSeconds)
      return no("wrong-unit", `\`${quantity.text}\` is an amount, and this is ${kindOf(unit)}`, forms);
    return { ok: true, value: toNumber(over(base, unit.size)) };
  }
  const perSecond = over(base, perQuantity);
  if (unit.perSeconds) return { ok: true, value: toNumber(over(times(perSecond, unit.perSeconds), unit.size)) };
  if (unit.dimension !== "count" || windowSeconds === undefined)
    return no("wrong-unit", `\`${quantity.text}\` is a rate, and this is ${kindOf(unit)}`, forms);
  return { ok: true, value: toNumber(times(perSecond, { top: BigInt(windowSeconds), bottom: 1n })) };
}

/** What is measured, in words: "a length of time in seconds". */
function kindOf(unit: MetricUnit): string {
  switch (unit.dimension) {
    case "ratio":
      return "a percentage";
    case "time":
      return `a length of time in ${plural(unit)}`;
    case "data":
      return `${unit.perSeconds ? "a rate of data" : "an amount of data"} in ${plural(unit)}`;
    case "cpu":
      return `an amount of CPU in ${plural(unit)}`;
    case "money":
      return `an amount of money in ${plural(unit)}`;
    case "count":
      return unit.perSeconds ? `a rate in ${plural(unit)}` : "a count";
    case "none":
      return "a plain number";
  }
}

/** A unit's name after "measured in": `seconds`, `bytes/second`, `percent`. */
export function plural({ name, dimension }: MetricUnit): string {
  if (dimension === "ratio" || dimension === "none") return name;
  const [base = "", ...per] = name.split("/");
  const many = /[^aeiou]y$/.test(base)
    ? `${base.slice(0, -1)}ies`
    : `${base}${/(?:s|x|ch|sh)$/.test(base) ? "es" : "s"}`;
  return [many, ...per].join("/");
}

/** The written unit's forms for a metric's unit, for hints: "`200ms`, `2s` or `5min`". */
export function formsOf(unit: MetricUnit): string {
  switch (unit.dimension) {
    case "ratio":
      return "a percentage such as `5%`";
    case "time":
      return "a length of time such as `200ms`, `2s` or `5min`";
    case "data":
      return unit.perSeconds
        ? "an amount of data per time such as `10MB/s`"
        : "an amount of data such as `500MB` or `3GiB`";
    case "cpu":
      return "an amount of CPU such as `500millicore` or `2core`";
    case "money":
      return "an amount such as `100USD`";
    case "count":
      return unit.perSeconds
        ? "a rate such as `10/s` or `600/min`"
        : "a number such as `50`, or a rate such as `10/min`";
    case "none":
      return "a plain number";
  }
}

function exact(quantity: Quantity): Rational {
  return fromDecimal(String(quantity.amount)) ?? { top: BigInt(Math.round(quantity.amount)), bottom: 1n };
}

function hintFor(quantity: Quantity, unit: MetricUnit): string | undefined {
  const amount = quantity.amount;
  if (unit.perSeconds) return `Write \`${amount}/s\` if that is per second, or \`${amount}/min\`.`;
  if (unit.dimension === "ratio") {
    const percent = toNumber(times(exact(quantity), { top: 100n, bottom: 1n }));
    return amount <= 1 ? `Write \`${percent}%\` if that is the fraction.` : `Write \`${amount}%\`.`;
  }
  if (unit.dimension === "time") {
    // Hundreds of seconds are rarely meant.
    const seconds = toNumber(over(exact(quantity), { top: 1000n, bottom: 1n }));
    return amount >= 100
      ? `Write \`${amount}ms\` (\`${seconds}s\`) if that is milliseconds, \`${amount}s\` if seconds.`
      : `Write \`${amount}s\` if that is seconds, \`${amount}ms\` if milliseconds.`;
  }
  return undefined;
}

function hintForm(text: string): string {
  if (/^[<>]/.test(text)) return "Leave the comparison out: `above:` and `below:` say it.";
  if (/,/.test(text)) return "Use a point for decimals and no separators between thousands.";
  if (/^\.\d/.test(text)) return `Write the zero: \`0${text}\`.`;
  return "Write a number and a unit: `5%`, `200ms`, `10/min`, `3GiB`.";
}

function hintUnit(unit: string, number: string): string {
  if (unit.startsWith(",")) return hintForm(unit);
  if (unit === "m") return `Minutes are \`min\` and milliseconds \`ms\`: write \`${number}min\` or \`${number}ms\`.`;
  if (unit === "KB" || unit === "K") return "A thousand bytes are `kB`, 1,024 are `KiB`.";
  if (/^[kMGT]b$/.test(unit)) return `Bytes have a capital B: \`${unit[0] ?? ""}B\`.`;
  if (unit === "percent" || unit === "pct") return `Write \`${number}%\`.`;
  const time = TIME_WORDS.get(unit.toLowerCase());
  if (time) return `Write \`${number}${time}\`.`;
  const near = nearest(unit, [...WRITTEN_UNITS.keys()], 1);
  return near
    ? `Did you mean \`${number}${near}\`?`
    : `The units are ${[...WRITTEN_UNITS.keys()].map((name) => `\`${name}\``).join(", ")}.`;
}

function hintTime(unit: string, number: string): string {
  if (unit === "m") return `Minutes are \`min\`: write \`${number}min\`.`;
  const time = TIME_WORDS.get(unit.toLowerCase());
  return time ? `Write \`${number}${time}\`.` : "Use `s`, `min`, `h`, `d` or `w`.";
}

const TIME_WORDS: ReadonlyMap<string, string> = new Map(
  [
    ["s", "sec secs second seconds"],
    ["ms", "msec millis millisecond milliseconds"],
    ["min", "mins minute minutes"],
    ["h", "hr hrs hour hours"],
    ["d", "day days"],
    ["w", "week weeks"],
  ].flatMap(([short = "", words = ""]) => words.split(" ").map((word): [string, string] => [word, short])),
);

/** The candidate closest to a name, for "did you mean"; undefined when none is near enough. */
export function nearest(
  name: string,
  candidates: Iterable<string>,
  most = name.length <= 3 ? 1 : Math.max(2, Math.floor(name.length / 3)),
): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const candidate of candidates) {
    const steps = distance(name.toLowerCase(), candidate.toLowerCase());
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best;
}

function show(raw: unknown): string {
  if (raw === null || raw === undefined) return "nothing";
  if (Array.isArray(raw)) return "a list";
  return typeof raw === "object" ? "a map" : `\`${String(raw)}\``;
}

function no(code: CatalogCode, message: string, hint: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, hint } };
}
