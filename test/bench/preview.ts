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
import { checkCatalog } from "../../model/index";
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
  /** Of several runs, each side's median. */
  plain: Measured;
  watchbill: Measured;
}

export const SIZES = [200, 1000] as const;
/** What must hold at the largest size: ours divided by plain. */
export const LIMITS = { seconds: 0.4, megabytes: 0.9 } as const;

type Target = StackSettings & { project: string };

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
  const sandbox = join(folder, "sandbox");
  const { url } = await startSandbox(sandbox);
  try {
    const comparisons: Comparison[] = [];
    for (const monitors of sizes) comparisons.push(await compare(engine, { folder, url, monitors, runs, say }));
    return comparisons;
  } finally {
    await stopSandbox(sandbox);
  }
}

interface Job {
  folder: string;
  url: string;
  monitors: number;
  runs: number;
  say: (text: string) => void;
}

async function compare(engine: Engine, job: Job): Promise<Comparison> {
  const { monitors, runs, say } = job;
  const catalog = join(job.folder, `catalog-${monitors}`);
  writeCatalog(catalog, monitors);
  const { specs, diagnostics } = checkCatalog(catalog, { cwd: packageRoot() });
  const bodies = specs.filter(({ kind }) => kind === "datadog/monitor");
  if (bodies.length !== monitors || specs.length !== monitors)
    throw new Error(`the catalog gives ${specs.length} specs: ${JSON.stringify(diagnostics.slice(0, 5), null, 2)}`);
  const plainFolder = join(job.folder, `plain-${monitors}`);
  writePlainProgram(plainFolder, bodies);

  const ours = await target(job, "watchbill", packageRoot(), { WATCHBILL_CATALOG: catalog });
  const plain = await target(job, "plain", plainFolder, {});
  for (const each of [plain, ours]) {
    await ensureStack(engine, each);
    say(`${monitors} monitors: creating the ${each.project} stack`);
    // A stack that is thrown away needs no checkpoint per resource.
    const made = await runEngine(engine, {
      ...each,
      command: "up",
      env: { ...each.env, PULUMI_SKIP_CHECKPOINTS: "true" },
    });
    expectSuccess(made);
  }
  const measured: { plain: Measured[]; watchbill: Measured[] } = { plain: [], watchbill: [] };
  for (let run = 1; run <= runs; run++) {
    say(`${monitors} monitors: preview ${run} of ${runs}`);
    measured.plain.push(await preview(engine, plain, job.folder, monitors));
    measured.watchbill.push(await preview(engine, ours, job.folder, monitors));
  }
  return { monitors, plain: median(measured.plain), watchbill: median(measured.watchbill) };
}

async function target(job: Job, project: string, cwd: string, env: Record<string, string>): Promise<Target> {
  const name = `${project}-${job.monitors}`;
  const configFile = join(job.folder, `Pulumi.${name}.yaml`);
  await writeStackConfig(configFile, { ...sandboxConfig(job.url), "watchbill:protect": "never" });
  const [state, home] = [join(job.folder, `state-${name}`), join(job.folder, "home")];
  for (const made of [state, home]) mkdirSync(made, { recursive: true });
  return {
    project,
    stack: BENCH_ENVIRONMENT,
    cwd,
    home,
    backendUrl: `file://${state}`,
    configFile,
    passphrase: "bench",
    env,
    providers: { ...(await providerPorts(job.url, name)) },
  };
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

function expectSuccess(result: RunResult): void {
  if (result.exitCode === 0) return;
  const messages = result.messages.map(({ message }) => message).join("\n");
  throw new Error(`the engine ended with ${result.exitCode}:\n${messages}\n${result.output}`);
}

function median(values: readonly Measured[]): Measured {
  const middle = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
  return {
    seconds: middle(values.map(({ seconds }) => seconds)),
    megabytes: middle(values.map(({ megabytes }) => megabytes)),
  };
}
