/**
 * Every rule over every stack of a catalog, without an engine: what `watchbill check`, the program and the commands that deploy ask
 * before anything else.
 */

import { type Diagnostic, sortDiagnostics } from "../diagnostics/index";
import { DEFAULTS } from "./configuration";
import { type Configuration, type Evaluation, evaluate } from "./evaluate";
import { type Checked, offlineStacks } from "./offline";
import { RULES } from "./registry";

export interface PolicyCheck {
  /** Sorted by place; the same in several environments is one. */
  diagnostics: Diagnostic[];
  /** One an environment. */
  evaluations: Evaluation[];
}

export function checkPolicies(checked: Checked, configuration: Configuration = DEFAULTS): PolicyCheck {
  const evaluations = offlineStacks(checked).map((stack) => evaluate(stack, RULES, configuration));
  return { diagnostics: inAll(evaluations.flatMap(({ findings }) => findings)), evaluations };
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
