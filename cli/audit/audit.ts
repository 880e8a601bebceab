/**
 * Looks at what is deployed without running the program: every rule about what the states hold, and where a state is not what the catalog
 * compiles to or what the deployment recorded. Reads states only; what the vendors have now is `refresh`'s business.
 */

import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { atStart, type Diagnostic, hasErrors, sortDiagnostics, type Waived } from "../../diagnostics/index";
import { type Engine, exportStack, type StateResource, stackNames } from "../../engine/index";
import { checkCatalog, type EnvironmentInfo } from "../../model/index";
import { EXIT, type Options, UsageError } from "../command";
import { isOfVendor } from "../deploy/deletions";
import { chosen } from "../deploy/deploy";
import { engineFor } from "../deploy/engine";
import { judgeState } from "../deploy/judge-state";
import { startProgress } from "../deploy/progress";
import {
  type CheckRecord,
  countedFindings,
  type Deployed,
  type EnvironmentRecord,
  lastDeployed,
  writeRecord,
} from "../deploy/record";
import { digestsOf } from "../deploy/state-digest";
import { realTarget, sandboxTarget, type Target } from "../deploy/target";
import { exitCodeOf, factsFor, show } from "../findings";
import type { Io } from "../io";
import { packRunsOf } from "../pack-runs";
import { type JudgedCatalog, judged } from "../policies";
import { findProject, type Project, shownPoliciesFrom } from "../project";
import { recordedIn } from "./against";
import { mendedByCatalog, withoutConsequences } from "./consequences";
import { stateEdits } from "./state-edits";

interface Audit {
  checked: JudgedCatalog;
  options: Options;
  io: Io;
  project: Project;
  /** Undefined in the sandbox, whose states are files. */
  engine: Engine | undefined;
  vendors: CheckRecord["vendors"];
  /** What was recorded of each environment, in the file that was named; undefined: none was. */
  against: ReadonlyMap<string, Deployed> | undefined;
}

export async function audit(options: Options, io: Io): Promise<number> {
  const project = findProject(options, io);
  const { policiesFrom } = project;
  const checked = judged(
    checkCatalog(project.catalog, { cwd: io.cwd, ...(policiesFrom !== undefined && { policiesFrom }) }),
  );
  const format = options.format ?? "text";
  // Of the catalog's own findings only what keeps it from being compared; the rest is for `check`.
  const broken = checked.diagnostics.filter(({ policy, severity }) => severity === "error" && policy === undefined);
  if (hasErrors(broken) && checked.specs.length === 0) {
    show(broken, format, io, { title: TITLE });
    io.err("nothing was audited: the catalog has errors");
    return EXIT.findings;
  }
  const environments = chosen(checked.environments, options);
  const vendors = options.sandbox ? "sandbox" : "real";
  const names = environments.map(({ name }) => name);
  const wanted = { environments: names, vendors, project: project.name, cwd: io.cwd } as const;
  const against = options.against === undefined ? undefined : recordedIn(resolve(io.cwd, options.against), wanted);
  const progress = startProgress(io);
  try {
    const engine = options.sandbox ? undefined : await engineFor(options, io, progress);
    progress.pause();
    const one: Audit = { checked, options, io, project, engine, vendors, against };
    const there = engine ? await stackNames(engine, await targetOf(one, environments[0]?.name ?? "")) : undefined;
    const results: Audited[] = [];
    for (const environment of environments) {
      const state = there && !there.includes(environment.name) ? [] : await stateOf(one, environment.name);
      results.push(auditOne(one, environment, state));
    }
    return await told(one, results);
  } finally {
    progress.stop();
  }
}

const TITLE = "Watchbill audit";

interface Audited {
  diagnostics: Diagnostic[];
  record: EnvironmentRecord;
  runs: ReturnType<typeof packRunsOf>;
  waived: Waived[];
  /** What the environment was compared with, as a sentence for people. */
  basis: string;
}

