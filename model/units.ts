/**
 * The units a catalog can name: those a person writes behind a number (`ms`, `GiB`, `/min`) and those a metric is measured
 * in (`millisecond`, `byte/second`, `request`). Tables only; conversion is in quantity.ts.
 */

import { type Rational, rational } from "./rational";

/** What kind of thing is measured; only units of one dimension convert into each other. */
export type Dimension = "ratio" | "time" | "data" | "cpu" | "money" | "count" | "none";

/** The unit a metric is measured in, as the catalog names it: `second`, `percent`, `byte/second`, `request`. */
export interface MetricUnit {
  name: string;
  dimension: Dimension;
  /** How much of the dimension's base (fraction, second, byte, core, dollar, one) one of this unit is. */
  size: Rational;
  /** Seconds of the time it is counted per, e.g. 1 for `byte/second`; undefined when it is no rate. */
  perSeconds?: Rational;
}

interface Written {
  dimension: Dimension;
  size: Rational;
}

const one = rational(1n);
const thousandth = (power: number): Rational => rational(1n, 10n ** BigInt(power));

/** Units as written behind a number. */
export const WRITTEN_UNITS: ReadonlyMap<string, Written> = new Map<string, Written>([
  ["%", { dimension: "ratio", size: rational(1n, 100n) }],
  ["ns", { dimension: "time", size: thousandth(9) }],
  ["us", { dimension: "time", size: thousandth(6) }],
  ["µs", { dimension: "time", size: thousandth(6) }],
  ["ms", { dimension: "time", size: thousandth(3) }],
  ["s", { dimension: "time", size: one }],
  ["min", { dimension: "time", size: rational(60n) }],
  ["h", { dimension: "time", size: rational(3600n) }],
  ["d", { dimension: "time", size: rational(86_400n) }],
  ["w", { dimension: "time", size: rational(604_800n) }],
  ["B", { dimension: "data", size: one }],
  ...["k", "M", "G", "T", "P"].map((prefix, index): [string, Written] => [
    `${prefix}B`,
    { dimension: "data", size: rational(1000n ** BigInt(index + 1)) },
  ]),
  ...["Ki", "Mi", "Gi", "Ti", "Pi"].map((prefix, index): [string, Written] => [
    `${prefix}B`,
    { dimension: "data", size: rational(1024n ** BigInt(index + 1)) },
  ]),
  ["core", { dimension: "cpu", size: one }],
  ["millicore", { dimension: "cpu", size: thousandth(3) }],
  ["nanocore", { dimension: "cpu", size: thousandth(9) }],
  ["USD", { dimension: "money", size: one }],
]);

/** Multipliers that may stand directly behind a number: `1.5k`. */
export const MULTIPLIERS: ReadonlyMap<string, Rational> = new Map([
  ["k", rational(1000n)],
  ["M", rational(1_000_000n)],
  ["G", rational(1_000_000_000n)],
]);

/** Times a rate may be written per: `10/min`. */
export const RATE_UNITS: ReadonlyMap<string, Rational> = new Map([
  ["s", one],
  ["min", rational(60n)],
  ["h", rational(3600n)],
  ["d", rational(86_400n)],
]);

/** Durations and their seconds, for windows and waits: no fraction of a second is needed there. */
export const DURATION_SECONDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
]);

const MEASURED: ReadonlyMap<string, Written> = new Map<string, Written>([
  ["fraction", { dimension: "ratio", size: one }],
  ["percent", { dimension: "ratio", size: rational(1n, 100n) }],
  ["percent_nano", { dimension: "ratio", size: rational(1n, 100_000_000_000n) }],
  ["nanosecond", { dimension: "time", size: thousandth(9) }],
  ["microsecond", { dimension: "time", size: thousandth(6) }],
  ["millisecond", { dimension: "time", size: thousandth(3) }],
  ["second", { dimension: "time", size: one }],
  ["minute", { dimension: "time", size: rational(60n) }],
  ["hour", { dimension: "time", size: rational(3600n) }],
  ["day", { dimension: "time", size: rational(86_400n) }],
  ["week", { dimension: "time", size: rational(604_800n) }],
  ["bit", { dimension: "data", size: rational(1n, 8n) }],
  ["byte", { dimension: "data", size: one }],
  ...["kilobyte", "megabyte", "gigabyte", "terabyte"].map((name, index): [string, Written] => [
    name,
    { dimension: "data", size: rational(1000n ** BigInt(index + 1)) },
  ]),
  ...["kibibyte", "mebibyte", "gibibyte", "tebibyte"].map((name, index): [string, Written] => [
    name,
    { dimension: "data", size: rational(1024n ** BigInt(index + 1)) },
  ]),
  ["nanocore", { dimension: "cpu", size: thousandth(9) }],
  ["microcore", { dimension: "cpu", size: thousandth(6) }],
  ["millicore", { dimension: "cpu", size: thousandth(3) }],
  ["core", { dimension: "cpu", size: one }],
  ["dollar", { dimension: "money", size: one }],
  ["cent", { dimension: "money", size: rational(1n, 100n) }],
  ["none", { dimension: "none", size: one }],
]);

/** Things that are counted; a count of any of them is a plain number. */
const NOUNS = [
  "count error request response query connection session event message transaction operation user item job task worker",
  "thread process host container pod node instance function invocation execution attempt retry failure success timeout hit",
  "miss key entry record row document object file page view click action visit visitor signup registration order payment",
  "trade block packet segment lock wait scan fetch read write flush commit rollback table index segment offset check",
  "alert incident lookup email unit token order subscription product session replay crash exception",
]
  .join(" ")
  .split(" ");

const PER: ReadonlyMap<string, Rational> = new Map([
  ["second", one],
  ["minute", rational(60n)],
  ["hour", rational(3600n)],
  ["day", rational(86_400n)],
]);

/** Every name a metric's unit may have, without the `/second` forms. */
export const METRIC_UNIT_NAMES: readonly string[] = [...MEASURED.keys(), ...new Set(NOUNS)];

/** Looks a metric's unit up by name; undefined when there is no such unit. */
export function metricUnit(name: string): MetricUnit | undefined {
  const [base = "", per, ...rest] = name.split("/");
  if (rest.length > 0) return undefined;
  const measured: Written | undefined =
    MEASURED.get(base) ?? (NOUNS.includes(base) ? { dimension: "count", size: one } : undefined);
  if (!measured) return undefined;
  if (per === undefined) return { name, ...measured };
  const perSeconds = PER.get(per);
  return perSeconds && { name, ...measured, perSeconds };
}
