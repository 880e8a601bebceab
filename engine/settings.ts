/**
 * What a run of the engine needs to know: which engine, which stack, whose state and configuration; and the environment
 * made of it. Pure; starts nothing and reads only the environment of this process.
 */

import { delimiter, dirname } from "node:path";

/** A Pulumi CLI that can run our programs. */
export interface Engine {
  /** The executable. */
  path: string;
  /** Like `3.248.0`. */
  version: string;
  /** Which way it was found. */
  how: EngineSource;
  /** One sentence for the user: which was taken and why. */
  why: string;
  /** Whose Node language host runs the program. */
  languageHost: "official" | "stand-in";
  /** Variables this engine needs, PATH above all. */
  env: Readonly<Record<string, string>>;
}

/** The ways of getting an engine, in the order they are tried. */
export type EngineSource = "explicit" | "path" | "cache" | "npm" | "build";

/** A stack, where its state is and how its secrets are opened. */
export interface StackSettings {
  /** The name of the stack: an environment. */
  stack: string;
  /** The folder of Pulumi.yaml. */
  cwd: string;
  /** PULUMI_HOME; undefined leaves the user's own. */
  home?: string | undefined;
  /** Where state is; undefined means wherever `pulumi login` says. */
  backendUrl?: string | undefined;
  /** The stack's configuration file; undefined means `Pulumi.<stack>.yaml` in `cwd`. */
  configFile?: string | undefined;
  /** Opens the stack's secrets; undefined leaves what the user's environment says. */
  passphrase?: string | undefined;
  /** Further variables; `undefined` as a value removes one. */
  env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Ports of running providers to attach to, by package name. */
  providers?: Readonly<Record<string, number>> | undefined;
  /** Installed plugins to use whatever PULUMI_HOME is: their folders are put on PATH. */
  plugins?: readonly { folder: string }[] | undefined;
}

/** The environment in which the engine is started for a stack. */
export function engineEnvironment(engine: Engine, settings: Omit<StackSettings, "stack">): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_PARALLEL_DIFF: "true",
    // Makes `preview --json` print the same stream of events as `up --json`.
    PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    ...engine.env,
  };
  if (settings.home !== undefined) env.PULUMI_HOME = settings.home;
  if (settings.backendUrl !== undefined) env.PULUMI_BACKEND_URL = settings.backendUrl;
  if (settings.passphrase !== undefined) {
    env.PULUMI_CONFIG_PASSPHRASE = settings.passphrase;
    delete env.PULUMI_CONFIG_PASSPHRASE_FILE;
  }
  if (settings.providers !== undefined) {
    env.PULUMI_DEBUG_PROVIDERS = Object.entries(settings.providers)
      .map(([name, port]) => `${name}:${port}`)
      .join(",");
    // Without this each run waits ten seconds for a download that nobody needs.
    env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION = "true";
  }
  for (const [name, value] of Object.entries(settings.env ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  Object.assign(env, withoutProxyForLoopback(env));
  const folders = (settings.plugins ?? []).map((plugin) => plugin.folder);
  if (folders.length > 0) env.PATH = [...new Set(folders), env.PATH ?? ""].join(delimiter);
  return env;
}

/** What the engine, the language host, the program, the policy packs and the sandbox speak to each other on. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/**
 * The variables that name who is reached without a proxy, with this machine among them: each program reads another one, and
 * a proxy that the user has for the internet would get what the engine's own processes say to each other. Nothing without a proxy.
 */
function withoutProxyForLoopback(env: NodeJS.ProcessEnv): Record<string, string> {
  if (!Object.keys(env).some((name) => /^(?:https?|all|grpc)_proxy$/i.test(name) && env[name])) return {};
  const hosts = [env.no_proxy, env.NO_PROXY].map((list) => list ?? "").join(",");
  return {
    no_proxy: withLoopback(hosts),
    NO_PROXY: withLoopback(hosts),
    // Where it is set, gRPC reads only this one.
    ...(env.no_grpc_proxy && { no_grpc_proxy: withLoopback(env.no_grpc_proxy) }),
  };
}

function withLoopback(hosts: string): string {
  const given = hosts.split(",").map((host) => host.trim());
  return [...new Set([...given, ...LOOPBACK])].filter((host) => host !== "").join(",");
}

/** PATH with folders put before it, and with this Node after it so that a language host finds one. */
export function pathWith(folders: readonly string[], path: string | undefined = process.env.PATH): string {
  return [...folders, path ?? "", dirname(process.execPath)].filter((folder) => folder !== "").join(delimiter);
}
