/**
 * The sandbox's stacks as `watchbill doctor` sees them: what a killed run left, and with `--fix` what was done about it.
 * Looking changes nothing; a stack that is being deployed is left alone.
 */

import {
  type Engine,
  EngineError,
  inspectStack,
  needsRecovery,
  type StackInspection,
  stackNames,
} from "../../engine/index";
import type { Options } from "../command";
import { lookForLost, recoverSandboxStack } from "../deploy/recover";
import type { Sandbox } from "../deploy/sandbox";
import { sandboxTarget } from "../deploy/target";
import type { Io } from "../io";
import type { Project } from "../project";
import type { Finding } from "./finding";

type Verdict = Omit<Finding, "what">;

/** Names of the project's sandbox stacks, those of `--env` when given. */
export async function sandboxStacks(engine: Engine, project: Project, options: Options): Promise<string[]> {
  const names = await stackNames(engine, await sandboxTarget(project, "any", undefined));
  return names.filter((name) => !options.env || options.env.includes(name));
}

/** `url` is where the sandbox answers, undefined when it does not run. */
export async function inspect(
  engine: Engine,
  project: Project,
  name: string,
  url: string | undefined,
): Promise<Verdict> {
  const target = await sandboxTarget(project, name, undefined);
  const inspection = await inspectStack(engine, target);
  const pid = deployedBy(inspection);
  if (pid !== undefined)
    return { state: "not checked", text: `is being deployed by process ${pid}; look again when it has ended` };
  if (needsRecovery(inspection)) return { state: "broken", text: `${leftBehind(inspection)}; ${MENDS}` };
  if (url === undefined)
    return { state: "not checked", text: "nothing pending, no locks; the sandbox does not run and could not be asked" };
  const { lost } = await lookForLost(engine, url, target);
  if (lost.length === 0)
    return {
      state: "ok",
      text: "nothing pending, no locks, nothing made since its last deployment that its state does not know",
    };
  const list = lost.map(({ vendor, kind, id }) => `${vendor} ${kind} ${id}`).join(", ");
  return { state: "broken", text: `the sandbox holds what its state does not know: ${list}; ${MENDS}` };
}

const MENDS = '"watchbill doctor --fix" mends it';

export async function mend(engine: Engine, sandbox: Sandbox, name: string, io: Io): Promise<Verdict> {
  try {
    const { done, instructions } = await recoverSandboxStack(engine, sandbox, name, io.signal);
    if (instructions.length > 0) return { state: "broken", text: instructions.join("\n") };
    return done.length > 0 ? { state: "mended", text: done.join("; ") } : { state: "ok", text: "nothing to mend" };
  } catch (error) {
    if (!(error instanceof EngineError) || io.signal.aborted) throw error;
    return { state: "broken", text: error.hint ? `${error.message}. ${error.hint}` : error.message };
  }
}

function deployedBy({ locks }: StackInspection): number | undefined {
  return locks === "not checked" ? undefined : locks.find(({ state }) => state === "live")?.pid;
}

function leftBehind({ damage, locks, pending, torn }: StackInspection): string {
  const parts = [
    ...(damage === undefined ? [] : [`state cannot be read: ${damage}`]),
    ...(torn.length === 0 ? [] : ["files beside the state are half written"]),
    ...(locks === "not checked" ? [] : locks.map(({ pid, state }) => `${state} lock of process ${pid}`)),
    ...pending.map(({ type, resource }) => `${type} ${resource.urn.slice(resource.urn.lastIndexOf("::") + 2)}`),
  ];
  return parts.join(", ");
}
