/**
 * Runs one command of the engine on one stack: the only place that starts deployments. It streams the engine's events,
 * answers Ctrl-C by asking the engine to stop, keeps a time limit, and leaves no process behind.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type EngineEvent, parseEvent } from "./event";
import { onInterrupt } from "./interrupt";
import { killSession, tail } from "./process";
import { collector, type Outcome, type RunResult } from "./result";
import { type Engine, engineEnvironment, type StackSettings } from "./settings";

export type Command = "preview" | "up" | "refresh" | "destroy";

export interface RunOptions extends StackSettings {
  command: Command;
  /** Folders of policy packs; `preview` and `up` only (the engine takes none elsewhere). */
  policyPacks?: readonly string[] | undefined;
  /** How many resources at once; undefined is the engine's own choice. */
  parallel?: number | undefined;
  /** Further arguments of the command, like `--refresh` or `--target`. */
  arguments?: readonly string[] | undefined;
  /** Texts that must not appear in anything handed on. */
  secrets?: readonly string[] | undefined;
  /** Asks the engine to stop, as the first Ctrl-C does. */
  signal?: AbortSignal | undefined;
  /** After this the engine is asked to stop, and killed half a minute later. Default 1800. */
  deadlineSeconds?: number | undefined;
  onEvent?: ((event: EngineEvent) => void) | undefined;
}

const DEFAULT_DEADLINE_SECONDS = 1_800;
/** How long the engine may take to finish what it is doing after it was asked to stop. */
const STOP_GRACE_MS = 30_000;
const INTERRUPTED = 130;

/** Runs the command to its end. Rejects only when the engine cannot be started at all. */
export async function runEngine(engine: Engine, options: RunOptions): Promise<RunResult> {
  const started = performance.now();
  const events = collector();
  const redact = redactor([options.passphrase ?? "", ...(options.secrets ?? [])]);
  const child = spawn(engine.path, engineArguments(options), {
    cwd: options.cwd,
    env: engineEnvironment(engine, options),
    stdio: ["ignore", "pipe", "pipe"],
    // A session of its own: Ctrl-C reaches it only through us, and whatever it starts can be found again.
    detached: true,
  });

  let output = "";
  const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", (line) => {
    const event = parseEvent(redact(line));
    if (event !== undefined) {
      events.add(event);
      options.onEvent?.(event);
    } else if (!line.startsWith('{"sequence"')) output = tail(`${output}${redact(line)}\n`);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output = tail(output + redact(text));
  });

  const control = controlStop(child, options);
  const code = await ended(child);
  control.release();
  // An engine that was told to stop, or was killed, may have left plugins; one that ended by itself has not.
  if (control.outcome() !== undefined || code === undefined) await killSession(child.pid);

  const outcome = control.outcome() ?? (code === 0 ? "succeeded" : "failed");
  return {
    exitCode: outcome === "interrupted" ? INTERRUPTED : (code ?? 1),
    outcome,
    ...events.finish(options.command === "preview"),
    output: withoutNoise(output),
    seconds: (performance.now() - started) / 1000,
  };
}

function engineArguments(options: RunOptions): string[] {
  const { command } = options;
  const changes = command === "preview" ? [] : ["--yes", "--skip-preview"];
  // An attached provider needs no download; the other commands have no such step.
  const attached = options.providers !== undefined && (command === "preview" || command === "up");
  return [
    command,
    "--non-interactive",
    "--json",
    "--color=never",
    `--stack=${options.stack}`,
    ...changes,
    ...(options.configFile === undefined ? [] : [`--config-file=${options.configFile}`]),
    ...(options.parallel === undefined ? [] : [`--parallel=${options.parallel}`]),
    ...(attached ? ["--skip-plugin-pre-install"] : []),
    ...(command === "preview" || command === "up" ? (options.policyPacks ?? []) : []).map(
      (pack) => `--policy-pack=${pack}`,
    ),
    ...(options.arguments ?? []),
  ];
}

interface StopControl {
  /** Why the engine was stopped, if it was. */
  outcome(): Outcome | undefined;
  release(): void;
}

function controlStop(child: ChildProcess, options: RunOptions): StopControl {
  let outcome: Outcome | undefined;
  let kill: NodeJS.Timeout | undefined;
  const stop = (why: Outcome) => {
    outcome ??= why;
    // The engine finishes running steps on the first interrupt and gives up on the second.
    child.kill("SIGINT");
    kill ??= setTimeout(() => void killSession(child.pid), STOP_GRACE_MS);
  };
  const limit = setTimeout(() => stop("timed-out"), (options.deadlineSeconds ?? DEFAULT_DEADLINE_SECONDS) * 1000);
  const releaseInterrupt = onInterrupt(() => stop("interrupted"), options.signal);
  return {
    outcome: () => outcome,
    release() {
      clearTimeout(limit);
      clearTimeout(kill);
      releaseInterrupt();
    },
  };
}

function ended(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? undefined));
  });
}

function redactor(secrets: readonly string[]): (text: string) => string {
  const long = secrets.filter((secret) => secret.length >= 6);
  return (text) => long.reduce((result, secret) => result.replaceAll(secret, "(secret)"), text);
}

function withoutNoise(output: string): string {
  const lines = output
    .split("\n")
    .filter((line) => !/^warning: using pulumi-(language|resource)-\w+ from \$PATH/.test(line));
  return lines.join("\n").trim();
}
