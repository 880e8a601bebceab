/**
 * The catalog behind a stack that the engine has a pack look at: found from what the pack is told, compiled and not checked, as the
 * program that registers the resources has checked it. A pack also judges stacks that no catalog made.
 */

import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { type Compiled, compileCatalog } from "../../model/index";

export type FoundCatalog =
  | ({ type: "catalog"; folder: string; cwd: string; named: boolean } & Compiled)
  /** Nobody named one, and there is none in its usual place. */
  | { type: "none" };

export interface Where {
  env: NodeJS.ProcessEnv;
  /** The Pulumi project's name, where it is known. */
  project: string | undefined;
  /** The stack's setting `watchbill:catalog`. */
  setting: string | undefined;
}

/** Throws where a catalog was named that is not there, or that cannot be read: no run may then pass for checked. */
export function findCatalog({ env, project, setting }: Where): FoundCatalog {
  const root = projectRoot(env, project);
  const named = env.WATCHBILL_CATALOG || setting;
  const folder = absolute(named ?? "catalog", root);
  if (folder === undefined || !existsSync(folder)) {
    if (named === undefined) return { type: "none" };
    throw new Error(`the catalog ${named} is not there${root ? ` (looked for from ${root})` : ""}`);
  }
  const cwd = env.WATCHBILL_CWD || root || dirname(folder);
  const compiled = compileCatalog(folder, { cwd, ...policiesFrom(env, root) });
  const errors = compiled.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const lines = errors.slice(0, 5).map(({ file, line, message }) => `  ${file ?? folder}:${line}: ${message}`);
    throw new Error([`the catalog has errors; "watchbill check" shows them all`, ...lines].join("\n"));
  }
  return { type: "catalog", folder, cwd, named: named !== undefined, ...compiled };
}

/** The catalog whose policies hold in place of its own. */
function policiesFrom({ WATCHBILL_POLICIES_FROM: named }: Where["env"], root: string | undefined) {
  if (named === undefined) return {};
  const folder = named === "" ? undefined : absolute(named, root);
  if (folder === undefined) throw new Error("WATCHBILL_POLICIES_FROM names no folder that can be found");
  return { policiesFrom: folder };
}

function absolute(path: string, root: string | undefined): string | undefined {
  if (isAbsolute(path)) return path;
  return root === undefined ? undefined : resolve(root, path);
}

/** The folder of Pulumi.yaml, from where the user stands: the engine tells packs no folder but their own. */
function projectRoot(env: NodeJS.ProcessEnv, project: string | undefined): string | undefined {
  for (let folder = env.PWD; folder !== undefined && isAbsolute(folder); folder = dirname(folder)) {
    const file = join(folder, "Pulumi.yaml");
    if (existsSync(file) && (project === undefined || nameIn(file) === project)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
  return undefined;
}

function nameIn(file: string): string | undefined {
  return /^name:\s*["']?([^"'\s#]+)/m.exec(readFileSync(file, "utf8"))?.[1];
}
