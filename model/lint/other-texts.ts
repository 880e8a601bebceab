/** Queries and searches of resources that are no monitors, read for mistakes of syntax: dashboards, detection rules, logs. */

import { parse, parseSearch, type SyntaxProblem } from "../../query/index";
import type { Body, BodyValue, Spec } from "../spec";

export interface TextProblem {
  problem: SyntaxProblem;
  /** The whole text it was found in. */
  text: string;
}

const SEARCHED: ReadonlySet<Spec["kind"]> = new Set([
  "datadog/security-rule",
  "datadog/logs-index",
  "datadog/logs-archive",
  "datadog/logs-metric",
  "datadog/scanner-group",
  "datadog/security-notification",
  "datadog/security-suppression",
]);

/** What holds a search, beside `query`; rules are searched in a language of their own. */
const SEARCHES: ReadonlySet<string> = new Set(["query", "suppressionQuery", "dataExclusionQuery"]);

export function problemsOfTexts({ kind, body }: Spec): TextProblem[] {
  if (kind === "datadog/dashboard") return inDashboard(body);
  return SEARCHED.has(kind) ? searchesIn(body).flatMap(search) : [];
}

function search(text: string): TextProblem[] {
  return parseSearch(text).problems.map((problem) => ({ problem, text }));
}

function metricQuery(text: string): TextProblem[] {
  return parse(text).problems.map((problem) => ({ problem, text }));
}

/** Every text under such a key. */
function searchesIn(value: BodyValue): string[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(searchesIn);
  return Object.entries(value as Body).flatMap(([key, inner]) =>
    SEARCHES.has(key) && typeof inner === "string" ? [inner] : searchesIn(inner),
  );
}

/** Widgets say what language a query is in by their `data_source`, or by the key. */
function inDashboard(value: BodyValue): TextProblem[] {
  if (value === null || typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(inDashboard);
  const { data_source: source, query, search: filter, query_string: list, ...rest } = value as Body;
  const own = [
    ...(source === "metrics" && typeof query === "string" ? metricQuery(query) : []),
    ...(filter !== null && typeof filter === "object" && !Array.isArray(filter)
      ? searchesIn(filter).flatMap(search)
      : []),
    ...(typeof list === "string" ? search(list) : []),
  ];
  return [
    ...own,
    ...(query === undefined || source === "metrics" ? [] : inDashboard(query)),
    ...Object.values(rest).flatMap(inDashboard),
  ];
}
