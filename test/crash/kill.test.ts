/**
 * `kill -9` of the sandbox and of the engine in the middle of `up`, at seeded moments. After `doctor --fix`: nothing the
 * engine's state has is lost, nothing exists twice, and `up` converges.
 */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkspace, ROOT, type Workspace } from "../e2e/workspace";

const TIMES = Number(process.env.WATCHBILL_CRASHES ?? 20);
const SEED = Number(process.env.WATCHBILL_SEED ?? 20_261_121);

let space: Workspace;
/** How long an undisturbed `up` takes, in ms: kills fall within it. */
let whole = 0;
let expected: Record<string, Record<string, number>>;

beforeAll(async () => {
  space = openWorkspace(join(ROOT, "cli", "template", "catalog"));
  const first = await space.watchbill("up", "--sandbox", "--env", "prod");
  expect(first, first.err).toMatchObject({ code: 0 });
  await space.watchbill("destroy", "--sandbox", "--env", "prod");
  const started = performance.now();
  const clean = await space.watchbill("up", "--sandbox", "--env", "prod");
  expect(clean, clean.err).toMatchObject({ code: 0 });
  whole = performance.now() - started;
  expected = (await space.status()).counts;
  console.log(`seed ${SEED}; an undisturbed up takes ${Math.round(whole)} ms`);
});

afterAll(() => space?.close());

describe.each(["engine", "sandbox"] as const)("kill -9 of the %s in the middle of up", (victim) => {
  const random = generator(SEED + victim.length);
  it.each(Array.from({ length: TIMES }, (_, index) => [index + 1, random()] as const))(
    "number %i, at %f of the run",
    async (_, moment) => {
      expect(await space.watchbill("sandbox", "reset")).toMatchObject({ code: 0 });
      const run = start(space, "up", "--sandbox", "--env", "prod");
      await sleep(moment * whole);
      await kill(victim, space, run);
      await ended(run);

      const acknowledged = resourcesInState(space);
      const fixed = await space.watchbill("doctor", "--fix");
      expect(fixed, fixed.err + fixed.out).toMatchObject({ code: 0 });
      const up = await space.watchbill("up", "--sandbox", "--env", "prod");
      expect(up, up.err + up.out).toMatchObject({ code: 0 });

      const { counts } = await space.status();
      expect(counts, "nothing is missing and nothing exists twice").toEqual(expected);
      const now = new Set(resourcesInState(space));
      expect(
        acknowledged.filter((resource) => !now.has(resource)),
        "nothing acknowledged is lost",
      ).toEqual([]);
      const again = await space.watchbill("preview", "--sandbox", "--env", "prod");
      expect(again.out, again.err).toContain("prod: no changes");
    },
  );
});

function start({ dir }: Workspace, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "bin", "watchbill.cjs"), ...args], {
    cwd: dir,
    env: { ...process.env, CI: "true", NO_COLOR: "1" },
    stdio: "ignore",
  });
}

async function kill(victim: "engine" | "sandbox", space: Workspace, run: ChildProcess): Promise<void> {
  const pid = victim === "engine" ? engineOf(run.pid) : sandboxPid(space);
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself a moment before.
  }
}

/** The process number of the engine that the command started, if it runs. */
function engineOf(parent: number | undefined): number | undefined {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  for (const line of lines) {
    const [pid, ppid, name] = line.trim().split(/\s+/);
    if (Number(ppid) === parent && name === "pulumi") return Number(pid);
  }
  return undefined;
}

function sandboxPid({ dir }: Workspace): number | undefined {
  const file = join(dir, ".watchbill", "sandbox", "sandbox.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).pid : undefined;
}

function ended(run: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (run.exitCode !== null || run.signalCode !== null) resolve();
    else run.once("close", () => resolve());
  });
}

/** Type, name and id of every resource that the engine's state has; none when the state cannot be read. */
function resourcesInState({ dir }: Workspace): string[] {
  const file = join(dir, ".watchbill", "sandbox", "state", ".pulumi", "stacks", "watchbill", "prod.json");
  if (!existsSync(file)) return [];
  try {
    const resources: { urn: string; id?: string; custom?: boolean }[] =
      JSON.parse(readFileSync(file, "utf8")).checkpoint.latest?.resources ?? [];
    return resources
      .filter(({ urn, custom }) => custom && !urn.includes("::pulumi:"))
      .map(({ urn, id }) => `${urn} ${id}`);
  } catch {
    return [];
  }
}

/** A small linear congruential generator: the same moments for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32) * 1000) / 1000;
  };
}
