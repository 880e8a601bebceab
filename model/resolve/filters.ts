/** Filters by tags: each must be readable, and sayable in the languages of what it filters. Told at its place, before it is compiled. */

import type { Diagnostic } from "../../diagnostics/index";
import { type FilterLanguage, filterLanguage, readFilter, unsaid } from "../filter";
import { type Node, place } from "../load/tree";
import type { ObjectiveEntry, ServiceEntry, SignalEntry } from "../resolved";
import { partOf } from "./part-of";

/** What is wrong with the filters of a service. */
export function filterProblems(service: ServiceEntry): Diagnostic[] {
  const own = [...service.monitors.flatMap(ofSignal), ...service.objectives.flatMap(ofObjective)];
  const { scope } = service.datadog;
  const searched = service.logs.streams.some(({ allServices }) => !allServices) || service.security.length > 0;
  const languages: readonly FilterLanguage[] = [
    ...service.monitors.flatMap((signal) => (usesScope(signal) ? (languageOf(signal) ?? []) : [])),
    ...(searched ? (["search"] as const) : []),
  ];
  return [
    ...(scope === undefined ? [] : problems(service, "datadog.scope", scope, [...new Set(languages)])),
    ...own.flatMap(({ path, text, language }) => problems(service, path, text, [language])),
  ];
}

interface Written {
  path: string;
  text: string;
  language: FilterLanguage;
}

function ofSignal(signal: SignalEntry): Written[] {
  const language = languageOf(signal);
  if (!language) return [];
  const path = `monitors.${signal.key}`;
  const series = signal.type === "ratio" ? { numerator: signal.numerator, denominator: signal.denominator } : {};
  return [
    ...("where" in signal && signal.where ? [{ path: `${path}.where`, text: signal.where, language }] : []),
    ...Object.entries(series).flatMap(([name, one]) =>
      typeof one === "object" && one.where ? [{ path: `${path}.${name}.where`, text: one.where, language }] : [],
    ),
  ];
}

function ofObjective(objective: ObjectiveEntry): Written[] {
  const path = `objectives.${objective.key}`;
  const language = "metric";
  const series = objective.type === "ratio" ? { good: objective.good, bad: objective.bad, total: objective.total } : {};
  return [
    ...("where" in objective && objective.where
      ? [{ path: `${path}.where`, text: objective.where, language } as const]
      : []),
    ...Object.entries(series).flatMap(([name, one]) =>
      typeof one === "object" && one.where
        ? [{ path: `${path}.${name}.where`, text: one.where, language } as const]
        : [],
    ),
  ];
}

function languageOf(signal: SignalEntry): FilterLanguage | undefined {
  switch (signal.type) {
    case "composite":
      return undefined;
    case "check":
      return "list";
    case "query":
      return filterLanguage(signal.monitorType);
    case "logs":
    case "rum":
    case "spans":
    case "events":
    case "audit":
    case "error-tracking":
      return "search";
    default:
      return "metric";
  }
}

function usesScope(signal: SignalEntry): boolean {
  if (signal.type === "query") return [signal, ...Object.values(signal.queries)].some(asksForScope);
  return !("allServices" in signal && signal.allServices);
}

function asksForScope(asked: { query?: string; filter?: string }): boolean {
  return `${asked.query ?? ""}${asked.filter ?? ""}`.includes("${scope}");
}

function problems(
  service: ServiceEntry,
  path: string,
  text: string,
  languages: readonly FilterLanguage[],
): Diagnostic[] {
  const origin = service.origins.at(path);
  const read = readFilter(text);
  const found = read.problems.map(({ message, hint, span }) => ({ message, hint, at: partOf(origin, span) }));
  const unsayable = languages.flatMap((language) => unsaid(read.filter, language) ?? []);
  const all = found.length > 0 ? found : unsayable.map((one) => ({ ...one, at: partOf(origin) }));
  return all.map(
    ({ message, hint, at }): Diagnostic => ({
      code: "bad-filter",
      severity: "error",
      message: `${message} (\`${text}\`)`,
      hint: hint ?? "Write tags such as `region:eu,!role:spare`.",
      ...at,
      path: `services.${service.key}.${path}`,
    }),
  );
}

/** `${scope}` is filled in where a query or a search of Datadog stands, and nowhere else. */
export function misplacedScopes(node: Node, path: readonly string[], key = ""): Diagnostic[] {
  switch (node.type) {
    case "scalar":
      if (typeof node.value !== "string" || !node.value.includes("${scope}")) return [];
      if (QUERIES.has(key) && !path.includes("sentry")) return [];
      return [
        {
          code: "unknown-parameter",
          severity: "error",
          message: "`${scope}` is filled in in queries of Datadog only",
          hint: "There are `${service}`, `${env}`, `${environment}`, `${system}` and `${team}` for texts.",
          ...place(node),
          path: path.join("."),
        },
      ];
    case "list":
      return node.items.flatMap((item, index) => misplacedScopes(item, [...path, String(index)], key));
    case "map":
      return [...node.entries].flatMap(([name, { value }]) => misplacedScopes(value, [...path, name], name));
  }
}

const QUERIES: ReadonlySet<string> = new Set(["query", "filter"]);
