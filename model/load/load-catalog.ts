/** Finds the files of a catalog on disk and reads them. The only part of the model that touches the file system for reading. */

import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { atStart, type Diagnostic, sortDiagnostics } from "../../diagnostics/index";
import type { Catalog } from "./catalog";
import { checkCatalogFacts } from "./facts";
import { type CatalogFileBytes, readCatalog } from "./read-catalog";
import { MOST_BYTES } from "./read-yaml";
import { checkReferences } from "./references";
import { takePolicies } from "./take-policies";

export interface LoadOptions {
  /** The folder findings name files relative to. Default: the process's working directory. */
  cwd?: string;
  /**
   * The folder of another catalog, whose `policies`, `frameworks` and test environments hold in place of the catalog's own: what a change
   * says of them counts once it is merged.
   */
  policiesFrom?: string;
}

/** Reads every `.yaml` and `.yml` file below a folder. The catalog is undefined when there is none. */
export function loadCatalog(
  dir: string,
  options: LoadOptions = {},
): { catalog: Catalog | undefined; diagnostics: Diagnostic[] } {
  const cwd = options.cwd ?? process.cwd();
  const own = filesIn(dir, cwd, "Name the folder with `--catalog <dir>`, or make one with `watchbill init <dir>`.");
  if (!own.files) return { catalog: undefined, diagnostics: own.diagnostics };
  const { policiesFrom } = options;
  if (policiesFrom === undefined) return loadFiles(own.files, own.diagnostics);
  const from = filesIn(
    policiesFrom,
    cwd,
    "Name the folder of the catalog whose policies hold with `--policies-from <dir>`.",
  );
  return from.files
    ? loadFiles(own.files, [...own.diagnostics, ...from.diagnostics], from.files)
    : { catalog: undefined, diagnostics: from.diagnostics };
}

/** The files of a catalog; undefined where there is none, with a finding that says so. */
function filesIn(
  dir: string,
  cwd: string,
  hint: string,
): { files: CatalogFileBytes[] | undefined; diagnostics: Diagnostic[] } {
  const named = (path: string): string => (relative(cwd, path) || ".").split(sep).join("/");
  const folder = named(dir);
  const files: CatalogFileBytes[] = [];
  const diagnostics: Diagnostic[] = [];
  const none = (message: string): { files: undefined; diagnostics: Diagnostic[] } => ({
    files: undefined,
    diagnostics: [atStart({ code: "no-catalog", severity: "error", message, hint, file: folder })],
  });
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return none(`there is no folder \`${folder}\``);
  const root = realpathSync(dir);
  for (const { below, link } of yamlFiles(dir)) {
    const path = join(dir, below);
    const file = folder === "." ? below : `${folder}/${below}`;
    try {
      const real = link ? realpathSync(path) : path;
      if (link && !real.startsWith(root + sep)) {
        diagnostics.push(
          unreadable(file, "the link leads out of the catalog's folder", "Copy the file into the catalog."),
        );
        continue;
      }
      const { size } = statSync(real);
      files.push({ file, bytes: size > MOST_BYTES ? new Uint8Array(size) : readFileSync(real) });
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
      diagnostics.push(
        unreadable(file, `the file cannot be read (${reason})`, "Check that it exists and may be read."),
      );
    }
  }
  if (files.length === 0 && diagnostics.length === 0) return none(`the folder \`${folder}\` holds no YAML files`);
  return { files, diagnostics };
}

/**
 * Reads the catalog that files hold, wherever they came from; `before` are findings about files that could not be read, `policies` the
 * files of the catalog whose policies hold.
 */
export function loadFiles(
  files: readonly CatalogFileBytes[],
  before: readonly Diagnostic[] = [],
  policies?: readonly CatalogFileBytes[],
): { catalog: Catalog; diagnostics: Diagnostic[] } {
  const { catalog, diagnostics } = readCatalog(files);
  if (before.length > 0) catalog.whole = false;
  const between = [...checkReferences(catalog), ...checkCatalogFacts(catalog)];
  const taken = policies ? takePolicies(catalog, policies) : [];
  return { catalog, diagnostics: sortDiagnostics([...before, ...diagnostics, ...between, ...taken]) };
}

function unreadable(file: string, message: string, hint: string): Diagnostic {
  return atStart({ code: "unreadable-file", severity: "error", message, hint, file });
}

/** The files below a folder as they are named in it, with `/` on every system, and whether each is a link. */
function yamlFiles(dir: string, before = ""): { below: string; link: boolean }[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((item) => {
      if (item.isDirectory()) return yamlFiles(join(dir, item.name), `${before}${item.name}/`);
      const link = item.isSymbolicLink();
      return /\.ya?ml$/.test(item.name) ? [{ below: `${before}${item.name}`, link }] : [];
    });
}
