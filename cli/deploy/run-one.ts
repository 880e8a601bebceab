/** One run of the engine on one environment, with what has to be mended before and looked up after it. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import {
  type Engine,
  exportStack,
  inspectStack,
  type RunResult,
  refuseWhileDeployed,
  runEngine,
  type StateResource,
  urnName,
} from "../../engine/index";
import { type PolicyReport, readReport, reportVariables } from "../../policies/index";
import { sandboxStatus } from "../../sandbox/index";
import { EngineFailure } from "../command";
import { pulumiByHand } from "./adopt";
import { missingId } from "./advice";
import { isOfVendor } from "./deletions";
import type { Deployment, Verb } from "./deploy";
import { policyPacks } from "./engine";
import type { Names } from "./names";
import type { Progress } from "./progress";
import { noteMade, recoverSandboxStack } from "./recover";
import { realTarget, type Target } from "./target";

/** PagerDuty and Sentry refuse more than a few requests at once; the engine's own choice grows with the cores. */
const PARALLEL = 8;

export interface OneRun {
  /** What is being done, in place of the command's own words. */
  doing?: string;
  /** False: only the engine's answer is wanted, e.g. what would be deleted. */
  packs?: false;
}

export interface OneResult extends RunResult {
  /** What the packs wrote down of it; that they ran is what the engine says. */
  report?: PolicyReport | undefined;
  /** How the engine is called by hand for this stack; only of a run that failed. */
  byHand?: string;
}

export async function runOne(
  deployment: Deployment,
  name: string,
  progress: Progress,
  { doing = DOING[deployment.verb], packs }: OneRun = {},
): Promise<OneResult> {
  const { engine, io, options, sandbox, specs, verb } = deployment;
  const target = await targetOf(deployment, name);
  if (verb !== "preview") await recover(deployment, name, progress);
  const planned = verb === "up" || verb === "preview";
  const expected = planned ? specs.filter(({ env }) => env === name).length : await countThere(deployment, name);
  progress.begin(`${name}: ${doing}`, expected);
  const given = planned && packs !== false ? policyPacks() : [];
  const result = await withReport(io.cwd, given.length > 0, (variables) =>
    runEngine(engine, {
      ...target,
      env: { ...target.env, ...variables },
      command: verb,
      parallel: options.parallel ?? PARALLEL,
      policyPacks: given,
      signal: io.signal,
      onEvent: (event) => {
        if (event.type === "step-done" || event.type === "step-failed") progress.step();
      },
    }),
  );
  if (sandbox && verb === "up") await noteMade(engine, sandbox, target);
  const said = [result.output, ...result.messages.map(({ message }) => message)];
  // Another deployment that began since we looked: what the engine advises would break it.
  if (result.outcome === "failed" && said.some((text) => text.includes("currently locked by")))
    refuseWhileDeployed(await inspectStack(engine, target));
  if (result.outcome !== "failed") return result;
  const failed = { ...result, byHand: pulumiByHand(engine, target) };
  if (!said.some(missingId)) return failed;
  return { ...failed, names: { ...result.names, ...(await namesInState(engine, target)) } };
}

/** Gives the packs a file to write what they found into, and takes it away again. */
async function withReport(
  cwd: string,
  wanted: boolean,
  run: (variables: Record<string, string>) => Promise<RunResult>,
): Promise<OneResult> {
  if (!wanted) return run({});
  const folder = await mkdtemp(join(tmpdir(), "watchbill-policies-"));
  try {
    const file = join(folder, "report.json");
    const result = await run(reportVariables(file, cwd));
    return { ...result, report: readReport(file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a stack holds, whatever the catalog says. */
export async function stateOf(deployment: Deployment, name: string): Promise<StateResource[]> {
  return (await exportStack(deployment.engine, await targetOf(deployment, name))).resources;
}

/** How many resources of vendors that is. */
export async function countThere(deployment: Deployment, name: string): Promise<number> {
  return (await stateOf(deployment, name)).filter(isOfVendor).length;
}

/** A step that could not even be planned is not reported: what its object is called only the state says. */
async function namesInState(engine: Engine, target: Target): Promise<Names> {
  const names: Record<string, Map<string, string>> = {};
  for (const { id, type, urn } of (await exportStack(engine, target)).resources) {
    names[type] ??= new Map();
    if (id) names[type]?.set(id, urnName(urn));
  }
  return names;
}

/** Otherwise one sees only that connections broke. */
export async function tellDeadSandbox({ io, project, sandbox, verb }: Deployment): Promise<void> {
  if (!sandbox || (await sandboxStatus(project.sandbox)).running) return;
  const log = join(project.sandbox, "sandbox.log");
  io.err(`the sandbox died; every write it acknowledged is kept (its log: ${relative(io.cwd, log)})`);
  io.err(
    verb === "preview" || verb === "refresh"
      ? `"watchbill ${verb} --sandbox" starts it again`
      : `"watchbill ${verb} --sandbox" starts it again, mends what was interrupted and goes on from there; "watchbill doctor --fix" only mends`,
  );
}

/** Mends what a killed run left in a stack of the sandbox; real stacks are left to a person. */
export async function recover(deployment: Deployment, name: string, progress: Progress): Promise<void> {
  const { sandbox } = deployment;
  if (!sandbox) return;
  const { done, instructions } = await recoverSandboxStack(deployment.engine, sandbox, name, deployment.io.signal);
  for (const text of done) progress.say(text);
  if (instructions.length > 0) throw new EngineFailure(instructions.join("\n"));
}

const DOING: Record<Verb, string> = {
  preview: "previewing",
  up: "provisioning",
  refresh: "comparing",
  destroy: "taking down",
};

export async function targetOf({ project, sandbox }: Deployment, environment: string): Promise<Target> {
  return sandbox ? sandbox.target(environment) : realTarget(project, environment);
}
