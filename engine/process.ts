/**
 * Starting other programs: with a time limit, with bounded output, and without leaving anything behind. Knows nothing
 * about Pulumi.
 */

import { execFile, spawn } from "node:child_process";

/** A finished program. `code` is 127 when it could not be started and undefined when a signal ended it. */
export interface Finished {
  code: number | undefined;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

export interface CaptureOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
  /** Called with each chunk of stdout and stderr as it comes. */
  onOutput?: (text: string) => void;
}

const GRACE_MS = 2_000;

/** Runs a program to its end and keeps what it printed. Never rejects; an abort or time limit ends its whole session. */
export function capture(file: string, args: readonly string[], options: CaptureOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    const { cwd, env, signal } = options;
    const child = spawn(file, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    let killTimer: NodeJS.Timeout | undefined;
    const stop = () => {
      signalGroup(child.pid, "SIGTERM");
      killTimer = setTimeout(() => void killSession(child.pid), GRACE_MS);
    };
    const expire = () => {
      timedOut = true;
      stop();
    };
    const limit = options.timeoutMs === undefined ? undefined : setTimeout(expire, options.timeoutMs);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    const done = (code: number | undefined, message = "") => {
      clearTimeout(limit);
      clearTimeout(killTimer);
      signal?.removeEventListener("abort", stop);
      resolve({ code, stdout, stderr: stderr + message, timedOut });
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      options.onOutput?.(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = tail(stderr + text);
      options.onOutput?.(text);
    });
    child.once("error", (error) => done(127, error.message));
    child.once("close", (code) => done(code ?? undefined));
  });
}

const TAIL_CHARACTERS = 64_000;

/** The last part of a long text. */
export function tail(text: string): string {
  return text.length > TAIL_CHARACTERS ? text.slice(-TAIL_CHARACTERS) : text;
}

/** Signals a process that leads its own group, and the group; one that is gone already is fine. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/**
 * Kills every process of the session that `leader` began (it was started detached), whatever groups they moved to. Where
 * `ps` cannot tell sessions apart only the leader's group is killed.
 */
export async function killSession(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  for (const pid of await sessionOf(leader)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
  signalGroup(leader, "SIGKILL");
}

function sessionOf(leader: number): Promise<number[]> {
  return new Promise((resolve) => {
    execFile("ps", ["-A", "-o", "pid=,sess="], (_error, stdout) => {
      const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
      resolve(rows.flatMap(([pid, session]) => (session === leader && pid !== undefined ? [pid] : [])));
    });
  });
}

/** Whether a process with this number exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
