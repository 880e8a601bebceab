/** Writes a number the way the catalog would: `0.05` of a fraction is `5%`, `2` seconds are `2s`. */

import { fromDecimal, rational, times, toNumber } from "./rational";
import { type Dimension, metricUnit } from "./units";

/** Largest first; the first that leaves a number of at least one is taken. */
const SCALES: Partial<Record<Dimension, readonly (readonly [string, number])[]>> = {
  time: [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
    ["ms", 1e-3],
    ["us", 1e-6],
    ["ns", 1e-9],
  ],
  data: [
    [" TiB", 1024 ** 4],
    [" GiB", 1024 ** 3],
    [" MiB", 1024 ** 2],
    [" KiB", 1024],
    [" B", 1],
  ],
};
const PER = new Map([
  [1, "/s"],
  [60, "/min"],
  [3600, "/h"],
  [86_400, "/d"],
]);

/** A number in the metric's unit as a person writes it; the number alone when the unit is unknown or has no form. */
export function inUnit(value: number, unitName: string): string {
  const unit = metricUnit(unitName);
  const exact = fromDecimal(String(value));
  if (!unit || !exact) return String(value);
  const base = times(exact, unit.size);
  const per = unit.perSeconds ? (PER.get(toNumber(unit.perSeconds)) ?? "") : "";
  if (unit.dimension === "ratio") return `${short(toNumber(times(base, rational(100n))))}%${per}`;
  const scales = SCALES[unit.dimension];
  if (!scales) return `${short(toNumber(base))}${per}`;
  const amount = toNumber(base);
  const [name, size] = scales.find(([, size]) => Math.abs(amount) >= size && isShort(amount / size)) ??
    scales.find(([, size]) => Math.abs(amount) >= size) ?? ["", 1];
  return `${short(amount / size)}${name}${per}`;
}

/** Without the noise of binary fractions. */
function short(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function isShort(value: number): boolean {
  return short(value).replace(/^\d*\.?/, "").length <= 1;
}
