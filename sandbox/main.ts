/**
 * The sandbox as a process of its own: `node bin/run.cjs sandbox/main --dir <dir>`. One per folder, held by a lock that
 * the system releases whatever way the process ends; survives its own `kill -9` with every acknowledged write; stops on SIGTERM.
 */

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Database from "libsql";
import { readRunFile, removeRunFile, writeRunFile } from "./run-file";
import { openSandbox } from "./server";
import { stampOf } from "./stamp";

const GONE_MS = 2_000;

export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { dir: { type: "string" } } });
  if (values.dir === undefined) {
    console.error("Say where the sandbox keeps its data: --dir <folder>.");
    return 2;
  }
  const dir = values.dir;
  mkdirSync(dir, { recursive: true });
  const unlock = lock(join(dir, "lock.db"));
  if (!unlock) return 0;
  const log = (line: string): void => console.error(`${new Date().toISOString()} ${line}`);
  const stamp = stampOf(__filename);
  const file = join(dir, "sandbox.db");
  const sandbox = await openSandbox({ file, port: readRunFile(dir)?.port ?? 0, stamp, log });
  writeRunFile(dir, { pid: process.pid, port: sandbox.port });
  log(`listening on ${sandbox.url}`);
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
    // A folder that was deleted with its project takes the sandbox with it: nobody could stop it any more.
    setInterval(() => existsSync(file) || resolve(), GONE_MS);
  });
  await sandbox.close();
  removeRunFile(dir);
  unlock();
  log("stopped");
  process.exit(0);
}

/** Undefined when another process holds it. */
function lock(file: string): (() => void) | undefined {
  const db = new Database(file);
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch {
    db.close();
    return undefined;
  }
  return () => db.close();
}
