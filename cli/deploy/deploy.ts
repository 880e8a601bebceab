/** One deployment: checks, engine, environments in order, and a table of what was done. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { hasErrors } from "../../diagnostics/index";
import { type Engine, ensureStack, stackNames } from "../../engine/index";
import { checkCatalog, type EnvironmentInfo, type Spec } from "../../model/index";
import { EXIT, type Options, UsageError } from "../command";
import { show } from "../findings";
import type { Io } from "../io";
import { type JudgedCatalog, judged } from "../policies";
import { findProject, type Project, shownPoliciesFrom } from "../project";
import { type Before, beforeChanges } from "./before-changes";
import { type Planned, planOf, unforeseen } from "./delete-guard";
import { deletionsAmong, quietWebhooks } from "./deletions";
import { engineFor } from "./engine";
import { judgeRun, recordOf, tellProblems } from "./judge-run";
import { inOrder } from "./order";
import { type Progress, startProgress } from "./progress";
import { type EnvironmentRecord, writeRecord } from "./record";
import { refusedByCatalog } from "./refused-by-catalog";
import { marksProtected, reportEnd, reportRun, writtenTo } from "./report";
import { countThere, type OneResult, runOne, stateOf, targetOf, tellDeadSandbox } from "./run-one";
import { openSandbox, type Sandbox, sendArrived } from "./sandbox";
import { digestsOf, whatCameOf } from "./state-digest";
import { changedAnything, type EnvironmentSummary, summarise } from "./summary";

export type Verb = "preview" | "up" | "refresh" | "destroy";

/** What every step of one deployment needs. */
export interface Deployment {
  verb: Verb;
  options: Options;
  io: Io;
  project: Project;
  engine: Engine;
  /** Undefined: the real vendors. */
  sandbox: Sandbox | undefined;
  checked: JudgedCatalog;
  specs: readonly Spec[];
  /** Environments whose real resources with history are protected from deletion. */
  protecting: readonly string[];
}

