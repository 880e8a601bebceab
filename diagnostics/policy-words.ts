/** What is said of a policy's finding beside its message, in the same words in every format. */

import type { Diagnostic, PolicyClause, PolicyDetails } from "./diagnostic";
import type { PackRun, Waived } from "./report";
import { wrap } from "./wrap";

/** `PCI DSS 10.5.1; SOX 802` */
export function clausesText(clauses: readonly PolicyClause[]): string {
  return clauses.map(({ framework, clause }) => `${framework} ${clause}`.trim()).join("; ");
}

/** `tagging (advisory) in dev, prod: datadog/monitor/checkout-latency, tags` */
export function policyText({ environments, level, pack, property, resource }: PolicyDetails): string {
  const advisory = level === "advisory" ? " (advisory)" : "";
  const place = environments.length === 0 ? "" : ` in ${environments.join(", ")}`;
  const about = [resource, property].filter((part) => part !== null).join(", ");
  return `${pack}${advisory}${place}${about === "" ? "" : `: ${about}`}`;
}

/** The policy's own lines below a finding's message. */
export function policyLines({ clauses, ...policy }: PolicyDetails): string[] {
  return [
    `policy: ${policyText({ ...policy, clauses })}`,
    ...(clauses.length === 0 ? [] : [`clauses: ${clausesText(clauses)}`]),
  ];
}

export const STATE_WORDS = {
  violated: "violated",
  undecided: "not decidable before deployment",
  stated: "stated, not verified",
} as const;

/** What nobody has to act on now: told in a line a rule, not each by itself. */
export function isQuiet({ policy }: Diagnostic): boolean {
  return policy !== undefined && policy.state !== "violated";
}

const FOR_REVIEW: ReadonlySet<string> = new Set(["policies-loosened", "waiver-new", "waiver-changed"]);

/** What whoever reviews a change has to see, though nothing fails for it. */
export function isForReview({ code, severity }: Diagnostic): boolean {
  return severity !== "error" && FOR_REVIEW.has(code);
}

/** How many subjects are named before "and others". */
const NAMED = 3;

/** `stated, not verified: log-retention (12): security, audit, app and 9 more` */
export function quietLines(diagnostics: readonly Diagnostic[]): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { code, policy, subject } of diagnostics) {
    if (policy === undefined || policy.state === "violated") continue;
    const group = `${STATE_WORDS[policy.state]}: ${code}`;
    const subjects = groups.get(group) ?? new Set();
    subjects.add(subject ?? policy.resource ?? code);
    groups.set(group, subjects);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, subjects]) => `${group}: ${named([...subjects])}`);
}

export function named(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return `${names.slice(0, NAMED).join(", ")}${more}`;
}

/** `accepted until 2026-12-31 by platform: slow-evaluation for checkout-latency (reason; shop.yaml:12)` */
export function waivedText({ environments, file, line, owner, reason, rule, subjects, until }: Waived): string {
  const where = environments.length === 0 ? "" : ` in ${environments.join(", ")}`;
  const who = owner === null ? "" : ` by ${owner}`;
  return `accepted until ${until}${who}: ${rule} for ${named(subjects)}${where} (${reason.replace(/\.$/, "")}; ${file}:${line})`;
}

/** How many findings of one waiver are shown in formats that do not hold them all. */
const SHOWN = 3;

/** What a waiver accepts, a line each: the finding's own words and place; of many the first, and how many more. */
export function acceptedLines({ everythingIn, findings }: Waived): string[] {
  const lines = [
    ...new Set(
      findings.map(({ file, line, message }) => `${message}${file === undefined ? "" : ` (${file}:${line})`}`),
    ),
  ];
  const wide =
    everythingIn === undefined
      ? []
      : [
          `whatever the rule finds in all of \`${everythingIn}\` (a pull request that brings it is refused without \`resource:\`)`,
        ];
  return [...wide, ...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`${lines.length - SHOWN} more`] : [])];
}

/** What ends first stands first. */
export function soonestFirst(waived: readonly Waived[]): Waived[] {
  return [...waived].sort((a, b) => (a.until === b.until ? 0 : a.until < b.until ? -1 : 1));
}

/** For a terminal: a waiver in two lines, and what it accepts. */
export function waivedLines(waived: readonly Waived[]): string[] {
  if (waived.length === 0) return [];
  return [
    `${waived.length} ${waived.length === 1 ? "waiver is" : "waivers are"} in use:`,
    ...soonestFirst(waived).flatMap((one) => {
      const { environments, file, line, owner, reason, rule, subjects, until } = one;
      const [first = rule, ...others] = subjects;
      const more = others.length === 0 ? "" : ` and ${others.length} more`;
      const where = environments.length === 0 ? "" : ` in ${environments.join(", ")}`;
      return [
        ...wrap(`${rule} until ${until}${owner === null ? "" : ` by ${owner}`}, ${file}:${line}`, "  "),
        ...wrap(`${first}${more}${where}: ${reason}`, "    "),
        ...acceptedLines(one).flatMap((text) => wrap(`accepts: ${text}`, "    ")),
      ];
    }),
  ];
}

/** Whose word on policies held, where it was not this catalog's alone. */
export function whosePolicies(policiesFrom: string): string {
  return `policies of: ${policiesFrom} and this one`;
}

/** Which packs were asked where, and each rule that was not. */
export function packLines(runs: readonly PackRun[]): string[] {
  if (runs.length === 0) return [];
  const packs = [...new Set(runs.map(({ pack }) => pack))];
  const environments = [...new Set(runs.map(({ environment }) => environment))];
  return [`policies asked in ${environments.join(", ")}: ${packs.join(", ")}`, ...notAsked(runs)];
}

/** Rules that the catalog switches off, and those that could not be asked. */
export function notAsked(runs: readonly PackRun[]): string[] {
  return [
    ...off(runs, "switched off", ({ disabled }) => disabled),
    ...off(runs, "not checked", ({ notChecked }) => notChecked),
  ];
}

/** Rules of which the same is to be said of the same environments stand in one line. */
function off(runs: readonly PackRun[], what: string, rulesOf: (run: PackRun) => readonly string[]): string[] {
  const where = new Map<string, string[]>();
  for (const run of runs)
    for (const rule of rulesOf(run)) where.set(rule, [...(where.get(rule) ?? []), run.environment]);
  const together = new Map<string, string[]>();
  for (const [rule, environments] of where) {
    const names = environments.join(", ");
    together.set(names, [...(together.get(names) ?? []), rule]);
  }
  return [...together].map(([names, rules]) => `${what} in ${names}: ${rules.join(", ")}`);
}
