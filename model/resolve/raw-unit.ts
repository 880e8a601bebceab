/**
 * Queries in Datadog's own language: what they are measured in, where that is beyond doubt (a `unit` that says otherwise would multiply
 * every line), and what a query compares by itself. What is not certain is unknown here.
 */

import {
  createMetrics,
  type MetricFact,
  meaningOf,
  parseMonitorQuery,
  unitName,
  unitOfMonitor,
  windowSeconds,
} from "../../query/index";
import type { KnownMetric } from "../metric-units";
import type { Duration } from "../quantity";
import { type MetricUnit, metricUnit } from "../units";
import { unitOfAttribute } from "./attributes";

/** Units that are compared; a plain number may stand for any count. */
const PHYSICAL: ReadonlySet<MetricUnit["dimension"]> = new Set(["ratio", "time", "data", "cpu", "money"]);

/** The unit a query's value surely has; undefined where it is not one that a line could be converted into wrongly. */
export function unitOfRaw(text: string, monitorType: string, own: readonly KnownMetric[]): MetricUnit | undefined {
  const { query } = parseMonitorQuery(monitorType, text.replaceAll("${scope}", "*"));
  const found = query.type === "event-monitor" ? ofRollup(query) : undefined;
  if (query.type !== "metric-monitor") return found;
  const { unit, doubts } = unitOfMonitor(
    query.head,
    query.expression,
    (name) => stated(name, own) ?? known.lookup(name),
  );
  if (!unit || unit.ratio === "flag" || doubts.length > 0) return undefined;
  const [base = "", per] = (unitName(unit) ?? "").split("/");
  const read = metricUnit(
    per === undefined || metricUnit(`${base}/${per}`) ? [base, per].filter(Boolean).join("/") : base,
  );
  return read && PHYSICAL.has(read.dimension) ? read : undefined;
}

/** The comparison a query ends with, as written. */
export function comparisonIn(text: string, monitorType: string): string | undefined {
  const { query } = parseMonitorQuery(monitorType, text);
  if (!("condition" in query) || !query.condition.comparator) return undefined;
  const { start, end } = query.condition.span;
  return text.slice(start, end).trim();
}

/** The window a query looks at by its own words; undefined where it names none, or one of the calendar. */
export function windowIn(text: string, monitorType: string): Duration | undefined {
  const { window } = meaningOf(parseMonitorQuery(monitorType, text));
  if (!window || !("amount" in window) || window.kind !== "last") return undefined;
  const seconds = windowSeconds(window);
  const [size, unit] = seconds % 86_400 === 0 ? [86_400, "d"] : seconds % 3600 === 0 ? [3600, "h"] : [60, "min"];
  return { seconds, text: `${seconds / size}${unit}` };
}

const known = createMetrics();

function ofRollup({
  source,
  rollup,
}: Extract<ReturnType<typeof parseMonitorQuery>["query"], { type: "event-monitor" }>) {
  const measure = rollup?.measure;
  return measure?.type === "string" ? unitOfAttribute(source.text, measure.value) : undefined;
}

/** What the catalog says of a metric wins. */
function stated(name: string, own: readonly KnownMetric[]): MetricFact | undefined {
  const entry = own.find(({ key }) => key === name);
  if (!entry) return undefined;
  const [unit = entry.unit, perUnit] = entry.unit.split("/");
  return { ...(unit !== "none" && { unit }), ...(perUnit !== undefined && { perUnit }), source: "metrics" };
}

/** Whether a line in one of the units would be another in the other. */
export function contradicts(given: MetricUnit, sure: MetricUnit): boolean {
  if (!PHYSICAL.has(given.dimension) || (given.perSeconds === undefined) !== (sure.perSeconds === undefined))
    return false;
  return given.dimension !== sure.dimension || given.size.top * sure.size.bottom !== sure.size.top * given.size.bottom;
}
