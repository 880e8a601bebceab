/**
 * Filters: the environment's and the service's, always, and the signal's own. Datadog has two languages for them, one for tags of
 * metrics and one for searches; a filter from the catalog is in the first.
 */

import type { ResolvedEnvironment, ServiceEntry } from "../resolved";

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
  const parts = [`env:${env.tag}`, own.allServices ? undefined : service.scope, own.where, ...more].filter(isText);
  if (!parts.some(hasOperators)) return parts.join(",");
  // Commas and `!` cannot be mixed with AND, OR, NOT and IN: once one part has an operator, all are joined by AND.
  return parts.map((part) => (hasOperators(part) ? `(${part})` : conjunction(part, " AND ", "NOT "))).join(" AND ");
}

/** A search: `env:production service:truststream @type:error`. */
export function searchOf(
  env: ResolvedEnvironment | undefined,
  service: ServiceEntry,
  query: string,
  own: Where = {},
): string {
  const filters = [env && `env:${env.tag}`, own.allServices ? undefined : service.scope, own.where]
    .filter(isText)
    .map((part) => (hasOperators(part) ? `(${part})` : conjunction(part, " ", "-")));
  return [...filters, bracketed(query)].filter(isText).join(" ") || "*";
}

/** A search that may stand beside others: in parentheses when it offers alternatives; nothing when it takes everything. */
export function bracketed(query: string): string {
  const text = query.trim();
  if (text === "*" || text === "") return "";
  return hasTopLevelOr(text) ? `(${text})` : text;
}

function conjunction(commas: string, and: string, not: string): string {
  return commas
    .split(",")
    .map((tag) => tag.trim())
    .map((tag) => (tag.startsWith("!") ? `${not}${tag.slice(1)}` : tag))
    .join(and);
}

function hasOperators(filter: string): boolean {
  return /(^|[\s(])(and|or|not|in)([\s(]|$)/i.test(filter);
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
