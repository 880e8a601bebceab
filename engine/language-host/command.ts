/**
 * How the Node programs behind the language host are started: which script of the SDK, with which arguments and
 * environment. Pure apart from resolving the SDK from the program's own folder; starts nothing.
 */

import { createRequire } from "node:module";
import { join } from "node:path";
import type { ProgramInfo, RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { packageRoot } from "../../bin/package-root";

/** A Node process to start. */
export interface NodeCommand {
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** The process that runs a Pulumi program. */
export function programCommand(request: RunRequest, engineAddress: string): NodeCommand {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getPwd();
  const options = runtimeOptions(info);
  const flags: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory() ?? ""],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", String(request.getParallel())],
  ];
  return {
    args: [
      ...nodeArguments(options),
      sdkScript(directory, "run"),
      ...flags.flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
      ...(request.getDryrun() ? ["--dry-run"] : []),
      request.getProgram() || ".",
      ...request.getArgsList(),
    ],
    cwd: request.getPwd() || directory,
    env: {
      ...process.env,
      ...typeScriptEnvironment(options),
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  };
}

/** The process that runs a policy pack, or a plugin written in TypeScript. */
export function pluginCommand(request: RunPluginRequest): NodeCommand {
  const info = request.getInfo();
  const directory = info?.getProgramDirectory() || request.getPwd();
  const isPack = request.getKind() === "analyzer";
  const options = runtimeOptions(info);
  const script = sdkScript(directory, isPack ? "run-policy-pack" : "run-plugin");
  const start = isPack && isPlain(options) ? [ownFile("run-pack.cjs"), script] : [script];
  return {
    args: [...nodeArguments(options), ...start, ...request.getArgsList(), directory],
    // A pack reads its own package.json from the working directory.
    cwd: isPack ? directory : request.getPwd() || directory,
    env: {
      ...Object.fromEntries(request.getEnvList().map(splitVariable)),
      ...typeScriptEnvironment(options),
      // Where the program is: a pack has no other way to know, and what the shell said is another folder after `pulumi -C`.
      ...(isPack && request.getPwd() !== "" ? { PWD: request.getPwd() } : {}),
    },
  };
}

function sdkScript(directory: string, name: string): string {
  const script = `@pulumi/pulumi/cmd/${name}/index.js`;
  for (const from of [directory, __dirname]) {
    try {
      return createRequire(join(from, "package.json")).resolve(script);
    } catch {
      // Not installed there; the SDK this host came with is the next choice.
    }
  }
  throw new Error(`@pulumi/pulumi is not installed in ${directory}: run npm ci there`);
}

type RuntimeOptions = Record<string, unknown>;

function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
  return info?.getOptions()?.toJavaScript() ?? {};
}

function nodeArguments(options: RuntimeOptions): string[] {
  const first = ["short-stacks.cjs", "late-sdk.cjs"].map((name) => `--require=${join(packageRoot(), "bin", name)}`);
  return [...first, ...given(options.nodeargs)];
}

function given(value: unknown): string[] {
  if (typeof value === "string") return value.split(/\s+/).filter((argument) => argument !== "");
  return Array.isArray(value) ? value.map(String) : [];
}

/** Whether the program is plain JavaScript, or sees to its TypeScript itself. */
function isPlain(options: RuntimeOptions): boolean {
  return options.typescript === false || options.typescript === "false";
}

function ownFile(name: string): string {
  return join(packageRoot(), "engine", "language-host", name);
}

function typeScriptEnvironment(options: RuntimeOptions): NodeJS.ProcessEnv {
  const tsconfig = options.tsconfig;
  return {
    PULUMI_NODEJS_TYPESCRIPT: String(!isPlain(options)),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

function splitVariable(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}
