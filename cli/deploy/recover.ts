/**
 * Mends a sandbox stack after a kill: locks and pending operations by the engine's means, then what the sandbox made and
 * nobody acknowledged is removed, so that the next deployment creates it once. Refuses while a deployment runs.
 */

import {
  type Engine,
  exportStack,
  inspectStack,
  needsRecovery,
  type Recovery,
  recoverStack,
  refuseWhileDeployed,
} from "../../engine/index";
import { type LeftOver, leftOver, madeBy, madeFor, recovered } from "../../sandbox/index";
import { EngineFailure } from "../command";
import type { Sandbox } from "./sandbox";
import type { Target } from "./target";

export async function recoverSandboxStack(
  engine: Engine,
  sandbox: Sandbox,
  environment: string,
  signal: AbortSignal,
): Promise<Pick<Recovery, "done" | "instructions">> {
  const target = await sandbox.target(environment);
  const recovery: Pick<Recovery, "done" | "instructions"> = needsRecovery(await inspectStack(engine, target))
    ? await recoverStack(engine, { ...target, signal, findOrphan: orphanFinder(sandbox, target) })
    : { done: [], instructions: [] };
  if (recovery.instructions.length > 0) {
    recovery.instructions.push("Or start over with an empty sandbox: watchbill sandbox reset");
    return recovery;
  }
  const left = await lookForLost(engine, sandbox.url, target);
  await recovered(sandbox.url, left).catch(sandboxFailed);
  for (const { vendor, kind, id } of left.lost)
    recovery.done.push(`removed ${vendor} ${kind} ${id}, made just before the interruption and recorded nowhere`);
  return recovery;
}

/** What the sandbox made for a stack, by whether its state has it. Changes nothing; refuses while a deployment runs. */
export async function lookForLost(engine: Engine, url: string, target: Target): Promise<LeftOver> {
  // In this order: nothing that a deployment begun in the meantime makes is on the list.
  const made = await madeBy(url, target.stack).catch(sandboxFailed);
  refuseWhileDeployed(await inspectStack(engine, target));
  const { resources } = await exportStack(engine, target);
  return leftOver(made, target, resources);
}

/**
 * After a run that ended by itself: what it made and recorded is never again taken for what an interruption left, also where somebody takes
 * it out of the state before the next run.
 */
export async function noteMade(engine: Engine, { url }: Sandbox, target: Target): Promise<void> {
  try {
    const made = await madeBy(url, target.stack);
    if (made.length === 0) return;
    const { recorded } = leftOver(made, target, (await exportStack(engine, target)).resources);
    await recovered(url, { lost: [], recorded });
  } catch {
    // A sandbox that died with the run: what is left of it the next one mends.
  }
}

/** Only our own adapters tell the sandbox for which resource they make something; with official plugins a person has to look. */
function orphanFinder({ url }: Sandbox, { providers, stack }: Target) {
  if (providers === undefined) return undefined;
  return async ({ urn }: { urn: string }, known: ReadonlySet<string>): Promise<string | undefined> =>
    madeFor(await madeBy(url, stack).catch(sandboxFailed), urn, known);
}

function sandboxFailed(error: Error): never {
  throw new EngineFailure(error.message);
}
