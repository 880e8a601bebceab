/** Findings as SARIF 2.1.0, for code scanning: each rule with what it is about, each result with its place, what is waived as suppressed. */

import type { Diagnostic, Severity } from "./diagnostic";
import { clausesText, policyLines, STATE_WORDS, waivedText } from "./policy-words";
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
          ...waived.map((one) => ({ ruleId: one.rule, ruleIndex: rules.indexOf(one.rule), ...suppressed(one) })),
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

/** SARIF's own word for what was found and accepted in the source. */
function suppressed(waived: Waived) {
  const { column, file, line, reason, subjects } = waived;
  const place = { line, column, endLine: line, endColumn: column + 1, subject: subjects.join(", ") };
  return {
    level: "note",
    message: { text: waivedText(waived) },
    locations: [location(place, file)],
    suppressions: [{ kind: "inSource", justification: reason }],
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
