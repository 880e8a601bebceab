/** The metric series of a signal or an objective, as monitors and dashboards both write them. */

import type { ResolvedEnvironment, ServiceEntry, SignalOf } from "../resolved";
import { metricScope, type Where } from "./scope";

type Counted = SignalOf<"ratio">["numerator"];

/** `sum:trace.http.request.hits{env:production,service:web}.as_count()`. */
export function countSeries(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  counted: Counted,
  own: Where,
  by: readonly string[] = [],
): string {
  const metric = typeof counted === "string" ? counted : counted.metric;
  const where = typeof counted === "string" ? undefined : counted.where;
  return `sum:${metric}{${metricScope(env, service, own, where)}}${groups(by)}.as_count()`;
}

/** `p95:trace.http.request{env:production,service:web} by {resource_name}`. */
export function valueSeries(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  value: { metric: string; aggregate: string; by?: readonly string[] } & Where,
): string {
  return `${value.aggregate}:${value.metric}{${metricScope(env, service, value)}}${groups(value.by ?? [])}`;
}

export function groups(by: readonly string[]): string {
  return by.length === 0 ? "" : ` by {${by.join(",")}}`;
}

export function isPercentile(aggregate: string): boolean {
  return /^p\d/.test(aggregate);
}

/** Fills in `${scope}`, `${service}` and `${env}` of a query the catalog writes in Datadog's own language. */
export function fillIn(text: string, env: ResolvedEnvironment, service: ServiceEntry, scope: string): string {
  const words: Record<string, string> = { scope, service: service.datadogService, env: env.tag };
  return text.replace(/\$\{(scope|service|env)\}/g, (whole, word: string) => words[word] ?? whole);
}