function auditOne(
  { against, checked, io, options, project, vendors }: Audit,
  environment: EnvironmentInfo,
  state: readonly StateResource[],
): Audited {
  const { name, protect } = environment;
  const deployed = against ? against.get(name) : lastDeployed(project, vendors, name);
  const { evaluation, stack, waived } = judgeState(checked, environment, state, deployed?.state);
  const specs = checked.specs.filter(({ env }) => env === name);
  const asked = evaluation.counts.filter(({ level, notChecked }) => level !== "disabled" && notChecked === undefined);
  const problems = state.some(isOfVendor) && asked.length > 0 ? [] : [nothingAudited(name, state, options)];
  const edits =
    problems.length > 0
      ? []
      : stateEdits({
          environment: name,
          state,
          resources: stack.resources,
          specs,
          recorded: deployed?.state,
          protects: protect && !options.sandbox,
          sandbox: options.sandbox === true,
        });
  const catalog = checked.evaluations.find((one) => one.environment === name)?.findings;
  const compared = { catalog, recorded: deployed?.state, specs };
  const diagnostics = [
    ...problems.map((message) => atStart({ code: "nothing-audited", severity: "error", message, subject: name })),
    ...withoutConsequences(
      evaluation.findings.map((finding) => mendedByCatalog(compared, finding, edits)),
      edits,
      compared,
    ),
  ];
  const basis = deployed
    ? `with the catalog and the record of ${deployed.at} (${relative(io.cwd, deployed.file)})`
    : "with the catalog alone: there is no record of its last deployment";
  return {
    diagnostics,
    runs: packRunsOf([evaluation]),
    waived,
    basis: `${name}: ${evaluation.resources} resources of its state compared ${basis}`,
    record: {
      ...{ environment: name, outcome: "succeeded", resources: evaluation.resources, engine: null, problems },
      rules: evaluation.counts,
      findings: countedFindings(diagnostics),
      deletions: { count: 0, approved: null },
      state: digestsOf(state),
    },
  };
}

function nothingAudited(name: string, state: readonly StateResource[], { sandbox }: Options): string {
  if (state.some(isOfVendor)) return `${name}: every rule is disabled: nothing was audited`;
  return `${name}: its state${sandbox ? " in the sandbox" : ""} holds nothing: nothing was audited`;
}

async function told(one: Audit, results: readonly Audited[]): Promise<number> {
  const { checked, io, options, project, vendors } = one;
  const diagnostics = sortDiagnostics(results.flatMap((result) => result.diagnostics));
  const waived = results.flatMap((result) => result.waived);
  const format = options.format ?? "text";
  show(diagnostics, format, io, {
    title: TITLE,
    clean: `${results.map(({ record }) => record.environment).join(", ")}: no findings`,
    report: { ...shownPoliciesFrom(project, io), policies: results.flatMap(({ runs }) => runs), waived },
    facts: await factsFor(format),
    unplaced: relative(io.cwd, project.catalog) || ".",
  });
  for (const { basis } of results) (format === "text" ? io.out : io.err)(basis);
  const environments = results.map(({ record }) => record);
  const files = writeRecord(
    { command: "audit", vendors, environments },
    { checked: { ...checked, waived }, options, project, io },
  );
  if (options.record !== undefined) io.err(`What was checked is written to ${files.join(", ")}`);
  return exitCodeOf(diagnostics, options.failOn);
}

async function stateOf(one: Audit, name: string): Promise<StateResource[]> {
  return (await exportStack(one.engine, await targetOf(one, name))).resources;
}

async function targetOf({ options, project }: Audit, name: string): Promise<Target> {
  if (!options.sandbox) return realTarget(project, name);
  if (!existsSync(project.sandbox))
    throw new UsageError(`there is no sandbox in ${project.sandbox}: nothing was deployed into one from here`);
  return sandboxTarget(project, name, undefined);
}
