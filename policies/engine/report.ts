/**
 * What a pack writes down of a run for who started the engine: the findings with all they say, and what was looked at. The engine itself
 * hands on no more than texts. Who reads it must not take it for proof that the pack ran: that is what the engine's own events say.
 */

import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { Diagnostic } from "../../diagnostics/index";
import type { RuleCount } from "../evaluate";

/** Names the file that a pack writes. */
const VARIABLE = "WATCHBILL_POLICY_REPORT";

export interface PolicyReport {
  version: 1;
  /** The pack's name and version, as the engine has them. */
  pack: string;
  packVersion: string;
  environment: string;
  preview: boolean;
  /** The folder of the catalog that says where things come from; null: there was none. */
  catalog: string | null;
  /** How many resources of the three vendors the stack has. */
  resources: number;
  findings: Diagnostic[];
  counts: RuleCount[];
  /** Ids of rules whose parameters somebody outside the catalog gave other values than it does. */
  imposed: string[];
}

/** The variables that a run of the engine needs for its packs to write `file`, and to name places from `cwd`. */
export function reportVariables(file: string, cwd: string): Record<string, string> {
  return { [VARIABLE]: file, WATCHBILL_CWD: cwd };
}

export function writeReport(report: PolicyReport, env: NodeJS.ProcessEnv): void {
  const file = env[VARIABLE];
  if (!file) return;
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, JSON.stringify(report));
  renameSync(beside, file);
}

/** What is found before the whole stack is there, in case it never will be; `findings` are those that came since the last call. */
export function writeEarly(report: PolicyReport, env: NodeJS.ProcessEnv): void {
  const file = env[VARIABLE];
  if (file) appendFileSync(early(file), `${JSON.stringify(report)}\n`);
}

/** What was found of a stack must not pass for what is found of the next. */
export function forgetReport(env: NodeJS.ProcessEnv): void {
  const file = env[VARIABLE];
  if (file) for (const one of [file, early(file)]) rmSync(one, { force: true });
}

function early(file: string): string {
  return `${file}.early`;
}

/** Undefined: no pack of ours wrote one. */
export function readReport(file: string): PolicyReport | undefined {
  const whole = textOf(file);
  const reports = whole === undefined ? earlyReports(file) : [JSON.parse(whole) as PolicyReport];
  const last = reports.at(-1);
  return last?.version === 1 ? { ...last, findings: reports.flatMap(({ findings }) => findings) } : undefined;
}

/** Without a last line that is only half there: its writer was killed. */
function earlyReports(file: string): PolicyReport[] {
  const lines = (textOf(early(file)) ?? "").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as PolicyReport);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
