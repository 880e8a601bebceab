/** The metrics that queries name: in a vendor's object, wherever a query stands in it. */

import { parse, type Query, type Series, seriesIn } from "../../query/index";

/** Fields of monitors, objectives and dashboards that hold a query, in the API's and in Pulumi's spelling. */
const QUERIES = new Set(["query", "q", "numerator", "denominator"]);

/** Names in these objects, each once, sorted; what another tool fills in (`${…}`, `$variable`) is no name. */
export function metricNames(objects: Iterable<unknown>): string[] {
  const names = new Set<string>();
  for (const object of objects)
    for (const text of queriesIn(object, ""))
      for (const { metric } of seriesOf(parse(text).query)) if (NAME.test(metric.text)) names.add(metric.text);
  return [...names].sort();
}

/** [API: begins with a letter; letters, digits, `_` and `.`; at most 200] Older accounts have names with `-` and `/`. */
const NAME = /^[A-Za-z][\w.\-/]{0,199}$/;

function queriesIn(value: unknown, key: string): string[] {
  if (typeof value === "string") return QUERIES.has(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => queriesIn(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => queriesIn(inner, name));
}

function seriesOf(query: Query): Series[] {
  if (query.type === "metric-expressions") return query.expressions.flatMap(seriesIn);
  if (query.type !== "metric-monitor" && query.type !== "formula-monitor") return [];
  return query.expression ? seriesIn(query.expression) : [];
}
