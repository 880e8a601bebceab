/** Findings as SARIF 2.1.0, for code scanning: each rule with what it is about, each result with its place, what is waived as suppressed. */

import type { Diagnostic, Severity } from "./diagnostic";
import { clausesText, policyLines, STATE_WORDS } from "./policy-words";
import type { Facts, Report, RuleFacts, Waived } from "./report";

const LEVEL = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, string>;

export interface SarifOptions extends Report {
  facts?: Facts;
  /** A file for findings that have no place: code scanning refuses a result without one. */
  unplaced?: string;
}

export function formatSarif(diagnostics: readonly Diagnostic[], version: string, options: SarifOptions = {}): string {
  const { facts = () => undefined, unplaced, waived = [] } = options;
  const rules = [...new Set([...diagnostics.map(({ code }) => code), ...waived.map(({ rule }) => rule)])].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "watchbill", version, rules: rules.map((id) => ruleOf(id, facts(id))) } },
        columnKind: "utf16CodeUnits",
        results: [
          ...diagnostics.map((diagnostic) => ({
            ruleId: diagnostic.code,
            ruleIndex: rules.indexOf(diagnostic.code),
            ...resultOf(diagnostic, unplaced),
          })),
          ...suppressed(waived).map(({ by, finding }) => ({
            ruleId: finding.code,
            ruleIndex: rules.indexOf(finding.code),
            ...resultOf(finding, unplaced),
            // Who does not know suppressions is not to take it for an error.
            level: LEVEL.info,
            suppressions: by.map(suppression),
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, facts: RuleFacts | undefined) {
  if (!facts) return { id };
  const { clauses = [], more, pack, severity, summary, title } = facts;
  const help = [summary, ...(clauses.length === 0 ? [] : [`Clauses: ${clauses.join("; ")}`]), more].filter(
    (part) => part !== undefined,
  );
  const tags = pack === undefined ? [] : ["policy", pack, ...clauses];
  return {
    id,
    ...(title !== undefined && { shortDescription: { text: title } }),
    ...(summary !== undefined && { fullDescription: { text: summary } }),
    ...(help.length > 0 && { help: { text: help.join("\n") } }),
    ...(severity !== undefined && { defaultConfiguration: { level: LEVEL[severity] } }),
    ...(tags.length > 0 && { properties: { tags } }),
  };
}

function resultOf(diagnostic: Diagnostic, unplaced: string | undefined) {
  const { file = unplaced, hint, message, policy, severity } = diagnostic;
  const state = policy === undefined || policy.state === "violated" ? [] : [`(${STATE_WORDS[policy.state]})`];
  const text = [message, ...state, ...(hint ? [hint] : []), ...(policy ? policyLines(policy) : [])].join("\n");
  return {
    level: LEVEL[severity],
    message: { text },
    ...(file === undefined ? {} : { locations: [location(diagnostic, file)] }),
    ...(policy && { properties: { ...policy, clauses: policy.clauses.map((clause) => clausesText([clause])) } }),
  };
}

/** What was found and accepted, each once, with every waiver that accepts it. */
function suppressed(waived: readonly Waived[]): { finding: Diagnostic; by: Waived[] }[] {
  const all = new Map<string, { finding: Diagnostic; by: Waived[] }>();
  for (const one of waived)
    for (const finding of one.findings) {
      const name = JSON.stringify(finding);
      const known = all.get(name) ?? { finding, by: [] };
      known.by.push(one);
      all.set(name, known);
    }
  return [...all.values()];
}

/** SARIF's own word for what is accepted in the source. */
function suppression({ file, owner, reason, until, ...place }: Waived) {
  const { column, endColumn, endLine, line } = place;
  const who = owner === null ? "" : ` by ${owner}`;
  return {
    kind: "inSource",
    status: "accepted",
    justification: `${reason} (accepted until ${until}${who}; ${file}:${line})`,
    location: location({ line, column, endLine, endColumn }, file),
  };
}

function location(
  place: Pick<Diagnostic, "line" | "column" | "endLine" | "endColumn"> & { subject?: string },
  file: string,
) {
  const { line, column, endLine, endColumn } = place;
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(place.subject === undefined ? {} : { logicalLocations: [{ name: place.subject }] }),
  };
}
