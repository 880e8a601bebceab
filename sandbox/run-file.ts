/**
 * What a running sandbox leaves in its folder: process id and port. The port stays after a stop, so that the next one
 * listens where official plugins and bookmarks expect it. Light: clients read it without loading a server.
 */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface RunFile {
  /** 0 when it was stopped. */
  pid: number;
  port: number;
}

const pathOf = (dir: string): string => join(dir, "sandbox.json");

export function readRunFile(dir: string): RunFile | undefined {
  try {
    const { pid, port } = JSON.parse(readFileSync(pathOf(dir), "utf8")) as Partial<RunFile>;
    return Number.isInteger(pid) && Number.isInteger(port) ? { pid: pid as number, port: port as number } : undefined;
  } catch {
    return undefined;
  }
}

export function writeRunFile(dir: string, run: RunFile): void {
  mkdirSync(dir, { recursive: true });
  const building = `${pathOf(dir)}.${process.pid}`;
  writeFileSync(building, `${JSON.stringify({ version: 1, ...run })}\n`);
  renameSync(building, pathOf(dir));
}

/** Forgets the process, keeps the port. */
export function removeRunFile(dir: string): void {
  const run = readRunFile(dir);
  if (run) writeRunFile(dir, { pid: 0, port: run.port });
}
