/** What the policies say of one run of the engine: what they found that nobody was told before, and whether they were asked at all. */

import type { Diagnostic } from "../../diagnostics/index";
import { configurationOf, RULES } from "../../policies/index";
import type { Deployment } from "./deploy";
import { notAsked } from "./packs-ran";
import { countedFindings, type EnvironmentRecord } from "./record";
import type { OneResult } from "./run-one";

export interface JudgedRun {
  /** Why the run does not pass for checked; empty where it does. */
  problems: string[];
  /** Only those that the offline check had not told. */
  findings: Diagnostic[];
}

export function judgeRun(
  { checked, specs, verb }: Pick<Deployment, "checked" | "specs" | "verb">,
  environment: string,
  result: OneResult,
): JudgedRun {
  const expected = specs.filter(({ env }) => env === environment).length;
  const configuration = configurationOf(checked);
  const hasBase = checked.base !== undefined;
  const { counts, imposed = [] } = result.report ?? {};
  const asked = { environment, rules: RULES, configuration, expected, hasBase, counts, imposed };
  const told = new Set(checked.diagnostics.map(keyOf));
  return {
    problems: (verb === "up" || verb === "preview") && result.outcome === "succeeded" ? notAsked(result, asked) : [],
    findings: (result.report?.findings ?? []).filter((finding) => !told.has(keyOf(finding))),
  };
}

/** The same finding in the catalog and in the engine. */
function keyOf({ code, message, policy, subject }: Diagnostic): string {
  return JSON.stringify([code, message, policy?.resource ?? subject]);
}

/** Says what was not asked. */
export function tellProblems({ io }: Pick<Deployment, "io">, environment: string, problems: readonly string[]): void {
  for (const problem of problems) io.err(`error: ${environment}: ${problem}`);
  if (problems.length > 0) io.err(`${environment}: this run does not count as checked`);
}

/** For the file that says what was checked. */
export function recordOf(
  environment: string,
  result: OneResult,
  problems: readonly string[] | null,
): Omit<EnvironmentRecord, "deletions" | "state"> {
  const { outcome, policies, policyViolations, report } = result;
  const broken = policyViolations.filter(({ level }) => level === "mandatory");
  const violated = [...new Set(broken.map(({ pack, policy }) => `${pack}/${policy}`))].sort();
  return {
    environment,
    outcome,
    resources: report?.resources ?? 0,
    engine: problems && policies.packs,
    problems: problems ?? [],
    rules: report?.counts ?? [],
    findings: countedFindings(report?.findings ?? []),
    ...(violated.length > 0 && { violated }),
  };
}
