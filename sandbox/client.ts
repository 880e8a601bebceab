/** Starting, asking and stopping the sandbox from outside. Loads no server; every answer is checked over HTTP. */

import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { packageRoot } from "../bin/package-root";
import type { ProviderPorts } from "./http/control";
import { readRunFile } from "./run-file";
import { ownStamp } from "./stamp";

export type { ProviderPorts } from "./http/control";

export interface SandboxStatus {
  version: 1;
  running: boolean;
  url: string | undefined;
  pid: number | undefined;
  /** Version and content of the Watchbill that started it; empty for one that did not know it. */
  stamp: string | undefined;
  /** Objects by vendor and kind. Empty when it is not running. */
  counts: Record<string, Record<string, number>>;
  /** Requests to routes it does not have. */
  unknownRoutes: number;
}

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;
const ASK_LIMIT_MS = 5_000;

/** Where the sandbox of a repository keeps its data. */
export function sandboxDir(root: string): string {
  return join(root, ".watchbill", "sandbox");
}

export interface StartOptions {
  /** How long it may take to answer. */
  limitMs?: number | undefined;
  /**
   * Whether a running sandbox of another version of Watchbill may be stopped and started anew, with what it holds. Asked only
   * then. Undefined: no.
   */
  mayReplace?: (() => Promise<boolean>) | undefined;
}

export interface Started {
  url: string;
  pid: number;
  /** False when it ran already. */
  started: boolean;
  /** The stamp of the sandbox that ran here, when it is another one than this Watchbill's. */
  other: string | undefined;
}

/** Starts it unless it runs; safe to call twice at once. */
export async function startSandbox(
  dir: string,
  { limitMs = START_LIMIT_MS, mayReplace }: StartOptions = {},
): Promise<Started> {
  const before = await probe(dir);
  const other = before && before.stamp !== ownStamp() ? before.stamp : undefined;
  if (before && (other === undefined || !(await mayReplace?.())))
    return { url: before.url, pid: before.pid, started: false, other };
  if (before) await stopProcess(before.pid);
  mkdirSync(dir, { recursive: true });
  const log = join(dir, "sandbox.log");
  const output = openSync(log, "a");
  const child = spawn(process.execPath, [join(packageRoot(), "bin", "run.cjs"), "sandbox/main", "--dir", dir], {
    detached: true,
    stdio: ["ignore", output, output],
    cwd: packageRoot(),
  });
  closeSync(output);
  let ended: number | undefined;
  child.on("exit", (code) => {
    ended = code ?? 1;
  });
  child.on("error", () => {
    ended = 1;
  });
  child.unref();
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; ) {
    const running = await probe(dir);
    if (running) return { url: running.url, pid: running.pid, started: running.pid === child.pid, other };
    if (ended !== undefined && ended !== 0) break;
    await sleep(50);
  }
  // One that runs and cannot be reached would stay for ever: "stop" does not find it either.
  if (ended === undefined && child.pid !== undefined) await stopProcess(child.pid);
  throw new Error(`The sandbox did not start. The end of ${log}:\n${tail(log)}`);
}

/** False when it was not running. */
export async function stopSandbox(dir: string): Promise<boolean> {
  const running = await probe(dir);
  if (!running) return false;
  await stopProcess(running.pid);
  return true;
}

async function stopProcess(pid: number): Promise<void> {
  signal(pid, "SIGTERM");
  for (const deadline = Date.now() + STOP_LIMIT_MS; Date.now() < deadline; ) {
    if (!isAlive(pid)) return;
    await sleep(50);
  }
  throw new Error(`The sandbox (process ${pid}) did not stop in ${STOP_LIMIT_MS / 1000} s.`);
}

export async function sandboxStatus(dir: string): Promise<SandboxStatus> {
  const running = await probe(dir);
  if (!running) {
    return {
      ...{ version: 1, running: false, url: undefined, pid: undefined, stamp: undefined },
      ...{ counts: {}, unknownRoutes: 0 },
    };
  }
  return { version: 1, running: true, ...running };
}

/** Empties the sandbox: its objects, journal and counters, and the engine's state about them. Keeps it running. */
export async function resetSandbox(dir: string): Promise<void> {
  const running = await probe(dir);
  if (running) await ask(running.url, "/_sandbox/reset", {});
  else for (const end of ["", "-wal", "-shm"]) rmSync(join(dir, `sandbox.db${end}`), { force: true });
  rmSync(join(dir, "state"), { recursive: true, force: true });
}

/** The ports of an environment's provider adapters, opened when they are not. */
export async function providerPorts(url: string, env: string): Promise<ProviderPorts> {
  return (await ask(url, "/_sandbox/providers", { env })) as ProviderPorts;
}

/** Tells the sandbox that metrics have been sent, by their names: it refuses what is told of others, as Datadog does. */
export async function sendMetrics(url: string, metrics: readonly string[]): Promise<void> {
  await ask(url, "/api/v2/series", { series: metrics.map((metric) => ({ metric, points: [] })) });
}

interface Running {
  url: string;
  pid: number;
  stamp: string;
  counts: Record<string, Record<string, number>>;
  unknownRoutes: number;
}

/** Undefined unless the process that wrote the run file answers on its port. */
async function probe(dir: string): Promise<Running | undefined> {
  const run = readRunFile(dir);
  if (!run || run.pid === 0 || !isAlive(run.pid)) return undefined;
  const url = `http://127.0.0.1:${run.port}`;
  try {
    const status = (await ask(url, "/_sandbox/status")) as Omit<Running, "url" | "stamp"> & { stamp?: string };
    if (status.pid !== run.pid) return undefined;
    const { counts, unknownRoutes, stamp = "" } = status;
    return { url, pid: run.pid, stamp, counts, unknownRoutes };
  } catch {
    return undefined;
  }
}

/** One request to the sandbox's own routes: POST with a body, GET without. */
/** Datadog's routes ask for keys; any will do. */
const KEYS = { "dd-api-key": "sandbox", "dd-application-key": "sandbox" };

export async function ask(url: string, path: string, body?: unknown, limitMs = ASK_LIMIT_MS): Promise<unknown> {
  const asked = fetch(url + path, {
    signal: AbortSignal.timeout(limitMs),
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json", ...KEYS }, body: JSON.stringify(body) }),
  });
  const response = await asked.catch((error: Error) => {
    throw new Error(`The sandbox does not answer at ${url}${path}: ${String(error.cause ?? error.message)}`);
  });
  if (!response.ok) {
    const why = `${response.status} ${await response.text()}`;
    throw new Error(
      `The sandbox refused ${path}: ${why}\nIf another version of Watchbill started it: watchbill sandbox stop`,
    );
  }
  return response.json();
}

function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

/** False when there is no such process of ours. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-20).join("\n") : "(no log)";
}
