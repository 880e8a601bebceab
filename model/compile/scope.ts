/**
 * Filters: the environment's and the service's, always, and the signal's own, joined and printed in the language they are used
 * in: tags of metrics, searches, lists of tags.
 */

import { both, type Filter, listFilter, metricFilter, readFilter, searchFilter } from "../filter";
import type { ResolvedEnvironment, ServiceEntry, StreamEntry } from "../resolved";

export interface Where {
  where?: string | undefined;
  allServices?: boolean;
}

/** Filter of a metric query, without braces: `env:production,service:truststream`. */
export function metricScope(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  own: Where = {},
  ...more: (string | undefined)[]
): string {
  return metricFilter(joined(env, service, own, ...more));
}

/** Tags that must be there and tags that must not; what a list cannot say was refused before. */
export function tagLists(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  own: Where = {},
): { over: string[]; exclude: string[] } {
  const filter = joined(env, service, own);
  const lists = listFilter(filter);
  // Anything else would watch more than was asked for.
  if (!lists) throw new Error(`\`${metricFilter(filter)}\` cannot be said in tags`);
  return lists;
}

/** A search: `env:production service:truststream @type:error`. */
export function searchOf(
  env: ResolvedEnvironment | undefined,
  service: ServiceEntry,
  query: string,
  own: Where = {},
): string {
  // The scope is always there: whoever writes it means what happens anyway.
  const text = bracketed(query.replaceAll("${scope}", " "));
  return [searchFilter(joined(env, service, own)), text].filter(isText).join(" ") || "*";
}

/** The search that selects a stream's events in one environment, as the filter of its index says it. */
export function streamSearch(env: ResolvedEnvironment, service: ServiceEntry, stream: StreamEntry): string {
  return searchOf(env, service, stream.filter, stream);
}

function joined(
  env: ResolvedEnvironment | undefined,
  service: ServiceEntry,
  own: Where,
  ...more: (string | undefined)[]
): Filter {
  const tag: Filter[] = env ? [{ type: "tag", key: "env", value: env.tag }] : [];
  const texts = [own.allServices ? undefined : service.scope, own.where, ...more].filter(isText);
  return both([...tag, ...texts.map((text) => readFilter(text).filter)]);
}

/** A search that may stand beside others: in parentheses when it offers alternatives; nothing when it takes everything. */
export function bracketed(query: string): string {
  const text = query.trim();
  if (text === "*" || text === "") return "";
  return hasTopLevelOr(text) ? `(${text})` : text;
}

function hasTopLevelOr(query: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < query.length; at += 1) {
    const char = query[at];
    if (char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "(") depth += 1;
    else if (!quoted && char === ")") depth -= 1;
    else if (!quoted && depth === 0 && /^\sOR\s/.test(query.slice(at, at + 4))) return true;
  }
  return false;
}

function isText(part: string | undefined): part is string {
  return part !== undefined && part !== "";
}
