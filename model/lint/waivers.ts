/**
 * Waivers of signals and objectives: which findings they cover, and what is wrong with the waivers themselves. A waiver of a pack
 * is one waiver, however many services and environments use the pack.
 */

import { type Waived as Accepted, type Diagnostic, sortDiagnostics } from "../../diagnostics/index";
import type { Origin } from "../resolved";
import type { Cause } from "./catalog-place";
import { isLinted, isPolicy, noRule } from "./rule-names";

interface Waiver {
  rule: string;
  reason: string;
  owner?: string | undefined;
  until: string;
  ruleAt: Origin;
  untilAt: Origin;
  path: string;
  /** What it accepted something of, and where. */
  subjects: Set<string>;
  environments: Set<string>;
  findings: Diagnostic[];
}

/** What an entry of the catalog says under `waivers`. */
export type Waived = readonly { rule: string; reason: string; owner?: string | undefined; until: string }[];

export interface Waivers {
  /** The function that says of an entry's findings whether they are accepted; `subject` is what the entry makes. */
  of(cause: Cause, waived: Waived, subject: string, environment: string): (finding: Diagnostic) => boolean;
  /**
   * Unknown rules, waivers that are not used, and those that have ended. To be asked when everything is linted; `whole` is whether
   * that was the whole catalog, so that one that is not used here is not used at all.
   */
  problems(whole: boolean): Diagnostic[];
  /** Those that accepted something. */
  used(): Accepted[];
}

/** `today` is `2026-11-21`. */
export function createWaivers(today: string): Waivers {
  const all = new Map<string, Waiver>();
  return {
    of({ origins, at }, waived, subject, environment) {
      const own = waived.map(({ rule, reason, owner, until }, index): Waiver => {
        const path = `${at}.waivers.${index}`;
        const ruleAt = origins.at(`${path}.rule`);
        const place = `${ruleAt.file}:${ruleAt.line}:${ruleAt.column}`;
        const waiver = all.get(place) ?? {
          rule,
          reason,
          owner,
          until,
          ruleAt,
          untilAt: origins.at(`${path}.until`),
          path,
          subjects: new Set(),
          environments: new Set(),
          findings: [],
        };
        all.set(place, waiver);
        return waiver;
      });
      return (finding) => {
        const rule = finding.code;
        // What a parser says cannot be accepted: the vendor refuses it.
        const fitting = isLinted(rule) ? own.filter((waiver) => waiver.rule === rule) : [];
        for (const waiver of fitting) {
          waiver.subjects.add(subject);
          waiver.environments.add(environment);
          waiver.findings.push(finding);
        }
        return fitting.some(({ until }) => until >= today);
      };
    },
    problems: (whole) => [...all.values()].flatMap((waiver) => judge(waiver, today, whole)),
    used: () =>
      [...all.values()].flatMap(({ rule, reason, owner, until, ruleAt, subjects, environments, findings }) => {
        if (subjects.size === 0 || until < today) return [];
        const { file, line, column, endLine, endColumn } = ruleAt;
        const found = {
          subjects: [...subjects].sort(),
          environments: [...environments].sort(),
          findings: sortDiagnostics(once(findings)),
        };
        return [{ rule, ...found, reason, owner: owner ?? null, until, file, line, column, endLine, endColumn }];
      }),
  };
}

function judge({ rule, until, ruleAt, untilAt, path, subjects }: Waiver, today: string, whole: boolean): Diagnostic[] {
  const found = (code: string, at: Origin, message: string, hint: string): Diagnostic[] => {
    const { file, line, column, endLine, endColumn } = at;
    return [{ code, severity: "error", message, hint, file, line, column, endLine, endColumn, path }];
  };
  // Those of policies are judged where the policies are.
  if (isPolicy(rule)) return [];
  if (!isLinted(rule)) {
    const { message, hint } = noRule(rule, "any");
    return found("unknown-rule", ruleAt, message, hint);
  }
  if (subjects.size === 0 && whole)
    return found(
      "waiver-unused",
      ruleAt,
      `the waiver of \`${rule}\` is not used: the rule finds nothing here`,
      "Take it out.",
    );
  if (until < today)
    return found(
      "waiver-expired",
      untilAt,
      `the waiver of \`${rule}\` ended on ${until}`,
      "Mend what it waived, or decide again and give it a new end.",
    );
  return [];
}

/** The same is found in every environment. */
function once(findings: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}
