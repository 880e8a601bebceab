/** The policies' findings beside what the catalog's own checks found. */

import { hasErrors, sortDiagnostics } from "../diagnostics/index";
import type { CheckedCatalog } from "../model/index";
import { checkPolicies, type Evaluation } from "../policies/index";

export interface JudgedCatalog extends CheckedCatalog {
  /** One an environment; empty where the catalog has errors, since policies judge what it compiles to. */
  evaluations: Evaluation[];
}

export function judged(checked: CheckedCatalog): JudgedCatalog {
  if (hasErrors(checked.diagnostics)) return { ...checked, evaluations: [] };
  const { diagnostics, evaluations } = checkPolicies(checked);
  return { ...checked, diagnostics: sortDiagnostics([...checked.diagnostics, ...diagnostics]), evaluations };
}