export async function deploy(verb: Verb, options: Options, io: Io): Promise<number> {
  const project = findProject(options, io);
  needsPulumiYaml(project);
  const { policiesFrom } = project;
  const checked = judged(
    checkCatalog(project.catalog, { cwd: io.cwd, ...(policiesFrom !== undefined && { policiesFrom }) }),
  );
  // Taking down must stay possible when the catalog is broken, as long as its environments can be read.
  const needsCatalog = verb === "up" || verb === "preview";
  const report = { ...shownPoliciesFrom(project, io), waived: checked.waived };
  if (hasErrors(checked.diagnostics) && (needsCatalog || checked.environments.length === 0)) {
    show(checked.diagnostics, "text", { ...io, out: io.err }, { report });
    io.err(`\nnothing was ${verb === "preview" ? "previewed" : "changed"}: the catalog has errors`);
    const files = refusedByCatalog(verb, { checked, options, project, io });
    if (options.record !== undefined && files.length > 0) io.err(writtenTo(files));
    return EXIT.findings;
  }
  if (needsCatalog && (checked.diagnostics.length > 0 || checked.waived.length > 0 || policiesFrom !== undefined))
    show(checked.diagnostics, "text", { ...io, out: io.err }, { report });

  const environments = inOrder(chosen(checked.environments, options), verb);
  if (typeof options.approveDeletions === "object")
    chosen(checked.environments, { env: Object.keys(options.approveDeletions) }, "--approve-deletions: ");
  const progress = startProgress(io);
  try {
    const engine = await engineFor(options, io, progress);
    const sandbox = options.sandbox ? await openSandbox(project, options, progress) : undefined;
    if (sandbox && verb === "up") await sendArrived(sandbox, checked.specs);
    const protecting = checked.environments.filter(({ protect }) => protect).map(({ name }) => name);
    const { specs } = checked;
    const deployment: Deployment = { verb, options, io, project, engine, sandbox, checked, specs, protecting };
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
  const { io, sandbox, verb } = deployment;
  const there = verb === "destroy" ? await existing(deployment, all) : await prepared(deployment, environments, all);
  const names: string[] = [];
  for (const { name } of environments)
    if (there.includes(name)) names.push(name);
    else io.err(`${name}: was never deployed here, nothing to take down`);

  const before = await beforeChanges(
    deployment,
    environments.filter(({ name }) => names.includes(name)),
    progress,
  );
  const vendors = sandbox ? "sandbox" : "real";
  const written = (done: readonly EnvironmentRecord[]) =>
    writeRecord({ command: verb, vendors, environments: done }, deployment);
  if (before.code !== EXIT.ok) {
    const refused = names.map((name) => before.record(name, "refused"));
    reportEnd(deployment, { summaries: [], planned: before.planned, records: written(refused), succeeded: false });
    return before.code;
  }
  const planned: Planned[] = [...before.planned];
  const summaries: EnvironmentSummary[] = [];
  const records: EnvironmentRecord[] = [];
  let files: string[] = [];
  const quiet = quietWebhooks(deployment.checked.resolved);
  let worst: number = EXIT.ok;
  let deleted = 0;
  for (const name of names) {
    const result = await runOne(deployment, name, progress);
    const judgedRun = judgeRun(deployment, name, result);
    const counts = summarise(name, result, deployment.specs, marksProtected(deployment, name));
    const summary = { ...counts, findings: judgedRun.findings };
    summaries.push(summary);
    progress.pause();
    deleted += deletionsDone(result);
    const course = { approved: before.approved, changed: summaries.some(changedAnything), deleted };
    worst = Math.max(worst, reportRun(deployment, name, result, summary, course));
    tellProblems(deployment, name, judgedRun.problems);
    const deletions = deletionsAmong(result.changes, quiet);
    if (verb === "preview" && deletions.length > 0)
      planned.push(planOf(name, deletions, await countThere(deployment, name)));
    const tooMuch = verb === "up" && unforeseen(deployment, name, deletions, before.planned);
    if (tooMuch || judgedRun.problems.length > 0) worst = Math.max(worst, EXIT.findings);
    records.push(await recordAfter(deployment, name, result, judgedRun.problems, before));
    // After each: what is killed later has changed this one all the same.
    files = written(records);
    if (result.outcome === "failed") await tellDeadSandbox(deployment);
    if (result.outcome === "interrupted" || io.signal.aborted) worst = EXIT.interrupted;
    // An environment that failed may own what the next one refers to.
    if (worst !== EXIT.ok) break;
  }
  if (worst === EXIT.interrupted) return worst;
  if (verb === "destroy" && worst === EXIT.ok) await tellDependents(deployment, environments, all, there, progress);
  progress.stop();
  reportEnd(deployment, { summaries, planned, records: files, succeeded: worst === EXIT.ok });
  return worst;
}

/** In a preview: those that would be. */
function deletionsDone({ changes }: OneResult): number {
  return deletionsAmong(changes.filter(({ status }) => status === "done")).length;
}

/** What is written down of a run that has ended. */
async function recordAfter(
  deployment: Deployment,
  name: string,
  result: OneResult,
  problems: readonly string[],
  before: Before,
): Promise<EnvironmentRecord> {
  const { verb } = deployment;
  const changing = verb === "up" || verb === "destroy";
  // After a kill there may be nothing to read.
  const after = changing ? await stateOf(deployment, name).then(digestsOf, () => null) : null;
  const found = before.found(name);
  const state =
    after && found?.recorded && result.outcome !== "succeeded"
      ? whatCameOf({ after, before: found.state, recorded: found.recorded })
      : after;
  const deletions = { count: deletionsDone(result), approved: before.approved };
  if (verb === "destroy") return { ...before.record(name, result.outcome), deletions, state };
  return {
    ...recordOf(name, result, verb === "refresh" ? null : problems),
    deletions,
    ...(found && { edited: found.edited }),
    state,
  };
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
    if ((await countThere(deployment, name)) === 0) continue;
    deployment.io.err(
      `${name}: refers to what ${ownerName} owned; deploy ${ownerName} before ${name} is deployed again`,
    );
    const result = await runOne({ ...deployment, verb: "refresh" }, name, progress);
    progress.pause();
    reportRun({ ...deployment, verb: "refresh" }, name, result, summarise(name, result, deployment.specs));
  }
}

export function chosen(environments: readonly EnvironmentInfo[], options: Options, where = ""): EnvironmentInfo[] {
  const unknown = (options.env ?? []).filter((name) => !environments.some((environment) => environment.name === name));
  if (unknown.length > 0) {
    const known = environments.map(({ name }) => name).join(", ");
    throw new UsageError(`${where}there is no environment "${unknown.join('", "')}": the catalog has ${known}`);
  }
  return environments.filter(({ name }) => !options.env || options.env.includes(name));
}
