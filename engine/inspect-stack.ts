/**
 * What a crash may have left in a stack: locks of processes that are gone, steps begun and not finished, a checkpoint
 * that cannot be read. Reads only; changes nothing.
 */

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "./process";
import type { Engine, StackSettings } from "./settings";
import { exportStack } from "./stacks";
import {
  backendFolder,
  lockFolders,
  type PendingOperation,
  readCheckpoint,
  stackFiles,
  unfinishedFiles,
} from "./state-files";

/** A lock on a stack. */
export interface StackLock {
  file: string;
  pid: number;
  host: string;
  user: string;
  /** When it was taken, as the engine wrote it. */
  since: string;
  /** `stale`: its process is gone. `live`: it runs. `unknown`: it is on another machine. */
  state: "stale" | "live" | "unknown";
}

/** What is in a stack's way; all lists empty and no damage means nothing is. */
export interface StackInspection {
  stack: string;
  /** `not checked` for a backend whose locks only its own service knows. */
  locks: StackLock[] | "not checked";
  pending: PendingOperation[];
  /** Why the checkpoint cannot be read; undefined when it can. */
  damage: string | undefined;
  /** What a kill cut off while it was written: attributes, beside which the engine reads no state, and files it never renamed. */
  torn: string[];
  /** Whether the engine's copy of the checkpoint before its last write can be read. */
  hasBackup: boolean;
}

/** Looks at a stack. */
export async function inspectStack(
  engine: Engine,
  settings: StackSettings & { project: string },
): Promise<StackInspection> {
  const { stack, project, backendUrl } = settings;
  const folder = backendFolder(backendUrl);
  if (folder === undefined) {
    const { pending } = await exportStack(engine, settings);
    return { stack, locks: "not checked", pending, damage: undefined, torn: [], hasBackup: false };
  }
  const files = stackFiles(folder, project, stack);
  // Before the locks: whoever writes these files holds one, so that without a living lock their writer is gone.
  const torn = [...(await tornOf(files.attributes)), ...(await unfinishedFiles(folder, project, stack))];
  const [checkpoint, backup, locks] = await Promise.all([
    readCheckpoint(files.checkpoint),
    readCheckpoint(files.backup),
    readLocks(files.locks),
  ]);
  return {
    stack,
    locks,
    pending: checkpoint.type === "state" ? checkpoint.state.pending : [],
    damage: checkpoint.type === "damaged" ? checkpoint.reason : undefined,
    torn,
    hasBackup: backup.type === "state",
  };
}

/** A deployment that runs now. */
export interface RunningDeployment {
  stack: string;
  pid: number;
  lock: string;
}

/** The deployments that run on this machine in a file backend, of any project. Previews hold no lock and are not among them. */
export async function runningDeployments(backendUrl: string): Promise<RunningDeployment[]> {
  const folder = backendFolder(backendUrl);
  const stacks = folder === undefined ? [] : await lockFolders(folder);
  const found = await Promise.all(
    stacks.map(async ({ stack, locks }) =>
      (await readLocks(locks)).flatMap(({ state, pid, file }) =>
        state === "live" ? [{ stack, pid, lock: file }] : [],
      ),
    ),
  );
  return found.flat();
}

/** Whether a deployment can start as it is. */
export function needsRecovery({ locks, pending, damage, torn }: StackInspection): boolean {
  return damage !== undefined || torn.length > 0 || pending.length > 0 || (locks !== "not checked" && locks.length > 0);
}

/** Those of these files that are there and are no JSON: they are written in place, not renamed into it. */
async function tornOf(files: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => undefined)));
  return files.filter((_, index) => {
    const text = texts[index];
    if (text === undefined) return false;
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  });
}

async function readLocks(folder: string): Promise<StackLock[]> {
  const names = await readdir(folder).catch(() => []);
  const locks = names.filter((name) => name.endsWith(".json")).map((name) => readLock(join(folder, name)));
  return (await Promise.all(locks)).flatMap((lock) => (lock === undefined ? [] : [lock]));
}

async function readLock(file: string): Promise<StackLock | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  let content: { pid?: unknown; hostname?: unknown; username?: unknown; timestamp?: unknown } = {};
  try {
    content = JSON.parse(text);
  } catch {
    // Written in one piece by the engine, so a torn one is the remains of a crash of the machine.
  }
  const pid = Number(content.pid ?? 0);
  const host = String(content.hostname ?? hostname());
  return {
    file,
    pid,
    host,
    user: String(content.username ?? ""),
    since: String(content.timestamp ?? ""),
    state: host !== hostname() ? "unknown" : (await isPulumi(pid)) ? "live" : "stale",
  };
}

/** Whether this process runs and is a Pulumi: process numbers are used again. */
async function isPulumi(pid: number): Promise<boolean> {
  if (pid <= 0 || !isAlive(pid)) return false;
  return await new Promise((resolve) => {
    execFile("ps", ["-o", "stat=,args=", "-p", String(pid)], (error, stdout) => {
      const [state = "", ...command] = stdout.trim().split(/\s+/);
      // Without `ps` the number alone has to do. A zombie holds no lock.
      if (error !== null && "code" in error && error.code === "ENOENT") resolve(true);
      else resolve(!state.startsWith("Z") && command.join(" ").includes("pulumi"));
    });
  });
}
