/** Where the user's project is: the folder of Pulumi.yaml, the catalog below it, the sandbox's folder beside it. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type Options, UsageError } from "./command";
import type { Io } from "./io";

export interface Project {
  /** The folder that holds Pulumi.yaml; the working directory when there is none. */
  root: string;
  /** The Pulumi project's name. */
  name: string;
  /** Absolute; exists. */
  catalog: string;
  /** `<root>/.watchbill/sandbox` */
  sandbox: string;
}

export function findProject(options: Options, io: Io): Project {
  const root = folderOfPulumiYaml(io.cwd) ?? io.cwd;
  const given = options.catalog ?? io.env.WATCHBILL_CATALOG;
  const catalog = given === undefined ? join(root, "catalog") : resolve(io.cwd, given);
  if (!existsSync(catalog)) {
    const shown = relative(io.cwd, catalog) || catalog;
    throw new UsageError(
      `there is no catalog folder at ${shown}: name one with --catalog <dir>, or make one with "watchbill init <dir>"`,
    );
  }
  return { root, name: projectName(root), catalog, sandbox: sandboxFolder(root) };
}

/** For commands that need no catalog. */
export function projectRoot(io: Io): string {
  return folderOfPulumiYaml(io.cwd) ?? io.cwd;
}

export function sandboxFolder(root: string): string {
  return join(root, ".watchbill", "sandbox");
}

function folderOfPulumiYaml(start: string): string | undefined {
  for (let dir = start; ; dir = dirname(dir)) {
    if (existsSync(join(dir, "Pulumi.yaml"))) return dir;
    if (dirname(dir) === dir) return undefined;
  }
}

function projectName(root: string): string {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) return "watchbill";
  return /^name:\s*["']?([\w.-]+)/m.exec(readFileSync(file, "utf8"))?.[1] ?? "watchbill";
}
