/**
 * Which provider plugins a run uses: the official ones where all are installed, otherwise the sandbox's own, which the
 * engine attaches to. Only looks at files; starts nothing.
 */

import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { EngineError } from "./error";
import { allOnPath, isExecutable } from "./search-path";

/** The packages whose plugins a deployment needs. */
export const PACKAGES = ["datadog", "pagerduty", "sentry"] as const;
export type PackageName = (typeof PACKAGES)[number];

/** What the user asks for. */
export type PluginChoice = "auto" | "official" | "sandbox";

/** An installed official plugin. `version` is unknown for one on PATH. */
export interface Plugin {
  name: PackageName;
  path: string;
  folder: string;
  version: string | undefined;
}

/** What a run uses, and why in one sentence. */
export type Plugins =
  | { type: "official"; plugins: Plugin[]; why: string }
  | { type: "sandbox"; missing: PackageName[]; why: string };

/** Chooses. `official` with a plugin missing is an EngineError that names it. */
export function choosePlugins(choice: PluginChoice, env: NodeJS.ProcessEnv = process.env): Plugins {
  if (choice === "sandbox") return { type: "sandbox", missing: [], why: "the sandbox's own plugins were asked for" };
  const found = findPlugins(env);
  const missing = PACKAGES.filter((name) => !found.some((plugin) => plugin.name === name));
  if (missing.length === 0) {
    const list = found.map(({ name, version, path }) => `${name} ${version ?? path}`).join(", ");
    return { type: "official", plugins: found, why: `the official plugins are installed: ${list}` };
  }
  const names = missing.join(", ");
  if (choice === "auto") {
    return {
      type: "sandbox",
      missing,
      why: `the official plugins of ${names} are not installed, so the sandbox's are used`,
    };
  }
  throw new EngineError(
    "usage",
    `--plugins official: the plugins of ${names} are not installed`,
    `Install them (pulumi plugin install resource ${missing[0]}), put pulumi-resource-${missing[0]} on PATH, or use --plugins sandbox.`,
  );
}

/** The official plugins that are installed: on PATH, else the newest in PULUMI_HOME (default ~/.pulumi). */
export function findPlugins(env: NodeJS.ProcessEnv = process.env): Plugin[] {
  const cache = join(env.PULUMI_HOME || join(env.HOME || homedir(), ".pulumi"), "plugins");
  return PACKAGES.flatMap((name) => {
    const [onPath] = allOnPath(`pulumi-resource-${name}`, env.PATH);
    if (onPath !== undefined) return [{ name, path: onPath, folder: join(onPath, ".."), version: undefined }];
    return newestInCache(name, cache);
  });
}

function newestInCache(name: PackageName, cache: string): Plugin[] {
  const versions = foldersOf(cache).flatMap((folder) => {
    const version = new RegExp(`^resource-${name}-v(\\d+\\.\\d+\\.\\d+)$`).exec(folder)?.[1];
    const path = join(cache, folder, `pulumi-resource-${name}`);
    return version !== undefined && isExecutable(path) ? [{ name, path, folder: join(cache, folder), version }] : [];
  });
  return versions.sort((a, b) => compareVersions(b.version, a.version)).slice(0, 1);
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/**
 * The stack configuration that points the providers at a sandbox, whichever plugins are used. The tokens are stand-ins:
 * the sandbox stores none and the vendors never see them.
 */
export function sandboxConfig(url: string): Record<string, string> {
  const base = url.replace(/\/$/, "");
  return {
    "datadog:apiUrl": base,
    "datadog:apiKey": STAND_IN_TOKEN,
    "datadog:appKey": STAND_IN_TOKEN,
    "datadog:validate": "false",
    "pagerduty:apiUrlOverride": `${base}/pagerduty`,
    "pagerduty:token": STAND_IN_TOKEN,
    "pagerduty:skipCredentialsValidation": "true",
    "sentry:baseUrl": `${base}/api/`,
    "sentry:token": STAND_IN_TOKEN,
  };
}

const STAND_IN_TOKEN = "sandbox-stand-in-not-a-credential";
