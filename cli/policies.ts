/** The policies' findings beside what the catalog's own checks found. */

import { hasErrors, sortDiagnostics, type Waived } from "../diagnostics/index";
import type { CheckedCatalog } from "../model/index";
import { checkPolicies, configurationOf, type Evaluation } from "../policies/index";

export interface JudgedCatalog extends CheckedCatalog {
  /** One an environment; empty where the catalog has errors, since policies judge what it compiles to. */
  evaluations: Evaluation[];
  /** What somebody has accepted, of the linter and of policies. */
  waived: Waived[];
}

export function judged(checked: CheckedCatalog): JudgedCatalog {
  const { diagnostics, evaluations, waived } = hasErrors(checked.diagnostics)
    ? { diagnostics: configurationOf(checked).problems(false), evaluations: [], waived: [] }
    : checkPolicies(checked);
  return {
    ...checked,
    diagnostics: sortDiagnostics([...checked.diagnostics, ...diagnostics]),
    evaluations,
    waived: [...checked.waived, ...waived],
  };
}
