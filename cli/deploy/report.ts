/** What the user reads after a run: changes, messages of the engine, policy violations, and the closing table. */

import pc from "picocolors";
import { safeLine, safeLines } from "../../diagnostics/index";
import type { RunResult } from "../../engine/index";
import { EXIT } from "../command";
import { show } from "../findings";
import { shownPoliciesFrom } from "../project";
import { table } from "../table";
import { inOurWords } from "./advice";
import { describeChanges } from "./changes";
import { approvalFor, approvalNeeded, type Planned } from "./delete-guard";
import type { Deployment } from "./deploy";
import { interruptedText } from "./interrupted";
import { nextSteps } from "./next-steps";
import { lastDeployed } from "./record";
import type { OneResult } from "./run-one";
import { changedAnything, type EnvironmentSummary, tableOf } from "./summary";

/** Where in a deployment a run of the engine stands. */
export interface Course {
  /** It only looks at what this would delete. */
  lookingFor?: Deployment["verb"];
  /** The deletions that were approved for the whole deployment, and how many of them are done. */
  approved?: number | null;
  deleted?: number;
  /** Whether an environment before this one was changed. */
  changed?: boolean;
}

/** Prints one environment's run and returns its exit code. */
export function reportRun(
  deployment: Deployment,
  environment: string,
  result: OneResult,
  summary: EnvironmentSummary,
  { approved = null, changed = false, deleted = 0, lookingFor }: Course = {},
): number {
  const { io, options, project, sandbox, specs, verb } = deployment;
  const say = options.format === "json" ? io.err : io.out;
  const colour = pc.createColors(io.colour);
  const own = specs.filter(({ env }) => env === environment);
  const changes = describeChanges(result.changes, own, {
    names: result.names,
    protects: marksProtected(deployment, environment),
  });
  if (changes.length > 0) say([colour.bold(environment), ...changes].join("\n"));
  else if (result.outcome === "succeeded")
    say(`${colour.bold(environment)}: ${verb === "destroy" ? "nothing was left to take down" : "no changes"}`);

  if (summary.findings.length > 0) show(summary.findings, "text", { ...io, out: io.err });
  for (const { level, message, pack, policy, urn } of result.policyViolations) {
    // Those of our own packs are shown as findings, with their places.
    if (result.report && OWN_PACK.test(pack)) continue;
    const about = urn ? ` ${urn.slice(urn.lastIndexOf("::") + 2)}` : "";
    const mark = level === "mandatory" ? colour.red("policy violated:") : colour.yellow("policy advice:");
    io.err(`${mark} ${safeLine(`${pack}/${policy}${about}`)}\n${indent(message)}`);
  }
  const { names } = result;
  const recorded = result.outcome === "failed" ? recordedOf(deployment, environment) : undefined;
  for (const said of result.messages) {
    const { message, severity } = said;
    if (severity === "info" || severity === "output" || CANCELED.test(message)) continue;
    const text = inOurWords(
      said,
      { verb, options, sandbox },
      { environment, names, specs: own, byHand: result.byHand, recorded },
    );
    io.err(`${severity === "error" ? colour.red("error:") : colour.yellow("warning:")} ${indent(text).trimStart()}`);
  }
  if (result.outcome === "succeeded") return EXIT.ok;
  if (result.outcome !== "interrupted") for (const text of whyOf(result, project.root)) io.err(text);
  switch (result.outcome) {
    case "interrupted": {
      const run = { verb: lookingFor ?? verb, options, sandbox };
      const at = lookingFor === undefined ? "work" : "looking";
      const ended = { approved, at, changed: changed || changedAnything(summary), deleted, environment, run } as const;
      io.err(interruptedText(ended));
      return EXIT.interrupted;
    }
    case "timed-out":
      io.err(`${environment}: took too long and was stopped; "watchbill doctor" says what is left over`);
      return EXIT.engine;
    default: {
      io.err(`${environment}: ${verb} failed${changedAnything(summary) && verb !== "preview" ? " half-way" : ""}`);
      const broken = result.policyViolations.some(({ level }) => level === "mandatory");
      return broken ? EXIT.findings : EXIT.engine;
    }
  }
}

/** Only explains what failed: a record that cannot be read is no reason to say nothing. */
function recordedOf({ project, sandbox }: Deployment, environment: string) {
  try {
    return lastDeployed(project, sandbox ? "sandbox" : "real", environment)?.state;
  } catch {
    return undefined;
  }
}

/** The sandbox protects nothing; what is marked there is what the real environment would keep. */
export function marksProtected({ protecting, sandbox, verb }: Deployment, environment: string): boolean {
  return sandbox !== undefined && (verb === "preview" || verb === "up") && protecting.includes(environment);
}

export interface Ended {
  summaries: readonly EnvironmentSummary[];
  planned: readonly Planned[];
  /** The files that say what was checked. */
  records: readonly string[];
  succeeded: boolean;
}

export function reportEnd(
  { io, options, project, sandbox, specs, verb }: Deployment,
  { summaries, planned, records, succeeded }: Ended,
): void {
  if (options.format === "json") {
    const approval = approvalFor(planned, options.approveDeletions);
    const whose = shownPoliciesFrom(project, io);
    const whole = { version: 1, command: verb, succeeded, ...whose, environments: summaries, approval, records };
    io.out(JSON.stringify(whole, null, 2));
    return;
  }
  const { head, rows } = tableOf(summaries, verb === "preview");
  if (rows.length > 0) io.out(`\n${table(head, rows)}`);
  if (verb === "preview") for (const line of approvalNeeded(planned)) io.err(line);
  if (options.record !== undefined) io.err(writtenTo(records));
  if (!succeeded || !sandbox) return;
  io.out(`\n${LISTED[verb]} is listed at ${sandbox.url}`);
  if (verb !== "up") return;
  const environments = summaries.map(({ environment }) => environment);
  io.out(nextSteps({ project, specs, environments, changed: summaries.some(changedAnything) }));
}

export function writtenTo(records: readonly string[]): string {
  return `What was checked is written to ${records.join(", ")}`;
}

const LISTED: Record<Deployment["verb"], string> = {
  preview: "Nothing was changed; what the sandbox holds",
  up: "Everything provisioned",
  refresh: "What the sandbox holds",
  destroy: "What the sandbox still holds",
};

/** What the engine says of an interruption, and of everything else that was under way when something failed. */
const CANCELED = /context canceled$|^(?:preview|update|destroy|refresh) canceled$/;

const OWN_PACK = /^watchbill(?:-|$)/;

/** Lines of a program's standard error that are shown, from the end. */
const OUTPUT_LINES = 40;

/** Why a run failed, where no error of the engine says so: what the program or a policy pack wrote, and what the engine did. */
function whyOf(result: RunResult, root: string): string[] {
  const written = result.messages.filter(({ severity }) => severity === "output").map(({ message }) => message);
  const told = result.messages.some(({ severity }) => severity === "error");
  const lines = [
    ...(written.length === 0 ? [] : [indent(written.slice(-OUTPUT_LINES).join("\n"))]),
    ...(told || result.output === "" ? [] : [indent(result.output)]),
  ];
  const module = /Cannot find (?:module|package) '([^']+)'/.exec(
    result.messages.map(({ message }) => message).join("\n") + result.output,
  )?.[1];
  if (module !== undefined && !/^[./]/.test(module))
    lines.push(safeLine(`The package of "${module}" is not installed: run npm install --ignore-scripts in ${root}`));
  return lines;
}

function indent(text: string): string {
  return safeLines(text)
    .map((line) => `  ${line}`)
    .join("\n");
}
