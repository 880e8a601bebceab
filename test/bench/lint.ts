/**
 * Time and memory of `watchbill lint` on one JSON array, from process start to exit, against `promtool check rules` on as many
 * alert rules. The peer checks syntax; ours checks units, routing and thresholds too.
 */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { writeMonitors, writeRules } from "./monitors";
import { findPromtool } from "./promtool";

export const SIZE = 5_000;
const LARGE = 50_000;

/** What must hold: ours divided by the peer's; the large run divided by ten small ones; MB at the large size. */
export const LINT_LIMITS = { peer: 1, growth: 1.2, megabytes: 600 } as const;

export interface LintMeasured {
  small: Run;
  large: Run;
  /** Undefined where the peer cannot be built. */
  peer: number | undefined;
  growth: number;
}

interface Run {
  seconds: number;
  megabytes: number;
}

export async function measureLint(runs: number, say: (text: string) => void): Promise<LintMeasured> {
  const folder = join(packageRoot(), ".watchbill", "bench-lint");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [small, large, rules] = ["small.json", "large.json", "rules.yaml"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeMonitors(small, SIZE);
  writeMonitors(large, LARGE);
  writeRules(rules, SIZE);
  const promtool = await findPromtool(say);
  const measured = { small: [] as Run[], large: [] as Run[], peer: [] as number[] };
  await lint(small, folder); // makes the bundle
  for (let run = 1; run <= runs; run += 1) {
    say(`lint of ${SIZE} and ${LARGE} monitors: ${run} of ${runs}`);
    // The two that are compared take turns, twice each: they are short, and disturbed by whatever else runs.
    for (const _ of ["once", "again"]) {
      measured.small.push(await lint(small, folder));
      if (promtool) measured.peer.push(await timed(promtool, ["check", "rules", rules], 0));
    }
    measured.large.push(await lint(large, folder));
  }
  rmSync(folder, { recursive: true, force: true });
  const [one, many] = [best(measured.small), best(measured.large)];
  return {
    small: one,
    large: many,
    peer: promtool ? Math.min(...measured.peer) : undefined,
    growth: many.seconds / (one.seconds * (LARGE / SIZE)),
  };
}

async function lint(file: string, folder: string): Promise<Run> {
  const memory = join(folder, "peak-memory");
  const env = {
    WATCHBILL_BENCH_MEMORY: memory,
    NODE_OPTIONS: `--require ${join(packageRoot(), "test", "bench", "peak-memory.cjs")}`,
  };
  // Some of the monitors have mistakes, so it ends with 1.
  const seconds = await timed(process.execPath, [join(packageRoot(), "bin", "watchbill.cjs"), "lint", file], 1, env);
  return { seconds, megabytes: Number(readFileSync(memory, "utf8")) / 1024 };
}

function timed(file: string, args: string[], expected: number, env: Record<string, string> = {}): Promise<number> {
  const start = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      if (code === expected) resolve(seconds);
      else reject(new Error(`${file} ended with ${code} in place of ${expected}`));
    });
  });
}

/** The run that other work on the machine disturbed least; memory is the most that was seen. */
function best(runs: readonly Run[]): Run {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
  };
}

/** One line for each limit, and whether all hold. */
export function lintReport({ growth, large, peer, small }: LintMeasured): { lines: string[]; holds: boolean } {
  const ratio = peer === undefined ? undefined : small.seconds / peer;
  const lines = [
    `lint of ${SIZE} monitors: ${small.seconds.toFixed(2)} s, ${small.megabytes.toFixed(0)} MB; of ${LARGE}: ${large.seconds.toFixed(2)} s`,
    ratio === undefined
      ? "against promtool: not measured, it cannot be built here"
      : `against promtool check rules of ${SIZE}: ${peer?.toFixed(2)} s, ratio ${ratio.toFixed(2)} (limit ${LINT_LIMITS.peer.toFixed(2)})`,
    `growth to ${LARGE}: ${growth.toFixed(2)} of linear (limit ${LINT_LIMITS.growth.toFixed(2)})`,
    `peak memory at ${LARGE}: ${large.megabytes.toFixed(0)} MB (limit ${LINT_LIMITS.megabytes})`,
  ];
  const holds =
    (ratio ?? 0) <= LINT_LIMITS.peer && growth <= LINT_LIMITS.growth && large.megabytes <= LINT_LIMITS.megabytes;
  return { lines, holds };
}
