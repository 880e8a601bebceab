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

export interface BuildOptions {
  /** The `go` to build with. */
  go: string;
  version: string;
  /** Where the executable goes. */
  target: string;
  onProgress: (text: string) => void;
  signal?: AbortSignal | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  /** The folder of go.mod; ours when undefined. */
  moduleFolder?: string | undefined;
}

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const PROGRESS_MS = 5_000;
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
  let compiled = 0;
  const tell = () =>
    onProgress(
      `Building Pulumi ${version} from its Go module (once, about 3 minutes): ${elapsed(Date.now() - started)}, ${compiled} packages`,
    );
  tell();
  const ticker = setInterval(tell, PROGRESS_MS);
  try {
    const result = await capture(
      go,
      ["build", "-v", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${version}`, "-o", temporary, PACKAGE],
      {
        cwd: options.moduleFolder ?? join(packageRoot(), "engine", "pulumi-cli"),
        ...(options.env === undefined ? {} : { env: options.env }),
        signal,
        onOutput: (text) => {
          compiled += text.split("\n").filter((line) => line !== "" && !line.startsWith("go: ")).length;
        },
      },
    );
    signal.throwIfAborted();
    if (result.code !== 0) throw new EngineError("build-failed", `go build failed: ${lastLines(result.stderr)}`);
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
