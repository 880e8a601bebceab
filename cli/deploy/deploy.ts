/** One deployment: checks, engine, environments in order, and a table of what was done. */

import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { hasErrors } from "../../diagnostics/index";
import {
  type Engine,
  ensureStack,
  exportStack,
  inspectStack,
  type RunResult,
  refuseWhileDeployed,
  runEngine,
  stackNames,
  urnName,
} from "../../engine/index";
import { checkCatalog, type EnvironmentInfo, type Spec } from "../../model/index";
import { sandboxStatus } from "../../sandbox/index";
import { KINDS } from "../../vendors/index";
import { EngineFailure, EXIT, type Options, UsageError } from "../command";
import { show } from "../findings";
import type { Io } from "../io";
import { judged } from "../policies";
import { findProject, type Project } from "../project";
import { missingId } from "./advice";
import { engineFor, policyPacks } from "./engine";
import type { Names } from "./names";
import { inOrder } from "./order";
import { type Progress, startProgress } from "./progress";
import { recoverSandboxStack } from "./recover";
import { marksProtected, reportEnd, reportRun } from "./report";
import { openSandbox, type Sandbox, sendArrived } from "./sandbox";
import { type EnvironmentSummary, summarise } from "./summary";
import { realTarget, type Target } from "./target";

export type Verb = "preview" | "up" | "refresh" | "destroy";

/** PagerDuty and Sentry refuse more than a few requests at once; the engine's own choice grows with the cores. */
const PARALLEL = 8;

/** What every step of one deployment needs. */
export interface Deployment {
  verb: Verb;
  options: Options;
  io: Io;
  project: Project;
  engine: Engine;
  /** Undefined: the real vendors. */
  sandbox: Sandbox | undefined;
  specs: readonly Spec[];
  /** Environments whose real resources with history are protected from deletion. */
  protecting: readonly string[];
}

export async function deploy(verb: Verb, options: Options, io: Io): Promise<number> {
  const project = findProject(options, io);
  needsPulumiYaml(project);
  const checked = judged(checkCatalog(project.catalog, { cwd: io.cwd }));
  // Taking down must stay possible when the catalog is broken, as long as its environments can be read.
  const needsCatalog = verb === "up" || verb === "preview";
  if (hasErrors(checked.diagnostics) && (needsCatalog || checked.environments.length === 0)) {
    show(checked.diagnostics, "text", { ...io, out: io.err });
    io.err(`\nnothing was ${verb === "preview" ? "previewed" : "changed"}: the catalog has errors`);
    return EXIT.findings;
  }
  if (needsCatalog && checked.diagnostics.length > 0) show(checked.diagnostics, "text", { ...io, out: io.err });

  const environments = inOrder(chosen(checked.environments, options), verb);
  const progress = startProgress(io);
  try {
    const engine = await engineFor(options, io, progress);
    const sandbox = options.sandbox ? await openSandbox(project, options, progress) : undefined;
    if (sandbox && verb === "up") await sendArrived(sandbox, checked.specs);
    const protecting = checked.environments.filter(({ protect }) => protect).map(({ name }) => name);
    const deployment: Deployment = { verb, options, io, project, engine, sandbox, specs: checked.specs, protecting };
    return await run(deployment, environments, checked.environments, progress);
  } finally {
    progress.stop();
  }
}

/** Checks need none, the engine does; what it says about it leads astray. */
function needsPulumiYaml({ root }: Project): void {
  if (existsSync(join(root, "Pulumi.yaml"))) return;
  throw new UsageError(
    `there is no Pulumi.yaml in ${root} or above, which the engine needs\nGo to the folder that has it, or make one with "watchbill init <dir>".`,
  );
}

async function run(
  deployment: Deployment,
  environments: readonly EnvironmentInfo[],
  all: readonly EnvironmentInfo[],
  progress: Progress,
): Promise<number> {
  const { io, options, verb } = deployment;
  const there = verb === "destroy" ? await existing(deployment, all) : await prepared(deployment, environments, all);

  const summaries: EnvironmentSummary[] = [];
  let worst: number = EXIT.ok;
  for (const { name } of environments) {
    if (!there.includes(name)) {
      io.err(`${name}: was never deployed here, nothing to take down`);
      continue;
    }
    const result = await runOne(deployment, name, progress);
    const summary = summarise(name, result, deployment.specs, marksProtected(deployment, name));
    summaries.push(summary);
    progress.pause();
    worst = Math.max(worst, reportRun(deployment, name, result, summary));
    if (result.outcome === "failed") await tellDeadSandbox(deployment);
    if (result.outcome === "interrupted" || io.signal.aborted) return EXIT.interrupted;
    // An environment that failed may own what the next one refers to.
    if (worst !== EXIT.ok) break;
  }
  if (verb === "destroy" && worst === EXIT.ok) await tellDependents(deployment, environments, all, there, progress);
  progress.stop();
  reportEnd(deployment, summaries, worst === EXIT.ok, options.format === "json");
  return worst;
}

