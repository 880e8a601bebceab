/**
 * Mends a sandbox stack after a kill: locks and pending operations by the engine's means, then what the sandbox made and
 * nobody acknowledged is removed, so that the next deployment creates it once.
 */

import { type Engine, exportStack, inspectStack, needsRecovery, type Recovery, recoverStack } from "../../engine/index";
import { madeFor, sweep } from "../../sandbox/index";
import type { Sandbox } from "./sandbox";

export async function recoverSandboxStack(
  engine: Engine,
  sandbox: Sandbox,
  environment: string,
  signal: AbortSignal,
): Promise<Pick<Recovery, "done" | "instructions">> {
  const target = await sandbox.target(environment);
  const recovery: Pick<Recovery, "done" | "instructions"> = needsRecovery(await inspectStack(engine, target))
    ? await recoverStack(engine, { ...target, signal, findOrphan: ({ urn }) => madeFor(sandbox.url, environment, urn) })
    : { done: [], instructions: [] };
  if (recovery.instructions.length > 0) return recovery;
  const { resources } = await exportStack(engine, target);
  const known = resources.flatMap(({ urn, id }) => (id === undefined ? [] : [{ urn, id }]));
  for (const { kind, id } of await sweep(sandbox.url, environment, known))
    recovery.done.push(`removed ${kind} ${id}, made just before the interruption and recorded nowhere`);
  return recovery;
}
