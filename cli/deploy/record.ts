/**
 * What a run has checked, as a file that can be kept: which rules of which code and configuration were asked about how many resources of
 * which environment, what they found, what is waived, who approved which deletions, and what was deployed then. Without secrets.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { packageRoot } from "../../bin/package-root";
import type { Diagnostic, Waived } from "../../diagnostics/index";
import type { PackRun } from "../../engine/index";
import { configurationOf, RULES, type RuleCount } from "../../policies/index";
import type { ApprovedDeletions } from "../approved-deletions";
import { catalogDigest } from "../catalog-digest";
import { type Options, UsageError } from "../command";
import type { Io } from "../io";
import type { JudgedCatalog } from "../policies";
import { type Project, shownPoliciesFrom } from "../project";
import { version } from "../version";
import { writeWhole } from "../write-whole";
import type { Deletion } from "./deletions";
import { policyPacks } from "./engine";
import { parseRecord } from "./parse-record";
import { canonicalText, type Digests } from "./state-digest";

export interface CheckRecord {
  version: 1;
  /** The version of Watchbill. */
  watchbill: string;
  command: string;
  /** When it was written, in UTC. */
  at: string;
  vendors: "sandbox" | "real";
  packs: {
    /** Of the code that the engine ran: sha256. */
    digest: string;
    rules: number;
  };
  configuration: {
    /** Of every rule's level and parameters by environment, the frameworks and the waivers: sha256. */
    digest: string;
  };
  /** The catalog whose policies held beside the project's own, and its files: sha256; null: there was none. */
  policiesFrom: { path: string; digest: string } | null;
  waivers: readonly Waived[];
  environments: readonly EnvironmentRecord[];
}

export interface EnvironmentRecord {
  environment: string;
  /** `refused`: nothing was run, e.g. for want of an approval. */
  outcome: "succeeded" | "failed" | "interrupted" | "timed-out" | "refused";
  /** How many resources of the three vendors were looked at. */
  resources: number;
  /** What the engine says of the packs; null where none runs: `destroy` and `audit` ask the rules about the state. */
  engine: readonly PackRun[] | null;
  /** Why the run does not pass for checked; empty where it does. */
  problems: readonly string[];
  rules: readonly RuleCount[];
  findings: { errors: number; warnings: number; notes: number };
  /** The mandatory policies for which the engine refused it, like `watchbill/unpaged-alert`; absent where there are none. */
  violated?: readonly string[];
  /** How many resources were deleted, in a preview would be; and the number that was approved, for all environments of the run. */
  deletions: { count: number; approved: number | null };
  /** Of a refused run. */
  refused?: Refusal;
  /** Before an `up` or `destroy`: the URNs of what is not as the last run recorded it, as by an edit of the state. */
  edited?: readonly string[];
  /** What the state has after it, by resource; null where nothing could be changed. Of a run that failed: what it left alone is as it was recorded before. */
  state: Digests | null;
}

/** What was not done, and why. */
export interface Refusal {
  /** A sentence each, without its full stop. */
  reasons: readonly string[];
  /** What would have been deleted here; empty where nobody had looked yet. */
  deletions: readonly Deletion[];
  /** The number that an approval would have to name, for all environments of the run; null: none is needed, or nobody had looked yet. */
  needed: number | null;
  /** The number that was given, or one for each environment, and is no approval. */
  given: ApprovedDeletions | null;
}

export interface Recording {
  checked: JudgedCatalog;
  options: Pick<Options, "record">;
  project: Project;
  io: Pick<Io, "cwd">;
}

export type Recorded = Pick<CheckRecord, "command" | "vendors" | "environments">;

