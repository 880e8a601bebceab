/**
 * What a unit is: how many of which base quantities, and how large one of it is. Names are the vendor's (`millisecond`,
 * `byte`, `percent`); a name that is no physical unit is a noun that is counted (`request`).
 */

export type Dimension =
  | "count"
  | "cpu"
  | "current"
  | "data"
  | "energy"
  | "frequency"
  | "money"
  | "potential"
  | "power"
  | "temperature"
  | "time";

export interface Unit {
  /** Exponents of the base quantities; empty for a number without dimension. */
  dims: Readonly<Partial<Record<Dimension, number>>>;
  /** How much one of it is in base units (second, byte, core, one). */
  scale: number;
  /** What is counted, when something is; undefined when several things are, or none. */
  noun?: string;
  /** `part`: the vendor's own fraction or percent; `counts`, `amounts`: a quotient of those; `flag`: 0 or 1 of a comparison. */
  ratio?: "part" | "counts" | "amounts" | "flag";
}

type Scales = readonly (readonly [name: string, scale: number])[];

const KIBI = 1024;

/** One of each in base units; the first name of a scale is the one that is printed. */
const PHYSICAL: readonly (readonly [Dimension, Scales])[] = [
  [
    "time",
    [
      ["nanosecond", 1e-9],
      ["microsecond", 1e-6],
      ["millisecond", 1e-3],
      ["second", 1],
      ["minute", 60],
      ["hour", 3600],
      ["day", 86_400],
      ["week", 604_800],
    ],
  ],
  [
    "data",
    [
      ["bit", 1 / 8],
      ["kilobit", 1e3 / 8],
      ["megabit", 1e6 / 8],
      ["gigabit", 1e9 / 8],
      ["byte", 1],
      ["bytes", 1],
      ["byte_in_decimal_bytes_family", 1],
      ["byte_in_bits_family", 1],
      ["bit_in_bits_family", 1 / 8],
      ["kilobyte", 1e3],
      ["megabyte", 1e6],
      ["gigabyte", 1e9],
      ["terabyte", 1e12],
      ["petabyte", 1e15],
      ["kibibyte", KIBI],
      ["mebibyte", KIBI ** 2],
      ["gibibyte", KIBI ** 3],
      ["tebibyte", KIBI ** 4],
      ["pebibyte", KIBI ** 5],
    ],
  ],
  [
    "cpu",
    [
      ["nanocore", 1e-9],
      ["microcore", 1e-6],
      ["millicore", 1e-3],
      ["core", 1],
      ["cpu", 1],
    ],
  ],
  [
    "temperature",
    [
      ["degree celsius", 1],
      ["decidegree celsius", 0.1],
    ],
  ],
  [
    "money",
    [
      ["dollar", 1],
      ["cent", 0.01],
      ["micro_dollar", 1e-6],
    ],
  ],
  [
    "frequency",
    [
      ["hertz", 1],
      ["kilohertz", 1e3],
      ["megahertz", 1e6],
      ["gigahertz", 1e9],
    ],
  ],
  [
    "power",
    [
      ["watt", 1],
      ["deciwatt", 0.1],
      ["milliwatt", 1e-3],
      ["kilowatt", 1e3],
    ],
  ],
  [
    "current",
    [
      ["ampere", 1],
      ["milliampere", 1e-3],
    ],
  ],
  [
    "potential",
    [
      ["volt", 1],
      ["millivolt", 1e-3],
    ],
  ],
  [
    "energy",
    [
      ["joule", 1],
      ["millijoule", 1e-3],
    ],
  ],
];

const RATIOS: Scales = [
  ["fraction", 1],
  ["percent", 0.01],
  ["percent_nano", 1e-11],
  ["apdex", 1],
];

const BY_NAME: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...PHYSICAL.flatMap(([dimension, scales]) =>
    scales.map(([name, scale]): [string, Unit] => [name, { dims: { [dimension]: 1 }, scale }]),
  ),
  ...RATIOS.map(([name, scale]): [string, Unit] => [name, { dims: {}, scale, ratio: "part" }]),
]);

/** Nouns of which nobody knows what they count: two of them are not the same thing. */
const VAGUE: ReadonlySet<string> = new Set(["unit", "item", "event", "occurrence", "time", "operation", "sample"]);

export function unitOfName(name: string): Unit {
  const known = BY_NAME.get(name);
  if (known) return known;
  return VAGUE.has(name) ? COUNT : { dims: { count: 1 }, scale: 1, noun: name };
}

export const COUNT: Unit = { dims: { count: 1 }, scale: 1 };
export const FRACTION: Unit = { dims: {}, scale: 1, ratio: "part" };
export const PERCENT: Unit = { dims: {}, scale: 0.01, ratio: "part" };
export const FLAG: Unit = { dims: {}, scale: 1, ratio: "flag" };
export const SECOND: Unit = unitOfName("second");

