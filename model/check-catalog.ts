/** What the command line, the program and the policies call: read, resolve and compile a catalog, with everything that was found. */

import { type Diagnostic, hasErrors, sortDiagnostics } from "../diagnostics/index";
import { compile } from "./compile/index";
import type { Catalog } from "./load/catalog";
import { type LoadOptions, loadCatalog, loadFiles } from "./load/load-catalog";
import type { CatalogFileBytes } from "./load/read-catalog";
import { environmentInfos, resolveAll } from "./resolve/environment";
import type { EnvironmentInfo, ResolvedEnvironment } from "./resolved";
import { address, type Spec } from "./spec";

export interface CheckOptions extends LoadOptions {
  /** Names of the environments whose specs are wanted. Findings are told of all. Default: all. */
  environments?: readonly string[];
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
}

/** Reads and checks a catalog. Specs are compiled only from what is free of errors. */
export function checkCatalog(dir: string, options: CheckOptions = {}): CheckedCatalog {
  const { catalog, diagnostics } = loadCatalog(dir, options);
  if (!catalog) return { specs: [], diagnostics, environments: [], files: 0, resolved: [] };
  return check(catalog, diagnostics, options.environments);
}

/** The same for files that are already read; the order of the files does not matter. */
export function checkFiles(files: readonly CatalogFileBytes[]): CheckedCatalog {
  const { catalog, diagnostics } = loadFiles(files);
  return check(catalog, diagnostics);
}

function check(catalog: Catalog, diagnostics: readonly Diagnostic[], wanted?: readonly string[]): CheckedCatalog {
  const { environments: resolved, diagnostics: unresolved } = resolveAll(catalog);
  const found = once([...diagnostics, ...unresolved]);
  const environments = environmentInfos(catalog);
  const files = catalog.files.length;
  if (hasErrors(found)) return { specs: [], diagnostics: found, environments, files, resolved };
  const compiled = resolved.map((environment) => compile(environment));
  const specs = compiled.flatMap((one) => one.specs);
  const all = once([...found, ...compiled.flatMap((one) => one.diagnostics), ...sameKeys(specs)]);
  const kept = hasErrors(all) ? [] : specs.filter(({ env }) => wanted?.includes(env) !== false);
  return { specs: kept, diagnostics: all, environments, files, resolved };
}

/** Each finding once: a mistake in a service shows in every environment, and in the service as in what is laid over it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return sortDiagnostics(diagnostics).filter(({ code, file, line, column, message, path, subject }) => {
    const kind = code === "unknown-key" || code === "missing-key" ? (path?.split(".").at(-1) ?? message) : "";
    // A line of a pack is one place, but another alert in every service.
    const alert = code === "nobody-told" ? subject : "";
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
