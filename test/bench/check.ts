/**
 * Time of `watchbill check --env <one>`, from process start to exit, against what the `yaml` package alone takes to parse the same files
 * into documents, in a process of its own. `parseDocument` and not `parse`: it is what a checker that names lines needs, and the
 * quicker of the two.
 */

import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { fewestLines, MEASURED_ENVIRONMENT, writePacked, writeWritten } from "./written-catalog";

const SMALL = 500;
const LARGE = 5_000;

/** What must hold: against `yaml`, growth against linear, and seconds on top where most of the work is not in the files. */
export const CHECK_LIMITS = { written: 2.5, growth: 1.2, packed: 1.5, packedSeconds: 1 } as const;

interface Run {
  /** From start to exit. */
  seconds: number;
  /** Of all threads, in user and system mode: what other work on the machine disturbs less. */
  cpu: number;
  megabytes: number;
}

interface Pair {
  ours: Run;
  yaml: Run;
}

export interface CheckMeasured {
  small: Pair;
  written: Pair;
  packed: Pair;
  lines: number;
}

export async function measureCheck(runs: number, say: (text: string) => void): Promise<CheckMeasured> {
  const folder = join(packageRoot(), ".watchbill", "bench-check");
  const catalogs = { small: join(folder, "small"), written: join(folder, "written"), packed: join(folder, "packed") };
  rmSync(folder, { recursive: true, force: true });
  writeWritten(catalogs.small, SMALL);
  writeWritten(catalogs.written, LARGE);
  writePacked(catalogs.packed, LARGE);
  const lines = fewestLines(catalogs.written);
  await check(catalogs.small, folder); // makes the bundle, and keeps its compiled code
  const all: Record<keyof typeof catalogs, { ours: Run[]; yaml: Run[] }> = {
    small: { ours: [], yaml: [] },
    written: { ours: [], yaml: [] },
    packed: { ours: [], yaml: [] },
  };
  for (let run = 1; run <= runs; run += 1) {
    say(`check of catalogs of ${SMALL} and ${LARGE} monitors: ${run} of ${runs}`);
    // Those that are compared take turns.
    for (const name of ["small", "written", "packed"] as const) {
      all[name].ours.push(await check(catalogs[name], folder));
      all[name].yaml.push(await parse(catalogs[name], folder));
    }
  }
  rmSync(folder, { recursive: true, force: true });
  const pair = (name: keyof typeof catalogs): Pair => ({ ours: best(all[name].ours), yaml: best(all[name].yaml) });
  return { small: pair("small"), written: pair("written"), packed: pair("packed"), lines };
}

function check(catalog: string, folder: string): Promise<Run> {
  const program = join(packageRoot(), "bin", "watchbill.cjs");
  return timed([program, "check", "--catalog", catalog, "--env", MEASURED_ENVIRONMENT], folder);
}

function parse(catalog: string, folder: string): Promise<Run> {
  return timed([join(packageRoot(), "test", "bench", "parse-yaml.cjs"), catalog], folder);
}

/** Runs Node on a program that must end well. */
function timed(args: string[], folder: string): Promise<Run> {
  const used = join(folder, "used");
  const hook = join(packageRoot(), "test", "bench", "used-at-exit.cjs");
  const env = { ...process.env, WATCHBILL_BENCH_USED: used, NODE_OPTIONS: `--require ${hook}` };
  const start = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code !== 0) reject(new Error(`${args[0]} ended with ${code}`));
      else resolve({ seconds, ...(JSON.parse(readFileSync(used, "utf8")) as { cpu: number; megabytes: number }) });
    });
  });
}

/** What other work disturbed least, each by itself; memory is the most that was seen. */
function best(runs: readonly Run[]): Run {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    cpu: Math.min(...runs.map(({ cpu }) => cpu)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

/** One line for each limit, and whether all hold. */
export function checkReport({ lines, packed, small, written }: CheckMeasured): { lines: string[]; holds: boolean } {
  const ratio = written.ours.seconds / written.yaml.seconds;
  const growth = written.ours.seconds / (small.ours.seconds * (LARGE / SMALL));
  const most = CHECK_LIMITS.packed * packed.yaml.seconds + CHECK_LIMITS.packedSeconds;
  return {
    lines: [
      `check of ${LARGE} monitors written out, ${lines} lines each or more: ${shown(written)}`,
      `  ${ratio.toFixed(2)} of yaml (limit ${CHECK_LIMITS.written}), by CPU time ${(written.ours.cpu / written.yaml.cpu).toFixed(2)}`,
      `  growth from ${SMALL}: ${growth.toFixed(2)} of linear (limit ${CHECK_LIMITS.growth})`,
      `check of ${LARGE} monitors from packs: ${shown(packed)}`,
      `  ${packed.ours.seconds.toFixed(2)} s (limit ${most.toFixed(2)} s: ${CHECK_LIMITS.packed} of yaml and ${CHECK_LIMITS.packedSeconds} s)`,
    ],
    holds: ratio <= CHECK_LIMITS.written && growth <= CHECK_LIMITS.growth && packed.ours.seconds <= most,
  };
}

function shown({ ours, yaml }: Pair): string {
  const one = ({ cpu, megabytes, seconds }: Run): string =>
    `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s CPU, ${megabytes.toFixed(0)} MB)`;
  return `${one(ours)}; yaml ${one(yaml)}`;
}
