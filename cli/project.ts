/** Where the user's project is: the folder of Pulumi.yaml, the catalog below it, the sandbox's folder beside it. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Report } from "../diagnostics/index";
import { sandboxDir } from "../sandbox/index";
import { type Options, UsageError } from "./command";
import type { Io } from "./io";

export interface Project {
  /** The folder that holds Pulumi.yaml; the working directory when there is none. */
  root: string;
  /** The Pulumi project's name. */
  name: string;
  /** Absolute; exists. */
  catalog: string;
  /** The catalog whose policies hold in place of its own. Absolute; exists. */
  policiesFrom?: string;
  /** `<root>/.watchbill/sandbox` */
  sandbox: string;
}

export function findProject(options: Options, io: Io): Project {
  const project = projectAt(io);
  const given = options.catalog ?? io.env.WATCHBILL_CATALOG;
  const catalog = given === undefined ? project.catalog : resolve(io.cwd, given);
  if (!statSync(catalog, { throwIfNoEntry: false })?.isDirectory()) {
    const shown = relative(io.cwd, catalog) || catalog;
    throw new UsageError(
      `there is no catalog folder at ${shown}\nName one with --catalog <dir>, or make one with "watchbill init <dir>".`,
    );
  }
  return { ...project, catalog, ...policiesFrom(options, io) };
}

/** One that is named and not there, or named by an empty variable, must not end in the catalog's own policies. */
function policiesFrom(options: Options, io: Io): Pick<Project, "policiesFrom"> {
  const given = options.policiesFrom ?? io.env.WATCHBILL_POLICIES_FROM;
  if (given === undefined) return {};
  const folder = resolve(io.cwd, given);
  if (given !== "" && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return { policiesFrom: folder };
  const from = options.policiesFrom === undefined ? "WATCHBILL_POLICIES_FROM" : "--policies-from";
  throw new UsageError(
    `${from}: ${given === "" ? "it is empty" : `there is no catalog folder at ${given}`}\nName the folder of the catalog whose policies hold, or leave it out.`,
  );
}

/** How findings and records name the catalog whose policies hold beside its own. */
export function shownPoliciesFrom({ policiesFrom }: Project, { cwd }: Pick<Io, "cwd">): Pick<Report, "policiesFrom"> {
  return policiesFrom === undefined ? {} : { policiesFrom: relative(cwd, policiesFrom) || "." };
}

/** For commands that need no catalog: it may not exist. */
export function projectAt(io: Io): Project {
  const root = folderOfPulumiYaml(io.cwd) ?? io.cwd;
  return { root, name: projectName(root), catalog: join(root, "catalog"), sandbox: sandboxDir(root) };
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
