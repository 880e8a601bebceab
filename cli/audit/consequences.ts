/**
 * What follows from a catalog that went on: a resource that it does not make any more still bears names that it does not have any more. That
 * is one thing to say, not several. Pure.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Spec } from "../../model/index";
import { RULES } from "../../policies/index";
import type { AuditCode } from "./codes";

/** Rules that look names up in the catalog. What a framework promises holds for what is deployed until it is taken down. */
const LOOK_UP: ReadonlySet<string> = new Set(
  RULES.filter(({ needsCatalog, pack }) => needsCatalog && pack === "tagging").map(({ id }) => id),
);
const NOT_MADE: AuditCode = "not-in-catalog";

/** All findings, without those of such rules about what the catalog does not make any more: that finding names the rules. */
export function withoutConsequences(
  found: readonly Diagnostic[],
  edits: readonly Diagnostic[],
  specs: readonly Pick<Spec, "key" | "kind">[],
): Diagnostic[] {
  const notMade = new Set(edits.filter(({ code }) => code === NOT_MADE).map(({ subject }) => subject));
  // One of two by the same name, of which the catalog makes the other: a finding may be about either.
  for (const { key, kind } of specs) notMade.delete(`${kind}/${key}`);
  const follows = ({ code, policy }: Diagnostic) => LOOK_UP.has(code) && notMade.has(policy?.resource ?? undefined);
  const rulesOf = (subject: string | undefined) =>
    new Set(found.filter((one) => follows(one) && one.policy?.resource === subject).map(({ code }) => code));
  return [
    ...found.filter((one) => !follows(one)),
    ...edits.map((edit) => {
      const rules = edit.code === NOT_MADE ? [...rulesOf(edit.subject)].sort() : [];
      if (rules.length === 0) return edit;
      return { ...edit, message: `${edit.message} (so it breaks ${rules.join(", ")})` };
    }),
  ];
}
