/** What a monitor does when there is nothing to evaluate. [DOC on_missing_data, configuration; C.6 of the notes] */

import { callsIn, hasModifier } from "../metric/index";
import type { Query } from "../monitor/index";
import { plural } from "./words";

/**
 * `zero`: evaluated as 0. `last`: keeps its state. `show`: shows NO DATA. `notify`: shows NO DATA and notifies. `resolve`: goes
 * to OK. `unknown`: depends on what is not known here.
 */
export type MissingData = "zero" | "last" | "show" | "notify" | "resolve" | "unknown";

export interface MissingDataAnswer {
  effect: MissingData;
  text: string;
}

const CHOSEN: Readonly<Record<string, MissingDataAnswer>> = {
  show_no_data: { effect: "show", text: "Without data it shows NO DATA and notifies nobody." },
  show_and_notify_no_data: { effect: "notify", text: "Without data it shows NO DATA and notifies." },
  resolve: { effect: "resolve", text: "Without data it goes to OK." },
};

export function missingDataOf(query: Query, options: Readonly<Record<string, unknown>> = {}): MissingDataAnswer {
  const chosen = typeof options.on_missing_data === "string" ? CHOSEN[options.on_missing_data] : undefined;
  if (chosen) return chosen;
  if (options.notify_no_data === true || options.notify_no_data === "true")
    return notifyAfter(options.no_data_timeframe);
  switch (query.type) {
    case "metric-monitor":
      return metricDefault(query.expression);
    case "event-monitor":
      return eventDefault(query);
    case "formula-monitor":
      return formulaDefault(query);
    case "service-check":
      return { effect: "last", text: "Without results it keeps its last state." };
    case "process-monitor":
      return { effect: "zero", text: "Without matching processes the count is 0." };
    case "composite":
      return { effect: "last", text: "Where the members have no data it keeps its last state." };
    default:
      return { effect: "unknown", text: "" };
  }
}

function notifyAfter(timeframe: unknown): MissingDataAnswer {
  const minutes = typeof timeframe === "number" && timeframe > 0 ? timeframe : undefined;
  const after = minutes === undefined ? "Without data" : `After ${plural(minutes, "minute")} without data`;
  return { effect: "notify", text: `${after} it shows NO DATA and notifies.` };
}

function metricDefault(expression: Parameters<typeof callsIn>[0]): MissingDataAnswer {
  const zeroed = callsIn(expression).some((call) => call.name.text === "default_zero");
  if (zeroed) return { effect: "zero", text: "Missing data counts as 0." };
  if (hasModifier(expression, "as_count")) {
    return { effect: "zero", text: "No data counts as 0, unless nothing was ever counted or the divisor is 0." };
  }
  return { effect: "last", text: "Without data it keeps its last state." };
}

function eventDefault(query: Extract<Query, { type: "event-monitor" }>): MissingDataAnswer {
  const { comparator } = query.condition;
  const grouped = !Array.isArray(query.by) || query.by.length > 0;
  const below = comparator?.op === "<" || comparator?.op === "<=";
  if (grouped && below) {
    return {
      effect: "last",
      text: "A group with no matching events at all never alerts: only groups that still have some are counted.",
    };
  }
  const method = query.rollup?.method;
  const counts =
    method === undefined || (method.type === "string" && (method.value === "count" || method.value === "cardinality"));
  return counts
    ? { effect: "zero", text: "With no matching events the count is 0." }
    : { effect: "last", text: "With no matching events it keeps its last state." };
}

function formulaDefault(query: Extract<Query, { type: "formula-monitor" }>): MissingDataAnswer {
  let divides = false;
  const { expression } = query;
  if (expression) divides = hasDivision(expression);
  return divides
    ? { effect: "last", text: "Where nothing is there to divide by it keeps its last state." }
    : { effect: "unknown", text: "" };
}

function hasDivision(expression: NonNullable<Extract<Query, { type: "formula-monitor" }>["expression"]>): boolean {
  if (expression.type === "binary")
    return expression.op === "/" || hasDivision(expression.left) || hasDivision(expression.right);
  if (expression.type === "unary" || expression.type === "modified") return hasDivision(expression.operand);
  return false;
}
