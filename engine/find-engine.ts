/**
 * Finds a Pulumi CLI that can run our programs, or gets one: an explicit path, PATH, the user's cache, the npm package, a
 * build from the Go module, in this order. Every candidate is kept with the reason why it was taken or not.
 */

import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { packageRoot } from "../bin/package-root";
import { buildEngine, type OnProgress } from "./build-engine";
import { downloadEngine } from "./download-engine";
import { EngineError } from "./error";
import { capture } from "./process";
import { allOnPath, besideExecutable, isExecutable } from "./search-path";
import { type Engine, type EngineSource, pathWith } from "./settings";
import { parseVersion, sdkVersion, versionProblem } from "./version";

export interface FindOptions {
  /** A path the user gave; the variable WATCHBILL_PULUMI when undefined. */
  explicit?: string | undefined;
  /** Whether to download or build when nothing is installed. Default true. */
  install?: boolean | undefined;
  onProgress?: OnProgress | undefined;
  signal?: AbortSignal | undefined;
  /** Instead of this process's environment, in tests. */
  env?: NodeJS.ProcessEnv | undefined;
  /** Instead of asking the network, in tests. */
  canReach?: (() => Promise<boolean>) | undefined;
  /** Instead of our go.mod, in tests. */
  moduleFolder?: string | undefined;
}

/** A place where an engine was looked for. */
export interface Candidate {
  how: EngineSource;
  /** The executable, or what was asked for. */
  where: string;
  taken: boolean;
  /** Why it was taken, or why not. */
  reason: string;
}

/** What a search found: the engine if there is one, and every candidate in order. */
export interface Search {
  engine: Engine | undefined;
  candidates: Candidate[];
}

const VERSION_MS = 20_000;

/** Finds an engine or gets one. Rejects with an EngineError that says what to install. */
export async function findEngine(options: FindOptions = {}): Promise<Engine> {
  const { engine, candidates } = await searchEngine(options);
  if (engine !== undefined) return engine;
  const explicit = candidates.find((candidate) => candidate.how === "explicit");
  if (explicit !== undefined)
    throw new EngineError(
      "usage",
      `${explicit.where} ${explicit.reason}`,
      options.explicit === undefined
        ? "Correct WATCHBILL_PULUMI, or unset it to let Watchbill look for itself."
        : "Correct --pulumi, or leave it out to let Watchbill look for itself.",
    );
  throw notFound(candidates);
}

function notFound(candidates: readonly Candidate[]): EngineError {
  const sdk = sdkVersion();
  const tried = candidates.map(({ how, where, reason }) => `  ${how}: ${where} ${reason}`);
  return new EngineError(
    "engine-not-found",
    [`no Pulumi CLI that can run SDK ${sdk} was found or could be got; tried:`, ...tried].join("\n"),
    [
      `Install Pulumi ${sdk} or newer (https://www.pulumi.com/docs/install/) so that "pulumi version" works, or install Go 1.25 or newer and run this again: it then builds Pulumi by itself, once, in about 3 minutes.`,
      ...(candidates.some(({ reason }) => reason.includes("cannot be reached"))
        ? [
            `Without a way to the internet: bring the pulumi program of another machine, and name it with --pulumi <path>, WATCHBILL_PULUMI or PATH; or set GOPROXY to a Go module proxy that can be reached.`,
          ]
        : []),
    ].join("\n"),
  );
}

