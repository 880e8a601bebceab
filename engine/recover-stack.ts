/**
 * Makes a stack deployable again after a crash, without losing anything a vendor acknowledged and without anything
 * existing twice: a resource that was created but is missing in the state is adopted, never created again.
 */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "./error";
import { inspectStack, type StackInspection, type StackLock } from "./inspect-stack";
import { capture } from "./process";
import { replaceWithCopy } from "./replace-file";
import { urnName } from "./result";
import { runEngine } from "./run-engine";
import { type Engine, engineEnvironment, type StackSettings } from "./settings";
import { exportStack } from "./stacks";
import { backendFolder, type PendingOperation, type StateResource, stackFiles } from "./state-files";

export interface RecoverOptions extends StackSettings {
  project: string;
  /**
   * The id of the resource an interrupted create made at the vendor; undefined when it made none. `known` are the ids the
   * state has of that type, among them that of an older resource of the same name that was to be replaced. Without this function (real vendors
   * have no such list) interrupted creates are left alone and told as instructions.
   */
  findOrphan?: ((resource: StateResource, known: ReadonlySet<string>) => Promise<string | undefined>) | undefined;
  signal?: AbortSignal | undefined;
}

/** What was done, and what is left for the user to do. */
export interface Recovery {
  /** In the words of the user, in order. */
  done: string[];
  /** What a person has to do; empty when the stack can be deployed. */
  instructions: string[];
  adopted: { urn: string; id: string }[];
}

const ENGINE_MS = 120_000;

/** Recovers; rejects with an EngineError when a running deployment holds the stack. */
export async function recoverStack(engine: Engine, options: RecoverOptions): Promise<Recovery> {
  const recovery: Recovery = { done: [], instructions: [], adopted: [] };
  const inspection = await inspectStack(engine, options);
  await clearLocks(inspection, recovery);
  if (recovery.instructions.length > 0) return recovery;
  await removeTorn(inspection, recovery);
  const state = await repairCheckpoint(inspection, engine, options, recovery);
  if (state === undefined || recovery.instructions.length > 0) return recovery;
  if (state.pending.length > 0) await settlePending(state.pending, engine, options, recovery);
  return recovery;
}

/** Throws an EngineError when a running deployment holds the stack. */
export function refuseWhileDeployed({ locks, stack }: Pick<StackInspection, "locks" | "stack">): void {
  const live = locks === "not checked" ? undefined : locks.find((lock) => lock.state === "live");
  if (live === undefined) return;
  throw new EngineError(
    "stack-failed",
    `the stack "${stack}" is being deployed by process ${live.pid}`,
    "Wait until it has ended, then run this again.",
  );
}

async function clearLocks({ locks, stack }: StackInspection, recovery: Recovery): Promise<void> {
  if (locks === "not checked") return;
  refuseWhileDeployed({ locks, stack });
  for (const lock of locks) {
    if (lock.state === "unknown") recovery.instructions.push(foreignLock(lock, stack));
    else {
      await Promise.all([rm(lock.file, { force: true }), rm(`${lock.file}.attrs`, { force: true })]);
      recovery.done.push(`removed the lock of process ${lock.pid}, which is gone, from stack "${stack}"`);
    }
  }
}

/** The engine writes attributes anew, and never looks at a file it did not rename. */
async function removeTorn({ torn, stack }: StackInspection, recovery: Recovery): Promise<void> {
  if (torn.length === 0) return;
  await Promise.all(torn.map((file) => rm(file, { force: true })));
  recovery.done.push(`removed what was half written beside the state of stack "${stack}"`);
}

function foreignLock({ host, user, pid, since }: StackLock, stack: string): string {
  return `Stack "${stack}" is locked by ${user}@${host} (process ${pid}, since ${since}). If that deployment is over, run: pulumi cancel -s ${stack}`;
}

async function repairCheckpoint(
  inspection: StackInspection,
  engine: Engine,
  options: RecoverOptions,
  recovery: Recovery,
): Promise<StackInspection | undefined> {
  const { damage, hasBackup, stack } = inspection;
  if (damage === undefined) return inspection;
  const folder = backendFolder(options.backendUrl);
  if (folder === undefined || !hasBackup) {
    recovery.instructions.push(
      `The state of stack "${stack}" cannot be read (${damage}) and there is no readable copy. Restore it from your own backup with: pulumi stack import -s ${stack} --file <export>`,
    );
    return undefined;
  }
  const files = stackFiles(folder, options.project, stack);
  const damaged = `${files.checkpoint}.damaged`;
  await replaceWithCopy(files.checkpoint, damaged);
  await replaceWithCopy(files.backup, files.checkpoint);
  recovery.done.push(
    `put back the state of stack "${stack}" as it was one step before it was damaged (the damaged file is kept as ${damaged})`,
  );
  return await inspectStack(engine, options);
}

