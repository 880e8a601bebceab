/** What the command line, the program and the policies call: read, resolve and compile a catalog, with everything that was found. */

import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { atStart, type Diagnostic, hasErrors, sortDiagnostics, type Waived } from "../diagnostics/index";
import { METRICS_FILE, type MetricTable, readMetricTable } from "../query/index";
import { type Base, baseOf } from "./base";
import { compile } from "./compile/index";
import { waitingMetrics } from "./compile/telemetry";
import { type CatalogFix, lintCatalog } from "./lint/index";
import type { Catalog } from "./load/catalog";
import { type LoadOptions, loadCatalog, loadFiles } from "./load/load-catalog";
import { type PolicyEntry, policiesOf, type WaiverEntry, waiversOf } from "./load/policy-facts";
import type { CatalogFileBytes } from "./load/read-catalog";
import { environmentInfos, resolveAll } from "./resolve/environment";
import type { EnvironmentInfo, ResolvedEnvironment } from "./resolved";
import { address, type Spec } from "./spec";

export interface CheckOptions extends LoadOptions {
  /** Names of the environments whose specs are wanted. Findings are told of all. Default: all. */
  environments?: readonly string[];
  /** Names of the environments that are checked; of the others only what these need is read. Default: all. */
  only?: readonly string[];
  /** The day waivers are judged by, `2026-11-21`. Default: today, in UTC. */
  today?: string;
  /** The file of the user's own metrics. Default: `metrics.tsv` in the catalog's folder, where there is one. */
  metrics?: string;
}

export interface CheckedCatalog {
  /** Sorted by environment, kind and key; empty when anything is an error. */
  specs: Spec[];
  /** Sorted by place; each once, however many environments it shows in. */
  diagnostics: Diagnostic[];
  environments: EnvironmentInfo[];
  /** How many files were read. */
  files: number;
  resolved: ResolvedEnvironment[];
  /** How often a rule of the linter could not decide. */
  notChecked: number;
  /** Metrics of which nothing is known, sorted. */
  unknownMetrics: string[];
  /** Metrics of the catalog that Datadog is told of once they arrive there, sorted. */
  waitingMetrics: string[];
  /** Changes to the catalog's files that are certain. */
  fixes: CatalogFix[];
  /** What the catalog says of the rules of policies. */
  policies: PolicyEntry[];
  /** What the catalog itself says of them, where another catalog's word holds: it is checked, and not applied. */
  proposed: PolicyEntry[];
  /** What the catalog promised whose word on policies holds; undefined where it is the catalog's own. */
  base: Base | undefined;
  /** Every waiver, the linter's included. */
  waivers: WaiverEntry[];
  /** What the linter found and somebody has accepted. */
  waived: Waived[];
  /** The day waivers are judged by, `2026-11-21`. */
  today: string;
  /** Whether all environments were checked, so that a waiver that nothing needs is one too many. */
  whole: boolean;
}

/** What rules of policies are asked with: the resources, and what the catalog says of the rules. */
export type Compiled = Pick<
  CheckedCatalog,
  "specs" | "resolved" | "policies" | "proposed" | "base" | "waivers" | "today" | "whole"
>;

/** Reads and checks a catalog. Specs are compiled only from what is free of errors. */
export function checkCatalog(dir: string, options: CheckOptions = {}): CheckedCatalog {
  const { catalog, diagnostics } = loadCatalog(dir, options);
  if (!catalog) return { ...NOTHING, diagnostics };
  const { table, problem } = readMetrics(options.metrics ?? join(dir, METRICS_FILE), options.cwd);
  return check(catalog, problem ? [...diagnostics, problem] : diagnostics, options, table);
}

/**
 * The same without the linter: for who has to know which resource is which, of a catalog that others check. Without specs where the
 * catalog has errors.
 */
export function compileCatalog(
  dir: string,
  { only, today = now(), metrics, ...options }: CheckOptions = {},
): Compiled & Pick<CheckedCatalog, "environments" | "diagnostics"> {
  const { catalog, diagnostics } = loadCatalog(dir, options);
  if (!catalog) return { ...NOTHING, diagnostics };
  const { table } = readMetrics(metrics ?? join(dir, METRICS_FILE), options.cwd);
  const { environments, diagnostics: unresolved } = resolveAll(
    catalog,
    only,
    today,
    (name) => table?.has(name) === true,
  );
  const found = [...diagnostics, ...unresolved];
  const infos = environmentInfos(catalog);
  const said = {
    policies: policiesOf(catalog.sections.policies),
    proposed: policiesOf(catalog.proposed),
    base: baseOf(catalog, infos, only, today),
    waivers: waiversOf(catalog),
    today,
    whole: false,
  };
  const known = { ...said, environments: infos, resolved: environments, diagnostics: found };
  return { ...known, specs: hasErrors(found) ? [] : environments.flatMap((one) => compile(one).specs) };
}