/** Looks in all places in order until one serves; gets an engine only if `install` is not false. */
export async function searchEngine(options: FindOptions = {}): Promise<Search> {
  const env = options.env ?? process.env;
  const sdk = sdkVersion();
  const candidates: Candidate[] = [];

  async function consider(how: EngineSource, path: string, found: string): Promise<Engine | undefined> {
    const checked = await check(path, sdk, env);
    const taken = "version" in checked;
    candidates.push({
      how,
      where: path,
      taken,
      reason: taken ? `${found} and is version ${checked.version}` : checked.problem,
    });
    return taken ? describe(how, path, checked.version, found, env) : undefined;
  }

  const explicit = options.explicit ?? (env.WATCHBILL_PULUMI || undefined);
  if (explicit !== undefined) {
    return { engine: await consider("explicit", resolve(explicit), "was given explicitly"), candidates };
  }
  const onPath = allOnPath("pulumi", env.PATH);
  if (onPath.length === 0) candidates.push({ how: "path", where: "PATH", taken: false, reason: "has no pulumi" });
  for (const path of onPath) {
    const engine = await consider("path", path, "is on PATH");
    if (engine !== undefined) return { engine, candidates };
  }
  const cached = cachedEngine(sdk, env);
  if (isExecutable(cached)) {
    const engine = await consider("cache", cached, "is in the user's cache");
    if (engine !== undefined) return { engine, candidates };
  } else candidates.push({ how: "cache", where: cached, taken: false, reason: "is not there" });

  for (const how of ["npm", "build"] as const) {
    const reason = await (how === "npm" ? tryDownload : tryBuild)(options, env, sdk, cached);
    if (reason !== undefined) {
      candidates.push({
        how,
        where: how === "npm" ? 'the npm package "pulumi"' : "the Go module",
        taken: false,
        reason,
      });
      continue;
    }
    const engine = await consider(
      how,
      cached,
      how === "npm" ? "was downloaded with npm" : "was built from its Go module",
    );
    if (engine !== undefined) return { engine, candidates };
  }
  return { engine: undefined, candidates };
}

async function tryDownload(
  options: FindOptions,
  env: NodeJS.ProcessEnv,
  version: string,
  target: string,
): Promise<string | undefined> {
  const [npm] = allOnPath("npm", env.PATH);
  if (npm === undefined) return "was not tried: npm is not on PATH";
  if (options.install === false) return "was not tried: it would be once a deployment needs an engine";
  const { signal, canReach, onProgress = () => undefined } = options;
  return await downloadEngine({ npm, version, target, env, signal, canReach, onProgress });
}

async function tryBuild(
  options: FindOptions,
  env: NodeJS.ProcessEnv,
  version: string,
  target: string,
): Promise<string | undefined> {
  const [go] = allOnPath("go", env.PATH);
  if (go === undefined) return "was not tried: go is not on PATH";
  if (options.install === false) return "was not tried: it would be, with go, once a deployment needs an engine";
  const { signal, moduleFolder, onProgress = () => undefined } = options;
  try {
    await buildEngine({ go, version, target, env, signal, moduleFolder, onProgress });
    return undefined;
  } catch (error) {
    if (error instanceof EngineError && error.code === "build-failed") return `could not be built: ${error.message}`;
    throw error;
  }
}

async function check(
  path: string,
  sdk: string,
  env: NodeJS.ProcessEnv,
): Promise<{ version: string } | { problem: string }> {
  if (!isExecutable(path)) return { problem: "is not an executable file" };
  const result = await capture(path, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: VERSION_MS,
  });
  const version = parseVersion(result.stdout);
  if (result.timedOut) return { problem: `did not answer "pulumi version" within ${VERSION_MS / 1000} s` };
  if (result.code !== 0 || version === undefined) return { problem: 'does not answer "pulumi version" with a version' };
  const problem = versionProblem(version, sdk);
  return problem === undefined ? { version } : { problem };
}

function describe(how: EngineSource, path: string, version: string, found: string, env: NodeJS.ProcessEnv): Engine {
  const official =
    besideExecutable(path, "pulumi-language-nodejs") ??
    allOnPath("pulumi-language-nodejs", env.PATH).find((file) => !file.startsWith(standInFolder()));
  const host =
    official === undefined ? "our stand-in, as the official one is not installed" : `the official one, ${official}`;
  return {
    path,
    version,
    how,
    why: `${path} ${found} and its version ${version} runs SDK ${sdkVersion()}; Node language host: ${host}`,
    languageHost: official === undefined ? "stand-in" : "official",
    env: { PATH: pathWith(official === undefined ? [standInFolder()] : [], env.PATH) },
  };
}

function standInFolder(): string {
  return join(packageRoot(), "engine", "language-host", "path");
}

/** Where the engine of this version is kept for the user: below WATCHBILL_CACHE, XDG_CACHE_HOME or ~/.cache. */
export function cachedEngine(version: string, env: NodeJS.ProcessEnv = process.env): string {
  const caches = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  const own = env.WATCHBILL_CACHE || join(caches, "watchbill");
  return join(own, "pulumi", `v${version}`, process.platform === "win32" ? "pulumi.exe" : "pulumi");
}
