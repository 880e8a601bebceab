/**
 * Time and memory of `pulumi preview` for unchanged stacks: our program against a plain one with the same monitors, engine,
 * provider and environment. Memory is the peak of the program's own process, not the engine's or the provider's.
 */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import {
  type Engine,
  ensureStack,
  findEngine,
  type RunResult,
  runEngine,
  type StackSettings,
  sandboxConfig,
  writeStackConfig,
} from "../../engine/index";
import { checkCatalog, type Spec } from "../../model/index";
import { providerPorts, startSandbox, stopSandbox } from "../../sandbox/index";
import { BENCH_ENVIRONMENT, writeCatalog } from "./catalog";
import { writePlainProgram } from "./plain-program";

export interface Measured {
  seconds: number;
  /** Peak of the program's process. */
  megabytes: number;
}

export interface Comparison {
  monitors: number;
  /** The best of several runs. */
  plain: Measured;
  watchbill: Measured;
}

export const SIZES = [200, 1000] as const;
/** What must hold at the largest size: ours divided by plain. */
export const LIMITS = { seconds: 0.4, megabytes: 0.9 } as const;

export type Target = StackSettings & { project: string };

/** Measures one size after the other in `.watchbill/bench`, with a sandbox of its own. */
export async function comparePreviews(
  sizes: readonly number[],
  runs: number,
  say: (text: string) => void,
): Promise<Comparison[]> {
  const folder = join(packageRoot(), ".watchbill", "bench");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const engine = await findEngine({ onProgress: say });
  const comparisons: Comparison[] = [];
  for (const monitors of sizes) comparisons.push(await compare(engine, { folder, monitors, runs, say }));
  return comparisons;
}

export interface Job {
  folder: string;
  monitors: number;
  runs: number;
  say: (text: string) => void;
}

async function compare(engine: Engine, job: Job): Promise<Comparison> {
  const { monitors, runs, say } = job;
  const catalog = join(job.folder, `catalog-${monitors}`);
  writeCatalog(catalog, monitors);
  const plainFolder = join(job.folder, `plain-${monitors}`);
  writePlainProgram(plainFolder, monitorsOf(catalog, monitors));

  const sides = [
    await openSide(job, "plain", plainFolder, {}),
    await openSide(job, "watchbill", packageRoot(), { WATCHBILL_CATALOG: catalog }),
  ];
  try {
    for (const { target } of sides) {
      say(`${monitors} monitors: creating the ${target.project} stack`);
      await create(engine, target);
    }
    for (let run = 1; run <= runs; run++) {
      say(`${monitors} monitors: preview ${run} of ${runs}`);
      for (const side of sides) side.measured.push(await preview(engine, side.target, job.folder, monitors));
    }
  } finally {
    for (const { sandbox } of sides) await stopSandbox(sandbox);
  }
  const [plain, watchbill] = sides.map(({ measured }) => best(measured));
  if (!plain || !watchbill) throw new Error("nothing was measured");
  return { monitors, plain, watchbill };
}

/** The specs of the measured stack: monitors and nothing else. */
function monitorsOf(catalog: string, monitors: number): Spec[] {
  const { specs, diagnostics } = checkCatalog(catalog, { cwd: packageRoot(), environments: [BENCH_ENVIRONMENT] });
  if (specs.length === monitors && specs.every(({ kind }) => kind === "datadog/monitor")) return specs;
  const why = diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`).slice(0, 5);
  throw new Error(`the catalog gives ${specs.length} resources in place of ${monitors} monitors\n${why.join("\n")}`);
}

export interface Side {
  target: Target;
  /** Of its own: a sandbox refuses a monitor that it has already. */
  sandbox: string;
  measured: Measured[];
}

export async function openSide(job: Job, project: string, cwd: string, env: Record<string, string>): Promise<Side> {
  const folder = join(job.folder, `${project}-stack-${job.monitors}`);
  const sandbox = join(folder, "sandbox");
  const { url } = await startSandbox(sandbox);
  const configFile = join(folder, `Pulumi.${BENCH_ENVIRONMENT}.yaml`);
  await writeStackConfig(configFile, sandboxConfig(url));
  const [state, home] = [join(folder, "state"), join(folder, "home")];
  for (const made of [state, home]) mkdirSync(made, { recursive: true });
  const target: Target = {
    project,
    stack: BENCH_ENVIRONMENT,
    cwd,
    home,
    backendUrl: `file://${state}`,
    configFile,
    passphrase: "bench",
    env,
    providers: { ...(await providerPorts(url, BENCH_ENVIRONMENT)) },
  };
  return { target, sandbox, measured: [] };
}

export async function create(engine: Engine, target: Target): Promise<void> {
  await ensureStack(engine, target);
  // A stack that is thrown away needs no checkpoint per resource.
  const env = { ...target.env, PULUMI_SKIP_CHECKPOINTS: "true" };
  expectSuccess(await runEngine(engine, { ...target, command: "up", env }));
}

async function preview(engine: Engine, settings: Target, folder: string, monitors: number): Promise<Measured> {
  const memory = join(folder, "peak-memory");
  rmSync(memory, { force: true });
  const env = {
    ...settings.env,
    WATCHBILL_BENCH_MEMORY: memory,
    NODE_OPTIONS: `--require ${join(packageRoot(), "test", "bench", "peak-memory.cjs")}`,
  };
  const result = await runEngine(engine, { ...settings, command: "preview", env });
  expectSuccess(result);
  const unchanged = result.counts["datadog:index/monitor:Monitor"]?.same ?? 0;
  if (unchanged !== monitors)
    throw new Error(`${unchanged} of ${monitors} monitors are unchanged in ${settings.project}`);
  return { seconds: result.seconds, megabytes: Number(readFileSync(memory, "utf8")) / 1024 };
}

export function expectSuccess(result: RunResult): void {
  if (result.exitCode === 0) return;
  const messages = result.messages.map(({ message }) => message).join("\n");
  throw new Error(`the engine ended with ${result.exitCode}:\n${messages}\n${result.output}`);
}

/** The run that other work on the machine disturbed least. */
function best(values: readonly Measured[]): Measured {
  return {
    seconds: Math.min(...values.map(({ seconds }) => seconds)),
    megabytes: Math.min(...values.map(({ megabytes }) => megabytes)),
  };
}
