/**
 * Runs rules over a stack and makes findings of what they say: at the level the configuration gives, without what is waived, each with
 * the place in the catalog. Decides nothing itself about tags, retention or paging.
 */

import { type Diagnostic, type PolicyDetails, sortDiagnostics } from "../diagnostics/index";
import type { PolicyId, PolicyPackName } from "../model/index";
import type { KindName } from "../vendors/index";
import { folded, type Linked } from "./consequences";
import type { Found, Level, Parameters, Rule } from "./rule";
import type { Resource, Stack } from "./stack";

/** How a rule is applied in one environment. */
export interface Applied {
  level: Level;
  parameters: Parameters;
  /** How else it is asked, where two catalogs say something of it: no more strictly than this. */
  also?: Applied;
}

/** What the catalog's `policies` and `waivers` say. */
export interface Configuration {
  applied(rule: Rule, environment: string): Applied;
  /** Whether somebody has accepted what was found; the waiver counts as used. */
  accepts(rule: PolicyId, finding: Diagnostic, about: Pick<Found, "entry" | "resource">): boolean;
}

/** How many resources a rule looked at in an environment. */
export interface RuleCount {
  rule: PolicyId;
  pack: PolicyPackName;
  level: Level;
  resources: number;
  /** Why it was not looked at, where it was not. */
  notChecked?: string;
}

export interface Evaluation {
  environment: string;
  findings: Diagnostic[];
  counts: RuleCount[];
  /** How many resources of the three vendors the stack has. */
  resources: number;
}

export function evaluate(stack: Stack, rules: readonly Rule[], configuration: Configuration): Evaluation {
  const findings: Linked[] = [];
  const counts: RuleCount[] = [];
  const ofKind = ownByKind(stack);
  for (const rule of rules) {
    const applied = configuration.applied(rule, stack.environment.name);
    const { level } = applied;
    const own = rule.kinds.reduce((sum, kind) => sum + (ofKind.get(kind) ?? 0), 0);
    const count: RuleCount = { rule: rule.id, pack: rule.pack, level, resources: level === "disabled" ? 0 : own };
    counts.push(count);
    if (level === "disabled") continue;
    const missing = missingFor(rule, stack);
    if (missing !== undefined) {
      count.resources = 0;
      count.notChecked = missing;
      continue;
    }
    for (const one of findingsOf(rule, stack, applied))
      if (!configuration.accepts(rule.id, one.finding, one.found)) findings.push(one);
  }
  return {
    environment: stack.environment.name,
    findings: sortDiagnostics(folded(findings)),
    counts,
    resources: stack.resources.length,
  };
}

function findingsOf(rule: Rule, stack: Stack, { also, level, parameters }: Applied): Linked[] {
  const found = [...rule.check(stack, parameters)].map((one) => ({
    finding: findingOf(rule, level, stack, one),
    found: one,
  }));
  if (!also) return found;
  const same = ({ code, column, file, line, message, path, policy, subject }: Diagnostic) =>
    JSON.stringify([code, policy?.state, file, line, column, message, subject, path]);
  const known = new Set(found.map(({ finding }) => same(finding)));
  return [...found, ...findingsOf(rule, stack, also).filter(({ finding }) => !known.has(same(finding)))];
}

function missingFor({ needsBase, needsCatalog }: Rule, { base, catalog }: Stack): string | undefined {
  if ((needsCatalog || needsBase) && !catalog) return "there is no catalog";
  return needsBase && !base ? "no other checkout says what was promised (`--policies-from`)" : undefined;
}

function ownByKind({ resources }: Stack): Map<KindName, number> {
  const counts = new Map<KindName, number>();
  for (const { kind } of resources) if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

const SEVERITY = { mandatory: "error", advisory: "warning", disabled: "info" } as const;

function findingOf(rule: Rule, level: Level, stack: Stack, found: Found): Diagnostic {
  const { resource, property, value, message } = found;
  const source = found.at ?? resource?.source;
  const clauses = found.clauses ?? rule.clauses ?? [];
  const policy: PolicyDetails = {
    pack: rule.pack,
    level,
    state: found.type,
    environments: [stack.environment.name],
    resource: resource ? nameOf(resource) : null,
    property: property ?? null,
    value: value ?? null,
    clauses,
  };
  const line = source?.line ?? 1;
  const column = source?.column ?? 1;
  return {
    code: rule.id,
    severity: found.type === "violated" ? SEVERITY[level] : "info",
    message,
    ...(found.type === "violated" && { hint: found.fix }),
    ...(source && { file: source.file }),
    ...{ line, column, endLine: source?.endLine ?? line, endColumn: source?.endColumn ?? column + 1 },
    subject: found.subject ?? (resource ? nameOf(resource) : rule.id),
    ...(property !== undefined && { path: property }),
    policy,
  };
}

/** `datadog/monitor/checkout-latency`; the type token where there is no kind. */
export function nameOf({ kind, token, key }: Pick<Resource, "kind" | "token" | "key">): string {
  return `${kind ?? token}/${key}`;
}
