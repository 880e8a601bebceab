/**
 * Every rule over every stack of a catalog, without an engine: what `watchbill check`, the program and the commands that deploy ask
 * before anything else.
 */

import { type Diagnostic, sortDiagnostics, type Waived } from "../diagnostics/index";
import type { Compiled } from "../model/index";
import { type CatalogConfiguration, configurationOf } from "./configuration";
import { type Evaluation, evaluate } from "./evaluate";
import { offlineStacks } from "./offline";
import { RULES } from "./registry";

export interface PolicyCheck {
  /** Sorted by place; the same in several environments is one. */
  diagnostics: Diagnostic[];
  /** One an environment. */
  evaluations: Evaluation[];
  /** What somebody has accepted of it. */
  waived: Waived[];
}

/** `whole` of what was checked is whether these are all environments: only then a waiver that nothing needs is one too many. */
export function checkPolicies(
  checked: Compiled,
  configuration: CatalogConfiguration = configurationOf(checked),
): PolicyCheck {
  const evaluations = offlineStacks(checked).map((stack) => evaluate(stack, RULES, configuration));
  const findings = [...inAll(evaluations.flatMap((one) => one.findings)), ...configuration.problems(checked.whole)];
  return { diagnostics: sortDiagnostics(findings), evaluations, waived: configuration.waived() };
}

/** What is found alike in several environments, once, with the names of all of them. */
function inAll(findings: readonly Diagnostic[]): Diagnostic[] {
  const merged = new Map<string, Diagnostic>();
  for (const finding of findings) {
    const { code, severity, file, line, column, message, subject, path } = finding;
    const same = JSON.stringify([code, severity, file, line, column, message, subject, path]);
    const known = merged.get(same);
    const environments = [...(known?.policy?.environments ?? []), ...(finding.policy?.environments ?? [])];
    merged.set(same, {
      ...finding,
      ...(finding.policy && { policy: { ...finding.policy, environments: [...new Set(environments)].sort() } }),
    });
  }
  return sortDiagnostics([...merged.values()]);
}
