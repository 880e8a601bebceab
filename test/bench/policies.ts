/**
 * What the policy packs add to the time of `pulumi preview`: the same unchanged stack, with and without them, in turns. All packs run in
 * one process, as the command runs them.
 */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { type Engine, findEngine, runEngine } from "../../engine/index";
import { RULES } from "../../policies/index";
import { stopSandbox } from "../../sandbox/index";
import { writeCatalog } from "./catalog";
import { create, expectSuccess, openSide, type Target } from "./preview";

export interface Added {
  monitors: number;
  /** Seconds of each run; those of one position were measured one after the other. */
  without: number[];
  all: number[];
}

const MONITORS = 1_000;
/** At most half of the time of a preview without packs. */
const LIMIT = 1.5;

export async function measurePolicies(runs: number, say: (text: string) => void): Promise<Added> {
  const folder = join(packageRoot(), ".watchbill", "bench-policies");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const engine = await findEngine({ onProgress: say });
  const catalog = join(folder, "catalog");
  writeCatalog(catalog, MONITORS);
  const job = { folder, monitors: MONITORS, runs, say };
  const { sandbox, target } = await openSide(job, "watchbill", packageRoot(), { WATCHBILL_CATALOG: catalog });
  const added: Added = { monitors: MONITORS, without: [], all: [] };
  try {
    say(`${MONITORS} monitors: creating the stack`);
    await create(engine, target);
    // The first run of either bundles the sources.
    for (const packs of [[], ["all"]]) await preview(engine, target, packs);
    for (let run = 1; run <= runs; run++) {
      say(`${MONITORS} monitors: preview ${run} of ${runs}, without and with all packs`);
      added.without.push(await preview(engine, target, []));
      added.all.push(await preview(engine, target, ["all"]));
    }
  } finally {
    await stopSandbox(sandbox);
  }
  return added;
}

async function preview(engine: Engine, target: Target, packs: readonly string[]): Promise<number> {
  const policyPacks = packs.map((name) => join(packageRoot(), "policies", name));
  const result = await runEngine(engine, { ...target, command: "preview", policyPacks });
  expectSuccess(result);
  const [ran] = result.policies.packs;
  // Those that compare with another checkout have none here.
  const asked = packs.length === 0 ? 0 : RULES.filter(({ needsBase }) => !needsBase).length;
  if ((ran?.policies.length ?? 0) !== asked)
    throw new Error(`${ran?.policies.length ?? 0} of ${asked} rules were asked of ${ran?.resources ?? 0} resources`);
  return result.seconds;
}

export function policiesReport({ all, monitors, without }: Added): { lines: string[]; holds: boolean } {
  const [least, most] = [Math.min(...without), Math.min(...all)];
  const ratio = most / least;
  const lines = [
    `policies: preview of ${monitors} monitors, ${RULES.length} rules, best of ${all.length} runs`,
    `  without ${least.toFixed(2)} s, with all packs ${most.toFixed(2)} s, ratio ${ratio.toFixed(2)} (limit ${LIMIT})`,
    `  all runs: without ${shown(without)}; with ${shown(all)}`,
  ];
  return { lines, holds: ratio <= LIMIT };
}

function shown(seconds: readonly number[]): string {
  return seconds.map((one) => one.toFixed(2)).join(", ");
}
