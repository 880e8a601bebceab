/**
 * What a pack writes down of a run for who started the engine: the findings with all they say, and what was looked at. The engine itself
 * hands on no more than texts. Who reads it must not take it for proof that the pack ran: that is what the engine's own events say.
 */

import { readFileSync, renameSync, writeFileSync } from "node:fs";
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

/** Undefined: no pack of ours wrote one. */
export function readReport(file: string): PolicyReport | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const report = JSON.parse(text) as PolicyReport;
  return report.version === 1 ? report : undefined;
}
