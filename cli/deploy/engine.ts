/** The engine for a deployment, and the policy packs that run with it. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { type Engine, findEngine } from "../../engine/index";
import { EngineFailure, type Options } from "../command";
import type { Io } from "../io";
import type { Progress } from "./progress";

export function engineFor(options: Options, io: Io, progress: Progress): Promise<Engine> {
  return findEngine({ explicit: options.pulumi, signal: io.signal, onProgress: progress.tell });
}

/** The folder of the packs that ship with Watchbill, all in one process. A missing one is no green light: it is a broken installation. */
export function policyPacks(): string[] {
  const all = join(packageRoot(), "policies", "all");
  if (!existsSync(join(all, "PulumiPolicy.yaml")))
    throw new EngineFailure(`the policy packs are missing at ${all}: install Watchbill again`);
  return [all];
}