/** Writes what the run checked: into the file named, or one for each environment below `.watchbill/records`. Returns the files. */
export function writeRecord(recorded: Recorded, { checked, options, project, io }: Recording): string[] {
  const { command, environments, vendors } = recorded;
  const whole: CheckRecord = {
    version: 1,
    watchbill: version(),
    command,
    at: new Date().toISOString(),
    vendors,
    packs: { digest: packsDigest(), rules: RULES.length },
    configuration: { digest: configurationDigest(checked) },
    policiesFrom: policiesFromOf(project, io),
    waivers: checked.waived,
    environments,
  };
  const files =
    options.record === undefined
      ? environments.map((one) => ({ file: recordFile(project, vendors, one, command), has: [one] }))
      : [{ file: resolve(io.cwd, options.record), has: environments }];
  for (const { file, has } of files) {
    mkdirSync(dirname(file), { recursive: true });
    const waivers = whole.waivers.filter((waived) =>
      waived.environments.some((name) => has.some(({ environment }) => environment === name)),
    );
    writeWhole(file, `${JSON.stringify({ ...whole, waivers, environments: has }, null, 2)}\n`);
  }
  return files.map(({ file }) => relative(io.cwd, file));
}

/** Where the record of an environment's last such run is, unless it was given a file of its own. A refused one changed nothing. */
function recordFile(
  { root }: Pick<Project, "root">,
  vendors: CheckRecord["vendors"],
  { environment, outcome }: Pick<EnvironmentRecord, "environment" | "outcome">,
  command: string,
): string {
  const name = outcome === "refused" ? `${command}-refused` : command;
  return join(root, ".watchbill", "records", vendors, environment, `${name}.json`);
}

/** What was deployed last. */
export interface Deployed {
  file: string;
  /** When. */
  at: string;
  state: Digests;
}

/** What the last run from this folder that changed an environment recorded of its state; undefined: there is no such record. */
export function lastDeployed(
  project: Pick<Project, "root">,
  vendors: CheckRecord["vendors"],
  environment: string,
): Deployed | undefined {
  const runs = ["up", "destroy"].flatMap((command) => {
    const file = recordFile(project, vendors, { environment, outcome: "succeeded" }, command);
    return existsSync(file) ? (deployedIn(file, environment) ?? []) : [];
  });
  return runs.sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}

/** What a record says of an environment's state; undefined where it has none of it. */
function deployedIn(file: string, environment: string): Deployed | undefined {
  const read = parseRecord(readFileSync(file, "utf8"));
  if (read.type === "broken") throw new UsageError(`${file} is no record of a deployment (${read.why}): take it away`);
  const { record } = read;
  const state = record.environments.find((one) => one.environment === environment)?.state;
  return state ? { file, at: record.at, state } : undefined;
}

export function countedFindings(findings: readonly Diagnostic[]): EnvironmentRecord["findings"] {
  const of = (wanted: Diagnostic["severity"]) => findings.filter(({ severity }) => severity === wanted).length;
  return { errors: of("error"), warnings: of("warning"), notes: of("info") };
}

/** Of the bundle and the files of the pack that the engine is given. */
function packsDigest(): string {
  const { fileOf } = require(join(packageRoot(), "bin", "load.cjs")) as { fileOf: (entry: string) => string };
  const hash = createHash("sha256");
  for (const folder of policyPacks())
    for (const name of ["PulumiPolicy.yaml", "package.json", "index.cjs"])
      hash.update(readFileSync(join(folder, name)));
  // The last line names the process that made the bundle.
  const code = readFileSync(fileOf("policies/main"), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
  return hash.update(code).digest("hex");
}

function policiesFromOf(project: Project, io: Pick<Io, "cwd">): CheckRecord["policiesFrom"] {
  const { policiesFrom: path } = shownPoliciesFrom(project, io);
  if (path === undefined) return null;
  return { path, digest: catalogDigest(resolve(io.cwd, path)) };
}

function configurationDigest(checked: JudgedCatalog): string {
  const { applied } = configurationOf(checked);
  const environments = checked.resolved.map(({ frameworks, name }) => ({
    name,
    frameworks: frameworks.map(({ source: _place, ...framework }) => framework),
    rules: RULES.map((rule) => ({ rule: rule.id, ...applied(rule, name) })),
  }));
  const waivers = checked.waivers.map(({ holder, owner, reason, resource, rule, until }) => ({
    ...{ holder, owner, reason, resource, rule, until },
  }));
  return createHash("sha256").update(canonicalText({ environments, waivers })).digest("hex");
}
