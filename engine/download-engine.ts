/**
 * Gets the Pulumi CLI through the npm package `pulumi`, which fetches the pinned version (PULUMI_VERSION) from
 * get.pulumi.com, with its language hosts, into npm's cache. Tried only where get.pulumi.com answers; it has not been
 * run on a machine without open internet access, and the guide says so.
 */

import { mkdir, rm, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { capture } from "./process";
import { isExecutable } from "./search-path";

export interface DownloadOptions {
  npm: string;
  version: string;
  /** Becomes a link to what was downloaded. */
  target: string;
  onProgress: (text: string) => void;
  signal?: AbortSignal | undefined;
  env: NodeJS.ProcessEnv;
  /** Whether the download's source can be reached; replaced in tests. */
  canReach?: (() => Promise<boolean>) | undefined;
}

const SOURCE = "https://get.pulumi.com/install.sh";
const REACH_MS = 4_000;
const DOWNLOAD_MS = 120_000;

/** Downloads; answers undefined on success and the reason otherwise. Never rejects. */
export async function downloadEngine(options: DownloadOptions): Promise<string | undefined> {
  const { npm, version, target, env } = options;
  if (!(await (options.canReach ?? (() => canReach(env)))()))
    return `fetches from ${new URL(SOURCE).host}, which cannot be reached from here`;
  options.onProgress(
    `Downloading Pulumi ${version} through the npm package "pulumi" (at most ${DOWNLOAD_MS / 1000} s)`,
  );
  const result = await capture(npm, ["exec", "--yes", "--package=pulumi", "--", "pulumi", "version"], {
    env: { ...env, PATH: withoutPulumi(env.PATH), PULUMI_VERSION: version, npm_config_fetch_retries: "0" },
    timeoutMs: DOWNLOAD_MS,
    signal: options.signal,
  });
  if (result.timedOut) return `npm's download took longer than ${DOWNLOAD_MS / 1000} s`;
  if (result.code !== 0) return `npm could not download it: ${lastLine(result.stderr)}`;
  const downloaded = join(await npmCache(npm, env), "_pulumi", version, "bin", "pulumi");
  if (!isExecutable(downloaded)) return `npm said it downloaded Pulumi, but ${downloaded} is not there`;
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { force: true });
  await symlink(downloaded, target);
  return undefined;
}

async function canReach(env: NodeJS.ProcessEnv): Promise<boolean> {
  // Behind a proxy only npm knows the way; let it try.
  if ((env.HTTPS_PROXY ?? env.https_proxy ?? "") !== "") return true;
  try {
    return (await fetch(SOURCE, { method: "HEAD", signal: AbortSignal.timeout(REACH_MS) })).ok;
  } catch {
    return false;
  }
}

/** The package prefers any `pulumi` on PATH, also one that was rejected here; so PATH is shown without them. */
function withoutPulumi(path: string | undefined): string {
  return (path ?? "")
    .split(delimiter)
    .filter((folder) => !isExecutable(join(folder, "pulumi")))
    .join(delimiter);
}

async function npmCache(npm: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout } = await capture(npm, ["config", "get", "cache"], { env, timeoutMs: 10_000 });
  return code === 0 && stdout.trim() !== "" ? stdout.trim() : join(homedir(), ".npm");
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split("\n")
      .filter((line) => !line.includes("A complete log of this run"))
      .at(-1) ?? "no reason given"
  );
}
