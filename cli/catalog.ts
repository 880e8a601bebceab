/** Reads the catalog for a command and checks that the environments asked for exist. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { hasErrors } from "../diagnostics/index";
import type { CheckedCatalog } from "../model/index";
import { type Options, UsageError } from "./command";
import type { Io } from "./io";
import { findProject } from "./project";

/**
 * `only`: the environments that `--env` names are checked alone, which takes a part of the time; else all are, whatever is shown.
 * `allSpecs`: the resources of the others are wanted, too: what an account has once is made by its owner.
 */
export async function readCatalog(
  options: Options,
  io: Io,
  { only = false, allSpecs = false }: { only?: boolean; allSpecs?: boolean } = {},
): Promise<CheckedCatalog> {
  const project = findProject(options, io);
  const { checkCatalog } = await import("../model/index");
  const metrics = options.metrics === undefined ? undefined : resolve(io.cwd, options.metrics);
  if (metrics !== undefined && !existsSync(metrics))
    throw new UsageError(`--metrics: there is no file ${options.metrics}`);
  const checked = checkCatalog(project.catalog, {
    cwd: io.cwd,
    ...(metrics !== undefined && { metrics }),
    ...(project.policiesFrom !== undefined && { policiesFrom: project.policiesFrom }),
    ...(only && options.env && { only: options.env }),
  });
  if (!options.env) return checked;
  const known = checked.environments.map(({ name }) => name);
  for (const name of options.env) {
    // One with a mistake in it is not among them: the findings say more.
    if (!known.includes(name) && !hasErrors(checked.diagnostics))
      throw new UsageError(`there is no environment "${name}": the catalog has ${known.join(", ")}`);
  }
  const wanted = new Set(options.env);
  return {
    ...checked,
    specs: allSpecs ? checked.specs : checked.specs.filter(({ env }) => wanted.has(env)),
    environments: checked.environments.filter(({ name }) => wanted.has(name)),
  };
}
