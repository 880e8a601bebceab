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

/** Folders of the packs that ship with Watchbill. A missing one is no green light: it is a broken installation. */
export function policyPacks(): string[] {
  const tagging = join(packageRoot(), "policies", "tagging");
  if (!existsSync(join(tagging, "PulumiPolicy.yaml")))
    throw new EngineFailure(`the policy pack is missing at ${tagging}: install Watchbill again`);
  return [tagging];
}
