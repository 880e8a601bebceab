/**
 * Stacks themselves: making one, listing them, reading their state. A file backend is read directly; any other is asked
 * through the engine. Never touches the user's selected stack or the committed configuration.
 */

import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "./error";
import { capture } from "./process";
import { replaceFile, replaceWithCopy } from "./replace-file";
import { type Engine, engineEnvironment, type StackSettings } from "./settings";
import {
  backendFolder,
  parseCheckpoint,
  readCheckpoint,
  type StackState,
  stackFiles,
  stackNamesInFolder,
} from "./state-files";

const ASK_MS = 60_000;

/**
 * Makes the stack in a file backend if it is not there, with its salt in the configuration file given. In any other
 * backend a missing stack is an error that says how to make it: that is the user's decision.
 */
export async function ensureStack(
  engine: Engine,
  settings: StackSettings & { project: string },
): Promise<{ created: boolean }> {
  const { stack, project, backendUrl, configFile } = settings;
  const folder = backendFolder(backendUrl);
  if (folder === undefined) {
    if ((await stackNames(engine, settings)).includes(stack)) return { created: false };
    throw new EngineError(
      "usage",
      `there is no stack "${stack}" where Pulumi is logged in`,
      `Make it with: pulumi stack init ${stack}`,
    );
  }
  if (existsSync(stackFiles(folder, project, stack).checkpoint)) return { created: false };
  await mkdir(folder, { recursive: true });
  // `stack init` writes the salt beside Pulumi.yaml; a folder of its own keeps it off the user's files.
  const scratch = await mkdtemp(join(tmpdir(), "watchbill-stack-"));
  try {
    const scratchConfig = join(scratch, `Pulumi.${stack}.yaml`);
    await writeFile(join(scratch, "Pulumi.yaml"), `name: ${JSON.stringify(project)}\nruntime: nodejs\n`);
    if (configFile !== undefined && existsSync(configFile)) await copyFile(configFile, scratchConfig);
    const { code, stderr } = await ask(engine, { ...settings, cwd: scratch }, ["stack", "init", stack, "--no-select"]);
    // Another process may have made it at the same moment.
    if (code !== 0 && !existsSync(stackFiles(folder, project, stack).checkpoint)) {
      throw new EngineError("stack-failed", `the stack "${stack}" could not be made: ${stderr.trim()}`);
    }
    if (configFile !== undefined && code === 0) await replaceWithCopy(scratchConfig, configFile);
    return { created: code === 0 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The names of the project's stacks, sorted. */
export async function stackNames(
  engine: Engine,
  settings: Omit<StackSettings, "stack"> & { project: string },
): Promise<string[]> {
  const folder = backendFolder(settings.backendUrl);
  if (folder !== undefined) return stackNamesInFolder(folder, settings.project);
  const { code, stdout, stderr } = await ask(engine, settings, ["stack", "ls", "--json"]);
  if (code !== 0) throw listingFailed(stderr.trim());
  const rows: unknown = JSON.parse(stdout);
  const names = Array.isArray(rows) ? rows.map((row: { name?: unknown }) => String(row.name)) : [];
  // A service shows `organization/name`.
  return names.map((name) => name.slice(name.lastIndexOf("/") + 1)).sort();
}

const LOG_IN = [
  "Log in where it is (or is to be): pulumi login for Pulumi Cloud, pulumi login s3://…, azblob://…, gs://… or file://… for one's own;",
  "or set PULUMI_BACKEND_URL. Where nobody can be asked, as in CI, Pulumi Cloud also needs PULUMI_ACCESS_TOKEN.",
  "To try it without any account, in the sandbox on this machine: add --sandbox",
].join("\n");

function listingFailed(stderr: string): EngineError {
  if (/PULUMI_ACCESS_TOKEN must be set|pulumi login/.test(stderr))
    return new EngineError(
      "usage",
      "Pulumi is not logged in, so it does not know where the state of the real stacks is",
      LOG_IN,
    );
  if (stderr.includes("current project")) return new EngineError("usage", stderr, "Correct Pulumi.yaml.");
  return new EngineError(
    "stack-failed",
    `the stacks could not be listed where Pulumi is logged in: ${stderr}`,
    "pulumi whoami --verbose says where that is; pulumi login changes it.",
  );
}

/** The state of a stack; an empty one when the stack does not exist. Secrets in it stay encrypted. A file backend needs no engine. */
export async function exportStack(
  engine: Engine | undefined,
  settings: StackSettings & { project: string },
): Promise<StackState> {
  const folder = backendFolder(settings.backendUrl);
  if (folder === undefined && engine === undefined)
    throw new Error("only a file backend can be read without an engine");
  const read =
    folder === undefined && engine
      ? await exportThroughEngine(engine, settings)
      : await readCheckpoint(stackFiles(folder ?? "", settings.project, settings.stack).checkpoint);
  switch (read.type) {
    case "state":
      return read.state;
    case "absent":
      return { resources: [], pending: [] };
    case "damaged":
      throw new EngineError(
        "stack-failed",
        `the state of stack "${settings.stack}" is damaged: ${read.reason}`,
        "Run: watchbill doctor --fix",
      );
  }
}

async function exportThroughEngine(
  engine: Engine,
  settings: StackSettings,
): Promise<ReturnType<typeof parseCheckpoint>> {
  const { code, stdout, stderr } = await ask(engine, settings, ["stack", "export", `--stack=${settings.stack}`]);
  if (code !== 0)
    throw new EngineError("stack-failed", `the state of stack "${settings.stack}" could not be read: ${stderr.trim()}`);
  return parseCheckpoint(stdout);
}

function ask(engine: Engine, settings: Omit<StackSettings, "stack">, args: string[]) {
  return capture(engine.path, [...args, "--non-interactive", "--color=never"], {
    cwd: settings.cwd,
    env: engineEnvironment(engine, settings),
    timeoutMs: ASK_MS,
  });
}

/**
 * Writes a stack's configuration file with these values and keeps the salt and key lines it has. For files of our own
 * only: comments and other settings are not kept.
 */
export async function writeStackConfig(file: string, config: Readonly<Record<string, string>>): Promise<void> {
  const existing = await readFile(file, "utf8").catch(() => "");
  const kept = existing.split("\n").filter((line) => /^(encryptionsalt|encryptedkey|secretsprovider):/.test(line));
  const values = Object.entries(config).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const text = [...kept, ...(values.length > 0 ? ["config:", ...values] : []), ""].join("\n");
  if (text !== existing) await replaceFile(file, text);
}
