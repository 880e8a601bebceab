/**
 * The number of an alert as whoever is woken reads it, in Datadog's template language: in the unit its own line is written in, rounded,
 * with what it is a number of. No meaning is decided here; a unit that is not known is left out, never guessed.
 */

import { unitOfMetric } from "../metric-units";
import { parseQuantity, plural } from "../quantity";
import { type Rational, rational } from "../rational";
import type { Line, ResolvedEnvironment, SignalEntry } from "../resolved";
import { type MetricUnit, WRITTEN_UNITS } from "../units";
import { plain } from "./words";

/** `4.21% of the requests`, `2.31 s`, `57 errors`. */
export function shown(env: ResolvedEnvironment, signal: SignalEntry, line: Line): string {
  const value = valueText(signal.measured, line);
  const noun = nounOf(env, signal);
  if (noun === undefined) return value;
  return signal.type === "ratio" || signal.measured?.dimension === "ratio"
    ? `${value} of the ${noun}`
    : `${value} ${noun}`;
}

/** The line as the catalog has it; a rate that is counted over a window with its count, which is what the value shows. */
export function limit({ measured }: SignalEntry, { text, value }: Line): string {
  const counted = text.includes("/") && measured?.perSeconds === undefined && value !== undefined;
  return counted ? `${text} (${plain(value)} in all)` : text;
}

function valueText(unit: MetricUnit | undefined, line: Line): string {
  if (!unit) return "{{value}}";
  const quantity = parseQuantity(line.text);
  const written = quantity.ok && quantity.value.unit !== undefined ? WRITTEN_UNITS.get(quantity.value.unit) : undefined;
  if (quantity.ok && written?.dimension === unit.dimension && unit.perSeconds === undefined) {
    const name = (quantity.value.unit ?? "").replace(/core$/, "cores");
    return `${rounded(rational(unit.size.top * written.size.bottom, unit.size.bottom * written.size.top))}${name === "%" ? "" : " "}${name}`;
  }
  if (unit.dimension === "data") return `{{eval "humanize_bytes(value)"}}${unit.perSeconds ? per(unit) : ""}`;
  // Of something with a name the time stands behind the name: `12 packets/s`.
  if (unit.perSeconds) return `${rounded(rational(1n))}${named(unit) ? "" : per(unit)}`;
  return unit.dimension === "count" ? "{{value}}" : rounded(rational(1n));
}

function per({ name }: MetricUnit): string {
  return `/${name.split("/")[1] ?? "second"}`.replace("/second", "/s");
}

/** The value times a factor, with two decimals. */
function rounded({ top, bottom }: Rational): string {
  const [up, down] = [100n * top, bottom];
  const common = divisor(up, down);
  const [a, b] = [up / common, down / common];
  const scaled = `value${a === 1n ? "" : `*${a}`}${b === 1n ? "" : `/${b}`}`;
  return `{{eval "round(${scaled})/100"}}`;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

const EVENTS: Partial<Record<SignalEntry["type"], string>> = {
  logs: "log events",
  rum: "events of users' sessions",
  spans: "spans",
  events: "events",
  audit: "audit events",
  "error-tracking": "errors",
};

/** What the number counts: as the catalog says, else by its unit. */
function nounOf(env: ResolvedEnvironment, signal: SignalEntry): string | undefined {
  if ("what" in signal && signal.what !== undefined) return signal.what;
  switch (signal.type) {
    case "ratio":
      return counted(env, typeof signal.denominator === "string" ? signal.denominator : signal.denominator.metric);
    case "count":
      return counted(env, signal.metric);
    case "metric":
    case "query":
      return signal.measured && named(signal.measured);
    default:
      return "measure" in signal && signal.measure === "count" ? EVENTS[signal.type] : undefined;
  }
}

function counted(env: ResolvedEnvironment, metric: string): string | undefined {
  const unit = unitOfMetric(metric, env.metrics);
  return unit && named(unit);
}

/** `requests` of `request`; nothing of a count of nobody knows what. */
function named(unit: MetricUnit): string | undefined {
  return unit.dimension === "count" && unit.name.split("/")[0] !== "count"
    ? `${plural(unit).split("/")[0] ?? ""}${unit.perSeconds ? per(unit) : ""}`
    : undefined;
}