async function runOne(deployment: Deployment, name: string, progress: Progress): Promise<RunResult> {
  const { engine, io, options, sandbox, specs, verb } = deployment;
  const target = await targetOf(deployment, name);
  if (sandbox && verb !== "preview") await recover(deployment, sandbox, name, progress);
  const planned = verb === "up" || verb === "preview";
  const expected = planned ? specs.filter(({ env }) => env === name).length : await countThere(engine, target);
  progress.begin(`${name}: ${DOING[verb]}`, expected);
  const result = await runEngine(engine, {
    ...target,
    command: verb,
    parallel: options.parallel ?? PARALLEL,
    policyPacks: planned ? policyPacks() : [],
    signal: io.signal,
    onEvent: (event) => {
      if (event.type === "step-done" || event.type === "step-failed") progress.step();
    },
  });
  const said = [result.output, ...result.messages.map(({ message }) => message)];
  // Another deployment that began since we looked: what the engine advises would break it.
  if (result.outcome === "failed" && said.some((text) => text.includes("currently locked by")))
    refuseWhileDeployed(await inspectStack(engine, target));
  if (result.outcome !== "failed" || !said.some(missingId)) return result;
  return { ...result, names: { ...result.names, ...(await namesInState(engine, target)) } };
}

/** How many resources of vendors a stack holds, whatever the catalog says. */
async function countThere(engine: Engine, target: Target): Promise<number> {
  const kinds = new Set(Object.values(KINDS).map(({ token }) => token));
  return (await exportStack(engine, target)).resources.filter(({ type }) => kinds.has(type)).length;
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
async function tellDeadSandbox({ io, project, sandbox, verb }: Deployment): Promise<void> {
  if (!sandbox || (await sandboxStatus(project.sandbox)).running) return;
  const log = join(project.sandbox, "sandbox.log");
  io.err(`the sandbox died; every write it acknowledged is kept (its log: ${relative(io.cwd, log)})`);
  io.err(
    verb === "preview" || verb === "refresh"
      ? `"watchbill ${verb} --sandbox" starts it again`
      : `"watchbill ${verb} --sandbox" starts it again, mends what was interrupted and goes on from there; "watchbill doctor --fix" only mends`,
  );
}

/** The environments whose stacks are there now: made in the sandbox, looked for where the real ones are. */
async function prepared(
  deployment: Deployment,
  environments: readonly EnvironmentInfo[],
  all: readonly EnvironmentInfo[],
): Promise<string[]> {
  const { engine, sandbox } = deployment;
  if (sandbox) {
    // A stack that is referred to must exist, empty or not, before another one can be previewed.
    for (const { name } of all) await ensureStack(engine, await targetOf(deployment, name));
    return all.map(({ name }) => name);
  }
  const there = await existing(deployment, all);
  const missing = environments.map(({ name }) => name).filter((name) => !there.includes(name));
  if (missing.length === 0) return there;
  throw new UsageError(
    [
      `there is no stack ${missing.join(", ")} where Pulumi is logged in`,
      `Make it with: ${missing.map((name) => `pulumi stack init ${name}`).join("; ")}`,
      "To try it without any account, in the sandbox on this machine: add --sandbox",
    ].join("\n"),
  );
}

/** Stacks that exist, of the catalog's environments. */
async function existing(deployment: Deployment, all: readonly EnvironmentInfo[]): Promise<string[]> {
  const [first] = all;
  if (!first) return [];
  return stackNames(deployment.engine, await targetOf(deployment, first.name));
}

/**
 * What belonged to the owner's objects went with them at the vendors (a project's alerts): the stacks that are left take
 * note, so that their next deployment makes it again.
 */
async function tellDependents(
  deployment: Deployment,
  gone: readonly EnvironmentInfo[],
  all: readonly EnvironmentInfo[],
  there: readonly string[],
  progress: Progress,
): Promise<void> {
  const owners = gone.filter(({ owner }) => owner);
  for (const { account, name, ownerName } of all) {
    const left = there.includes(name) && !gone.some((environment) => environment.name === name);
    if (!left || !owners.some((owner) => owner.account === account)) continue;
    // What was taken down before refers to nothing.
    if ((await countThere(deployment.engine, await targetOf(deployment, name))) === 0) continue;
    deployment.io.err(
      `${name}: refers to what ${ownerName} owned; deploy ${ownerName} before ${name} is deployed again`,
    );
    const result = await runOne({ ...deployment, verb: "refresh" }, name, progress);
    progress.pause();
    reportRun({ ...deployment, verb: "refresh" }, name, result, summarise(name, result, deployment.specs));
  }
}

async function recover(deployment: Deployment, sandbox: Sandbox, name: string, progress: Progress): Promise<void> {
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

async function targetOf({ project, sandbox }: Deployment, environment: string): Promise<Target> {
  return sandbox ? sandbox.target(environment) : realTarget(project, environment);
}

function chosen(environments: readonly EnvironmentInfo[], options: Options): EnvironmentInfo[] {
  const unknown = (options.env ?? []).filter((name) => !environments.some((environment) => environment.name === name));
  if (unknown.length > 0) {
    const known = environments.map(({ name }) => name).join(", ");
    throw new UsageError(`there is no environment "${unknown.join('", "')}": the catalog has ${known}`);
  }
  return environments.filter(({ name }) => !options.env || options.env.includes(name));
}
