/**
 * Every rule over every stack of a catalog, without an engine: what `watchbill check`, the program and the commands that deploy ask
 * before anything else.
 */

import { type Diagnostic, sortDiagnostics, type Waived } from "../diagnostics/index";
import type { Compiled } from "../model/index";
import { type CatalogConfiguration, configurationOf } from "./configuration";
import { type Evaluation, evaluate } from "./evaluate";
import { inAll } from "./in-all";
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
