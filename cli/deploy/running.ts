/** Deployments into this project's sandbox that run now: what would be lost when the sandbox is stopped or emptied under them. */

import { type RunningDeployment, runningDeployments } from "../../engine/index";
import { EngineFailure } from "../command";
import type { Project } from "../project";
import { sandboxBackend } from "./target";

export function deploymentsIn(project: Pick<Project, "sandbox">): Promise<RunningDeployment[]> {
  return runningDeployments(sandboxBackend(project));
}

/** Refuses `what` ("reset", "stop") while a deployment runs. */
export async function refuseDuringDeployment(project: Pick<Project, "sandbox">, what: string): Promise<void> {
  const running = await deploymentsIn(project);
  if (running.length === 0) return;
  throw new EngineFailure(
    [
      `the sandbox is in use; nothing was done`,
      ...running.map(({ stack, pid, lock }) => `  ${stack} is being deployed by process ${pid} (lock: ${lock})`),
      `Wait until it has ended, or add --force to ${what} the sandbox all the same: that deployment then fails half-way.`,
    ].join("\n"),
  );
}
