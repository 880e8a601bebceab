/** The policies' findings beside what the catalog's own checks found. */

import { type Diagnostic, hasErrors, sortDiagnostics, type Waived } from "../diagnostics/index";
import type { CheckedCatalog, PolicyId } from "../model/index";
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
    diagnostics: sortDiagnostics([...notSaidTwice(checked.diagnostics, diagnostics), ...diagnostics]),
    evaluations,
    waived: [...checked.waived, ...waived],
  };
}

/** Advice of the catalog's own checks → the policy that looks at the same in what is deployed, and says more. */
const SAID_BY: Readonly<Record<string, PolicyId>> = {
  "no-phone": "person-without-phone",
  "slow-answer": "late-answer",
  "uncovered-hours": "uncovered-time",
  unscanned: "personal-data-unscanned",
};

/** A person mends one line once: what a policy found there is not advised as well. */
function notSaidTwice(advice: readonly Diagnostic[], found: readonly Diagnostic[]): Diagnostic[] {
  const place = ({ file, line }: Diagnostic, code: string) => JSON.stringify([file, line, code]);
  const said = new Set(found.flatMap((one) => (one.policy?.state === "violated" ? [place(one, one.code)] : [])));
  return advice.filter((one) => {
    const policy = SAID_BY[one.code];
    return policy === undefined || one.severity === "error" || !said.has(place(one, policy));
  });
}
