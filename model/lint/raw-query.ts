/**
 * What only the catalog can know of a query in Datadog's own language: that it is about this environment, and that it looks
 * at the window the signal says, which the message repeats.
 */

import type { Diagnostic, Span } from "../../diagnostics/index";
import { meaningOf, parseMonitorQuery, windowSeconds } from "../../query/index";
import { timeInWords, windowText } from "../compile/words";
import type { ResolvedEnvironment, ServiceEntry, SignalEntry, SignalOf } from "../resolved";
import type { Spec } from "../spec";

/** Findings that a waiver can accept, beside those of the rules. */
export const RAW_QUERY_CODES: ReadonlySet<string> = new Set(["query-everywhere"]);

export function rawQueryFindings(env: ResolvedEnvironment, specs: readonly Spec[]): Diagnostic[] {
  const compiled = new Map(specs.filter(({ kind }) => kind === "datadog/monitor").map((spec) => [spec.key, spec]));
  return env.services.flatMap((service) =>
    service.monitors
      .filter(isRaw)
      .flatMap((signal) => [
        ...everywhere(env, service, signal),
        ...otherWindow(service, signal, compiled.get(signal.name)?.body.query),
      ]),
  );
}

function isRaw(signal: SignalEntry): signal is SignalOf<"query"> {
  return signal.type === "query";
}

/** Names of what is filled in with the environment. */
const OF_ENVIRONMENT = /\$\{(scope|env)\}/;

/** What a query of a formula asks. Searches get service and environment added; tables and jobs have no tags, but names. */
function asked(env: ResolvedEnvironment, query: SignalOf<"query">["queries"][string]): string {
  if ("query" in query) return "measure" in query ? "${scope}" : query.query;
  return query.filter.includes(env.tag) ? "${scope}" : query.filter;
}

function everywhere(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalOf<"query">): Diagnostic[] {
  // What is written as a text is filled in by now; another environment's tag is found in all the others.
  const texts = [signal.query, ...Object.values(signal.queries).map((query) => asked(env, query))];
  if (texts.some((text) => OF_ENVIRONMENT.test(text) || text.includes(`env:${env.tag}`))) return [];
  return [
    {
      code: "query-everywhere",
      severity: "warning",
      message: "the query is the same in every environment: each alerts for what happens in all of them",
      hint: "Write `${scope}` for its filter, e.g. `{${scope}}`, or `env:${env}` beside a filter of your own.",
      ...placeOf(service, `monitors.${signal.key}.query`),
      subject: signal.name,
    },
  ];
}

function otherWindow(service: ServiceEntry, signal: SignalOf<"query">, query: unknown): Diagnostic[] {
  if (typeof query !== "string") return [];
  const { window } = meaningOf(parseMonitorQuery(signal.monitorType, query));
  if (!window || !("amount" in window) || window.kind !== "last") return [];
  const seconds = windowSeconds(window);
  if (seconds === signal.over.seconds) return [];
  return [
    {
      code: "window-mismatch",
      severity: "error",
      message: `the query looks at the last ${timeInWords(seconds)}, \`over\` says ${timeInWords(signal.over.seconds)}`,
      hint: `Write \`over: ${windowText(seconds).replace(/m$/, "min")}\`: the message repeats it.`,
      ...placeOf(service, `monitors.${signal.key}.over`),
      subject: signal.name,
    },
  ];
}

function placeOf({ origins }: ServiceEntry, path: string): Span & { file: string; path: string } {
  const { file, line, column, endLine, endColumn } = origins.at(path);
  return { file, line, column, endLine, endColumn, path };
}
