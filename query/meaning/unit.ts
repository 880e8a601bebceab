/** The unit of the value that is compared, in the vendor's words, where the metrics of the query tell it beyond doubt. */

import { isExpression } from "../metric/index";
import type { Query } from "../monitor/index";
import { type Lookup, unitName, unitOfMonitor } from "../units/index";
import { algorithmOf } from "./evaluation";

/** Counted things without a name say nothing that the query does not. */
export const PLAIN: ReadonlySet<string> = new Set(["count", "none", "one", "sample", "unit"]);

export function unitOfQuery(query: Query, lookup: Lookup | undefined): string | undefined {
  if (!lookup || query.type !== "metric-monitor") return undefined;
  // Anomalies are shares of the window, outliers are no value at all.
  const algorithm = algorithmOf(query);
  const compared = algorithm ? algorithm.call.arguments[0] : query.expression;
  if ((algorithm && algorithm.name !== "forecast") || !compared || !isExpression(compared)) return undefined;
  // A relative change is said to be in percent where it is told of.
  if (query.head?.type === "change" && query.head.relative) return undefined;
  const { unit, doubts, unknown } = unitOfMonitor(query.head, compared, lookup);
  const name = unit && doubts.length === 0 && unknown.length === 0 ? unitName(unit) : undefined;
  return name === undefined || PLAIN.has(name) ? undefined : name;
}
