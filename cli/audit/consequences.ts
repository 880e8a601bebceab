/**
 * What follows from a catalog that went on: what was deployed as the record says bears names that the catalog does not have any more, until
 * it is deployed again or taken down. That is one thing to say, not several. Pure.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { Spec } from "../../model/index";
import { RULES } from "../../policies/index";
import type { Digests } from "../deploy/state-digest";
import type { AuditCode } from "./codes";
import { isCatalogMade, subjectOf } from "./names";

/** Rules that look names up in the catalog. What a framework promises holds for what is deployed until it is taken down. */
const LOOK_UP: ReadonlySet<string> = new Set(
  RULES.filter(({ needsCatalog, pack }) => needsCatalog && pack === "tagging").map(({ id }) => id),
);

/** What the state of an environment is compared with. */
export interface Compared {
  /** What the rules find in what the catalog itself compiles to there; undefined: they could not be asked. */
  catalog: readonly Diagnostic[] | undefined;
  specs: readonly Pick<Spec, "key" | "kind">[];
  /** What the last deployment recorded; undefined: there is no record. */
  recorded: Digests | undefined;
}

/**
 * All findings, without those of such rules that are mended when the catalog is deployed, which its finding names: about what the catalog
 * does not make any more, and about what is as it was deployed and breaks no such rule by the catalog.
 */
export function withoutConsequences(
  found: readonly Diagnostic[],
  edits: readonly Diagnostic[],
  compared: Compared,
): Diagnostic[] {
  const made = new Set(compared.specs.map(({ key, kind }) => `${kind}/${key}`));
  const dropped = new Set(
    Object.keys(compared.recorded ?? {})
      .filter(isCatalogMade)
      .map(subjectOf),
  );
  const bySubject = new Map<string | undefined, Diagnostic[]>();
  for (const edit of edits) bySubject.set(edit.subject, [...(bySubject.get(edit.subject) ?? []), edit]);
  const rules = new Map<Diagnostic, Set<string>>();
  const left = found.filter((one) => {
    const resource = one.policy?.resource ?? undefined;
    const about = bySubject.get(resource);
    if (!LOOK_UP.has(one.code) || resource === undefined || about === undefined) return true;
    const causes = about.filter(({ code }) => CAUSES[made.has(resource) ? "made" : "dropped"].has(code));
    const told = made.has(resource)
      ? isWaiting(about) && isMended(one, compared)
      : causes.length === about.length && about.every(({ code }) => code !== EDITED || dropped.has(resource));
    if (!told) return true;
    for (const cause of causes) rules.set(cause, (rules.get(cause) ?? new Set()).add(one.code));
    return false;
  });
  return [...left, ...edits.map((edit) => withRules(edit, [...(rules.get(edit) ?? [])].sort()))];
}

const EDITED: AuditCode = "state-edited";
const CAUSES: Record<"made" | "dropped", ReadonlySet<string>> = {
  made: new Set<AuditCode>(["state-differs"]),
  // Edited or not, the next deployment takes it down.
  dropped: new Set<AuditCode>(["not-in-catalog", EDITED]),
};
/** Says nothing of names. */
const BESIDE: AuditCode = "protection-removed";

/** Whether it is as it was deployed, and the catalog is not. Of two by one name a finding may be about either. */
function isWaiting(about: readonly Diagnostic[]): boolean {
  const [only, ...more] = about.filter(({ code }) => code !== BESIDE);
  return only !== undefined && more.length === 0 && CAUSES.made.has(only.code) && only.severity === "warning";
}

/** Whether the catalog itself breaks no such rule there. */
function isMended({ code, policy }: Diagnostic, { catalog }: Pick<Compared, "catalog">): boolean {
  if (catalog === undefined) return false;
  return !catalog.some((other) => other.code === code && other.policy?.resource === policy?.resource);
}

/** What breaks a rule in the state alone is not mended in the catalog, which is right: its fix would lead astray. */
export function mendedByCatalog(
  compared: Omit<Compared, "recorded">,
  finding: Diagnostic,
  edits: readonly Diagnostic[] = [],
): Diagnostic {
  const made = compared.specs.some(({ key, kind }) => `${kind}/${key}` === finding.policy?.resource);
  if (!made || !isMended(finding, compared)) return finding;
  const lost = edits.find(({ code, subject }) => GONE.has(code) && subject === finding.policy?.value);
  if (lost) return { ...finding, hint: `The catalog makes it: see what is said of \`${lost.subject}\` itself.` };
  return { ...finding, hint: "The catalog says otherwise, and does not break this rule: deploy it again." };
}

/** That what a value leads to is not there. */
const GONE: ReadonlySet<string> = new Set<AuditCode>([EDITED, "not-deployed"]);

function withRules(edit: Diagnostic, rules: readonly string[]): Diagnostic {
  if (rules.length === 0) return edit;
  const stop = edit.message.endsWith(".") ? "." : "";
  const message = stop === "" ? edit.message : edit.message.slice(0, -1);
  return { ...edit, message: `${message} (so it breaks ${rules.join(", ")})${stop}` };
}