/** A unit from the two names the vendor gives it: `byte` per `second`. */
export function unitFrom(name: string, perName?: string): Unit {
  if (perName === undefined) return unitOfName(name);
  const key = `${name}/${perName}`;
  const known = quotients.get(key) ?? quotient(unitOfName(name), unitOfName(perName));
  quotients.set(key, known);
  return known;
}

/** As many as there are pairs in the tables. */
const quotients = new Map<string, Unit>();

export function sameDimension(a: Unit, b: Unit): boolean {
  const keys = new Set([...Object.keys(a.dims), ...Object.keys(b.dims)] as Dimension[]);
  return [...keys].every((key) => (a.dims[key] ?? 0) === (b.dims[key] ?? 0));
}

/** Equal but for rounding. */
export function sameScale(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

export function isCount(unit: Unit): boolean {
  return unit.dims.count === 1 && Object.keys(unit.dims).length === 1;
}

/** A number without dimension: fraction, percent, quotient of equals. */
export function isRatio(unit: Unit): boolean {
  return Object.keys(unit.dims).length === 0;
}

function withDims(dims: Partial<Record<Dimension, number>>, scale: number): Unit {
  const kept = Object.entries(dims).filter(([, exponent]) => exponent !== 0);
  return { dims: Object.fromEntries(kept), scale };
}

function powers(a: Unit, b: Unit, sign: 1 | -1): Partial<Record<Dimension, number>> {
  const dims = { ...a.dims };
  for (const [key, exponent] of Object.entries(b.dims) as [Dimension, number][]) {
    dims[key] = (dims[key] ?? 0) + sign * exponent;
  }
  return dims;
}

export function product(a: Unit, b: Unit): Unit {
  if (a.ratio === "flag") return b;
  if (b.ratio === "flag") return a;
  const result = withDims(powers(a, b, 1), a.scale * b.scale);
  return keepNoun(result, a, b);
}

export function quotient(a: Unit, b: Unit): Unit {
  if (b.ratio === "flag") return a;
  const result = withDims(powers(a, b, -1), a.scale / b.scale);
  if (!isRatio(result)) return keepNoun(result, a, b);
  if (isRatio(a)) return a.ratio ? { ...result, ratio: a.ratio } : result;
  return { ...result, ratio: isCount(a) && isCount(b) ? "counts" : "amounts" };
}

/** The counted noun survives what only changes per what it is counted. */
function keepNoun(result: Unit, a: Unit, b: Unit): Unit {
  const noun = a.noun ?? b.noun;
  return noun === undefined || (result.dims.count ?? 0) === 0 || (a.noun && b.noun && a.noun !== b.noun)
    ? result
    : { ...result, noun };
}

/** The unit of `factor` times a value: `second` × 1000 is `millisecond`. */
export function scaled(unit: Unit, factor: number): Unit {
  return { ...unit, scale: unit.scale / factor };
}

/** The unit's name, `byte/second`; undefined for one that has no name, such as a hundredth of a second. */
export function unitName(unit: Unit): string | undefined {
  const dims = Object.entries(unit.dims) as [Dimension, number][];
  if (dims.length === 0) return nameAt(RATIOS, unit.scale);
  const above = dims.filter(([, exponent]) => exponent === 1);
  const below = dims.filter(([, exponent]) => exponent === -1);
  if (above.length + below.length !== dims.length || above.length > 1 || below.length > 1) return undefined;
  const numerator = above[0]?.[0];
  const denominator = below[0]?.[0];
  if (denominator === undefined) return numerator && nameOf(numerator, unit.scale, unit.noun);
  const pers: Scales = denominator === "time" ? PER_TIME : [[unitWord(denominator), 1]];
  for (const [per, perScale] of pers) {
    const name = numerator === undefined ? undefined : nameOf(numerator, unit.scale * perScale, unit.noun);
    if (name !== undefined) return `${name}/${per}`;
    if (numerator === undefined && sameScale(unit.scale * perScale, 1)) return `1/${per}`;
  }
  return undefined;
}

const PER_TIME: Scales = [
  ["second", 1],
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["millisecond", 1e-3],
];

function scalesOf(dimension: Dimension): Scales {
  return PHYSICAL.find(([name]) => name === dimension)?.[1] ?? [];
}

function unitWord(dimension: Dimension): string {
  return dimension === "count" ? "unit" : (nameAt(scalesOf(dimension), 1) ?? dimension);
}

function nameOf(dimension: Dimension, scale: number, noun: string | undefined): string | undefined {
  if (dimension === "count") return sameScale(scale, 1) ? (noun ?? "count") : undefined;
  return nameAt(scalesOf(dimension), scale);
}

function nameAt(scales: Scales, scale: number): string | undefined {
  return scales.find(([, known]) => sameScale(known, scale))?.[0];
}

/** For sentences: the name, or the best that can be said. */
export function describeUnit(unit: Unit): string {
  const name = unitName(unit);
  if (name !== undefined) return name;
  const base = unitName({ ...unit, scale: 1 });
  return base === undefined ? "a compound unit" : `${Number(unit.scale.toPrecision(4))} ${base}`;
}
