/**
 * One installer at a time per folder, across processes: a lock file with the holder's process number, kept fresh while it
 * is held. A holder that died is recognised and its lock taken over.
 */

import { mkdir, open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./process";

/** A held lock. */
export interface Lock {
  release(): Promise<void>;
}

const POLL_MS = 300;
const FRESHEN_MS = 5_000;
/** On another machine (a shared home folder) a holder counts as dead after this without a sign of life. */
const SILENCE_MS = 120_000;

/**
 * Takes the lock, waiting while another process holds it; undefined when `isDone` became true meanwhile. `onWait` is
 * called once, with the holder's process number.
 */
export async function takeLock(
  file: string,
  options: { isDone: () => Promise<boolean>; onWait?: (pid: number) => void; signal?: AbortSignal | undefined },
): Promise<Lock | undefined> {
  await mkdir(dirname(file), { recursive: true });
  for (let waited = false; !(await options.isDone()); ) {
    options.signal?.throwIfAborted();
    const lock = await tryLock(file);
    if (lock !== undefined) return lock;
    const holder = await readLock(file);
    if (holder === undefined) continue;
    if (await isStale(file, holder)) await removeStale(file, holder.text);
    else {
      if (!waited) options.onWait?.(holder.pid);
      waited = true;
      await sleep(POLL_MS, undefined, { signal: options.signal });
    }
  }
  return undefined;
}

async function tryLock(file: string): Promise<Lock | undefined> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
    await handle.close();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
  const freshen = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, FRESHEN_MS);
  return {
    async release() {
      clearInterval(freshen);
      await rm(file, { force: true });
    },
  };
}

interface Holder {
  pid: number;
  host: string;
  text: string;
}

async function readLock(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { pid, host } = JSON.parse(text);
    return { pid: Number(pid), host: String(host), text };
  } catch {
    // Just being written, or its writer died in between: `isStale` tells by its age.
    return { pid: 0, host: "", text };
  }
}

async function isStale(file: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname() && holder.pid !== 0) return !isAlive(holder.pid);
  const written = await stat(file).catch(() => undefined);
  return written !== undefined && Date.now() - written.mtimeMs > SILENCE_MS;
}

/** Moves the stale lock away first, so that of two processes that saw it only one can remove a lock taken since. */
async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, "utf8").catch(() => expected);
  if (moved === expected) await rm(aside, { force: true });
  else await rename(aside, file);
}