async function settlePending(
  pending: readonly PendingOperation[],
  engine: Engine,
  options: RecoverOptions,
  recovery: Recovery,
): Promise<void> {
  const creates = pending.filter((operation) => operation.type === "creating");
  const { findOrphan, stack } = options;
  if (creates.length > 0 && findOrphan === undefined) {
    recovery.instructions.push(...pendingInstructions(creates, stack));
    return;
  }
  const orphans = new Map<string, string>();
  const { resources } = await exportStack(engine, options);
  for (const { resource } of creates) {
    const sameType = resources.filter(({ type }) => type === resource.type);
    const known = new Set(sameType.flatMap(({ id }) => (id === undefined ? [] : [id])));
    const id = await findOrphan?.(resource, known);
    if (id !== undefined) orphans.set(resource.urn, id);
    recovery.done.push(
      id === undefined
        ? `${urnName(resource.urn)} was not created before the interruption; the next deployment creates it`
        : `adopted ${urnName(resource.urn)} (${id}), created just before the interruption`,
    );
  }
  await rewriteState(engine, options, orphans);
  recovery.adopted.push(...[...orphans].map(([urn, id]) => ({ urn, id })));

  const touched = pending.filter(({ type, resource }) => type !== "creating" || orphans.has(resource.urn));
  if (touched.length === 0) return;
  const targets = [...new Set(touched.map(({ resource }) => resource.urn))];
  const refreshed = await runEngine(engine, {
    ...options,
    command: "refresh",
    arguments: targets.map((urn) => `--target=${urn}`),
  });
  if (refreshed.outcome !== "succeeded") {
    const reason = refreshed.messages.find((message) => message.severity === "error")?.message ?? refreshed.output;
    throw new EngineError(
      "stack-failed",
      `the interrupted resources of stack "${stack}" could not be read: ${reason}`,
      "Run this again.",
    );
  }
  recovery.done.push(
    `read ${targets.length} interrupted resource${targets.length === 1 ? "" : "s"} again from the vendor`,
  );
}

/** What a person does about interrupted steps where the vendor cannot be asked from here. */
export function pendingInstructions(pending: readonly PendingOperation[], stack: string): string[] {
  const creates = pending
    .filter(({ type }) => type === "creating")
    .map(({ resource }) => createInstruction(resource, stack));
  const others = pending.filter(({ type }) => type !== "creating");
  if (others.length === 0) return creates;
  const names = others.map(({ type, resource }) => `${type} ${urnName(resource.urn)}`).join(", ");
  return [...creates, `Interrupted: ${names}. Read what the vendor has now: pulumi refresh -s ${stack}`];
}

function createInstruction({ urn, type }: StateResource, stack: string): string {
  return [
    `Creating ${urnName(urn)} (${type}) was interrupted; whether the vendor made it is not known here.`,
    "Look for it at the vendor. If it is there, adopt it with its id:",
    `  pulumi refresh -s ${stack} --import-pending-creates '${urn}' --import-pending-creates '<id>'`,
    "If it is not there, forget the attempt:",
    `  pulumi refresh -s ${stack} --clear-pending-creates`,
  ].join("\n");
}

interface Deployment {
  resources?: Record<string, unknown>[];
  pending_operations?: { type: string; resource: Record<string, unknown> }[];
}

/** Adds the orphans as resources and forgets what was pending. Secrets stay encrypted throughout. */
async function rewriteState(
  engine: Engine,
  options: RecoverOptions,
  orphans: ReadonlyMap<string, string>,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "watchbill-state-"));
  const file = join(scratch, "state.json");
  const run = async (...args: string[]) => {
    const { code, stderr } = await capture(
      engine.path,
      ["stack", ...args, `--stack=${options.stack}`, "--non-interactive", "--color=never"],
      {
        cwd: options.cwd,
        env: engineEnvironment(engine, options),
        timeoutMs: ENGINE_MS,
        signal: options.signal,
      },
    );
    if (code !== 0) throw new EngineError("stack-failed", `pulumi stack ${args[0]} failed: ${stderr.trim()}`);
  };
  try {
    await run("export", `--file=${file}`);
    const exported = JSON.parse(await readFile(file, "utf8")) as { deployment: Deployment };
    exported.deployment = adopt(exported.deployment, orphans);
    await writeFile(file, JSON.stringify(exported));
    await run("import", `--file=${file}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The deployment with the orphans of its pending creates as resources, and nothing pending. Pure. */
export function adopt(deployment: Deployment, orphans: ReadonlyMap<string, string>): Deployment {
  const resources = [...(deployment.resources ?? [])];
  for (const { type, resource } of deployment.pending_operations ?? []) {
    const id = type === "creating" ? orphans.get(String(resource.urn)) : undefined;
    if (id === undefined) continue;
    const current = resources.findIndex((other) => other.urn === resource.urn && other.delete !== true);
    const existing = resources[current];
    if (existing?.id === id) continue;
    // It was to replace this one, which the next deployment then deletes.
    if (existing !== undefined) resources[current] = { ...existing, delete: true };
    // The provider reads it by what it was created from.
    resources.push({ ...resource, id, outputs: resource.outputs ?? resource.inputs });
  }
  return { ...deployment, resources, pending_operations: [] };
}
