/**
 * Builds the pinned Pulumi CLI from its Go module into the user's cache: once per version and user, safely when two start
 * at once, and without leaving half a file when it is interrupted.
 */

import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { packageRoot } from "../bin/package-root";
import { EngineError } from "./error";
import { takeLock } from "./install-lock";
import { onInterrupt } from "./interrupt";
import { capture, isAlive, tail } from "./process";
import { isExecutable } from "./search-path";
import { parseVersion } from "./version";

/** Told to the user. `passing`: soon followed by a newer one, so that only a line that changes need show it. */
export type OnProgress = (text: string, passing?: boolean) => void;

export interface BuildOptions {
  /** The `go` to build with. */
  go: string;
  version: string;
  /** Where the executable goes. */
  target: string;
  onProgress: OnProgress;
  signal?: AbortSignal | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  /** The folder of go.mod; ours when undefined. */
  moduleFolder?: string | undefined;
}

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const PROGRESS_MS = 1_000;
/** Packages of an empty build cache; what was compiled before is not compiled again. */
const MOST_PACKAGES = 1_600;
const EXPECTED = "about 3 min on 2 cores";
const MARK = ".building-";

/** Builds, or waits for another process that is building the same. Rejects with an EngineError. */
export async function buildEngine(options: BuildOptions): Promise<void> {
  const { target, version, onProgress } = options;
  const abort = new AbortController();
  const release = onInterrupt(() => abort.abort(), options.signal);
  try {
    const lock = await takeLock(`${target}.lock`, {
      isDone: async () => isExecutable(target),
      onWait: (pid) => onProgress(`Another process (${pid}) is building Pulumi ${version}; waiting for it`),
      signal: abort.signal,
    });
    if (lock === undefined) return;
    try {
      await removeLeftovers(target);
      await build(options, `${target}${MARK}${process.pid}`, abort.signal);
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (abort.signal.aborted) throw new EngineError("interrupted", `the build of Pulumi ${version} was interrupted`);
    throw error;
  } finally {
    release();
  }
}

async function build(options: BuildOptions, temporary: string, signal: AbortSignal): Promise<void> {
  const { go, version, target, onProgress } = options;
  const started = Date.now();
  const seen = { downloads: 0, packages: 0 };
  const what = `Building Pulumi ${version}`;
  onProgress(`${what}, once for this version and user, ${EXPECTED}: downloading its Go module and what it needs`);
  const tell = () => onProgress(`${what}: ${doing(seen)} (${elapsed(Date.now() - started)} of ${EXPECTED})`, true);
  const heard = byLine((line) => {
    if (line.startsWith("go: downloading ")) seen.downloads += 1;
    else if (line !== "" && !line.startsWith("go: ")) {
      seen.packages += 1;
      if (seen.packages === 1) onProgress(`${what}: compiling at most ${MOST_PACKAGES} packages`);
    }
  });
  const ticker = setInterval(tell, PROGRESS_MS);
  try {
    const result = await capture(
      go,
      ["build", "-v", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`, "-o", temporary, PACKAGE],
      {
        cwd: options.moduleFolder ?? join(packageRoot(), "engine", "pulumi-cli"),
        ...(options.env === undefined ? {} : { env: options.env }),
        signal,
        onOutput: heard,
      },
    );
    signal.throwIfAborted();
    if (result.code !== 0) throw buildFailed(result.stderr);
    await checkBuilt(temporary, version, options.env);
    await rename(temporary, target);
    onProgress(`Built Pulumi ${version} in ${elapsed(Date.now() - started)}`);
  } finally {
    clearInterval(ticker);
    await rm(temporary, { force: true });
  }
}

async function checkBuilt(file: string, version: string, env: NodeJS.ProcessEnv | undefined): Promise<void> {
  const { stdout, stderr } = await capture(file, ["version"], {
    ...(env === undefined ? {} : { env }),
    timeoutMs: 20_000,
  });
  if (parseVersion(stdout) === version) return;
  throw new EngineError(
    "build-failed",
    `the built Pulumi says "${tail(stdout + stderr).trim()}" instead of v${version}`,
  );
}

/** Removes what builders that were killed left beside the target. */
async function removeLeftovers(target: string): Promise<void> {
  const start = `${basename(target)}${MARK}`;
  for (const name of await readdir(dirname(target))) {
    if (name.startsWith(start) && !isAlive(Number(name.slice(start.length))))
      await rm(join(dirname(target), name), { force: true });
  }
}

function doing({ downloads, packages }: { downloads: number; packages: number }): string {
  if (packages > 0) return `compiling, ${packages} of at most ${MOST_PACKAGES} packages`;
  return downloads === 0 ? "downloading" : `downloading, modules so far: ${downloads}`;
}

/** Calls back with each whole line of a stream of chunks. */
function byLine(heard: (line: string) => void): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) heard(line);
  };
}

const UNREACHABLE =
  /Get "(https?:\/\/[^/"]+)[^\n]*?((?:no such host|connection refused|i\/o timeout|network is unreachable|TLS handshake timeout|deadline exceeded|proxyconnect)[^\n]*)/;

function buildFailed(stderr: string): EngineError {
  const [, address, reason] = UNREACHABLE.exec(stderr) ?? [];
  if (address !== undefined)
    return new EngineError("build-failed", `the Go module proxy ${address} cannot be reached from here (${reason})`);
  return new EngineError("build-failed", `go build failed: ${lastLines(stderr)}`);
}

function lastLines(text: string): string {
  return text
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("go: downloading"))
    .slice(-5)
    .join("\n");
}

/** A duration in words: `45 s`, `2 min 05 s`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