/** The same as `checkCatalog` for files that are already read; the order of the files does not matter. */
export function checkFiles(
  files: readonly CatalogFileBytes[],
  options: Omit<CheckOptions, "cwd" | "metrics" | "policiesFrom"> & { policiesFrom?: readonly CatalogFileBytes[] } = {},
): CheckedCatalog {
  const { catalog, diagnostics } = loadFiles(files, [], options.policiesFrom);
  return check(catalog, diagnostics, options);
}

const NOTHING: CheckedCatalog = {
  specs: [],
  diagnostics: [],
  environments: [],
  files: 0,
  resolved: [],
  notChecked: 0,
  unknownMetrics: [],
  waitingMetrics: [],
  fixes: [],
  policies: [],
  proposed: [],
  base: undefined,
  waivers: [],
  waived: [],
  today: "",
  whole: false,
};

function check(
  catalog: Catalog,
  diagnostics: readonly Diagnostic[],
  { environments: wanted, only, today = now() }: Pick<CheckOptions, "environments" | "only" | "today">,
  metrics?: MetricTable,
): CheckedCatalog {
  const { environments: read, diagnostics: unresolved } = resolveAll(
    catalog,
    only,
    today,
    (name) => metrics?.has(name) === true,
  );
  const resolved = read.filter(({ name }) => only?.includes(name) !== false);
  const found = once([...diagnostics, ...unresolved]);
  const infos = environmentInfos(catalog);
  const known = {
    ...NOTHING,
    environments: infos,
    files: catalog.files.length,
    resolved,
    policies: policiesOf(catalog.sections.policies),
    proposed: policiesOf(catalog.proposed),
    base: baseOf(catalog, infos, only, today),
    waivers: waiversOf(catalog),
    today,
    whole: only === undefined,
  };
  if (hasErrors(found)) return { ...known, diagnostics: found };
  const compiled = resolved.map((environment) => compile(environment));
  const specs = compiled.flatMap((one) => one.specs);
  const { notChecked, unknownMetrics, fixes, waived, ...linted } = lintCatalog(resolved, specs, {
    metrics,
    today,
    whole: only === undefined,
  });
  // The compiler has said it already, in the catalog's words.
  const durations = new Set(
    compiled.flatMap((one) =>
      one.diagnostics.flatMap(({ code, subject }) => (code.startsWith("security-") ? (subject ?? []) : [])),
    ),
  );
  const all = once([
    ...found,
    ...compiled.flatMap((one) => one.diagnostics),
    ...sameKeys(specs),
    ...linted.diagnostics.filter(
      ({ code, subject }) => code !== "detection-durations" || !durations.has(subject ?? ""),
    ),
  ]);
  const kept = hasErrors(all) ? [] : specs.filter(({ env }) => wanted?.includes(env) !== false);
  const waiting = [...new Set(resolved.flatMap(waitingMetrics))].sort();
  return {
    ...known,
    specs: kept,
    diagnostics: all,
    notChecked,
    unknownMetrics,
    waitingMetrics: waiting,
    fixes,
    waived,
  };
}

function now(): string {
  return new Date().toISOString().slice(0, 10);
}

function readMetrics(path: string, cwd = process.cwd()): { table?: MetricTable; problem?: Diagnostic } {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return {};
  }
  const file = relative(cwd, path).split(sep).join("/");
  const { problem, table } = readMetricTable(text, file);
  if (problem === undefined) return { table };
  const hint = "Write it again with `watchbill metrics pull`.";
  return { problem: atStart({ code: "bad-metrics-file", severity: "error", message: problem, hint, file }) };
}

/** Each finding once: a mistake in a service shows in every environment, and in the service as in what is laid over it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return sortDiagnostics(diagnostics).filter(({ code, file, line, column, message, path, subject }) => {
    const kind = code === "unknown-key" || code === "missing-key" ? (path?.split(".").at(-1) ?? message) : "";
    // A line of a pack is one place, but another alert in every service.
    const alert =
      code === "nobody-told" || code === "channel-missing" || code === "made-twice"
        ? subject
        : code === "sampled-count"
          ? `${subject} ${message}`
          : "";
    const name = [code, file, line, column, kind, alert].join("\u0000");
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Names are made of keys joined by hyphens, so that two can come out the same. */
function sameKeys(specs: readonly Spec[]): Diagnostic[] {
  const first = new Map<string, Spec>();
  return specs.flatMap((spec): Diagnostic[] => {
    const name = `${spec.env}/${address(spec)}`;
    const other = first.get(name);
    if (!other) {
      first.set(name, spec);
      return [];
    }
    const { file, line } = spec.source;
    return [
      {
        code: "duplicate-name",
        severity: "error",
        message: `this makes a ${spec.kind} named \`${spec.key}\`, and so does ${other.source.file}:${other.source.line}`,
        hint: "Rename one of them: names are system, service and key joined by hyphens.",
        file,
        line,
        column: 1,
        endLine: line,
        endColumn: 2,
        subject: spec.key,
      },
    ];
  });
}
