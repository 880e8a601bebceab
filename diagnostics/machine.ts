/** Findings for machines: our JSON, and annotations for GitHub's log. */

import type { Diagnostic, Severity, Span } from "./diagnostic";
import { acceptedLines, isForReview, policyLines, soonestFirst, waivedText } from "./policy-words";
import type { Report, Waived } from "./report";

export interface Summary {
  files: number;
  monitors: number;
  errors: number;
  warnings: number;
  infos: number;
  /** Checks that could not decide because something is not known. */
  notChecked: number;
}

export function summaryOf(
  diagnostics: readonly Diagnostic[],
  counted: Partial<Pick<Summary, "files" | "monitors" | "notChecked">> = {},
): Summary {
  const count = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    files: counted.files ?? new Set(diagnostics.flatMap(({ file }) => file ?? [])).size,
    monitors: counted.monitors ?? 0,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    notChecked: counted.notChecked ?? 0,
  };
}

/** What policies looked at and what is accepted is told where there are policies. */
export function formatJson(
  diagnostics: readonly Diagnostic[],
  summary: Summary = summaryOf(diagnostics),
  { policies, policiesFrom, waived }: Report = {},
): string {
  const accepted = waived?.map((one) => ({ ...one, findings: one.findings.map(whole) }));
  const told = { diagnostics: diagnostics.map(whole), policiesFrom, policies, waived: accepted };
  return `${JSON.stringify({ version: 1, summary, ...told }, null, 2)}\n`;
}

/** Every field, whether there is something to say or not. */
function whole(diagnostic: Diagnostic) {
  const { code, severity, message, hint, file, line, column, endLine, endColumn, subject, path, policy } = diagnostic;
  return {
    code,
    severity,
    message,
    hint: hint ?? null,
    file: file ?? null,
    line,
    column,
    endLine,
    endColumn,
    subject: subject ?? null,
    path: path ?? null,
    policy: policy ?? null,
  };
}

const COMMAND = { error: "error", warning: "warning", info: "notice" } as const;

/**
 * Workflow commands: one line each, with the characters escaped that would end a value. What is waived is a notice at the waiver. GitHub
 * shows the first few of a step: errors, then what has to be seen in a review, then the rest.
 */
export function formatGithub(diagnostics: readonly Diagnostic[], { waived = [] }: Report = {}): string {
  const found = diagnostics
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map(({ severity, code, message, hint, policy, ...place }) => {
      const text = [message, ...(hint ? [hint] : []), ...(policy ? policyLines(policy) : [])].join("\n");
      return `::${COMMAND[severity]} ${[...placed(place), `title=${property(code)}`].join(",")}::${data(text)}\n`;
    })
    .join("");
  return `${found}${soonestFirst(waived).map(noticeOf).join("")}`;
}

function rankOf(diagnostic: Diagnostic): number {
  return diagnostic.severity === "error" ? 0 : isForReview(diagnostic) ? 1 : 2;
}

function placed({ file, line, column, endLine, endColumn }: Span & { file?: string }): string[] {
  if (file === undefined) return [];
  return [`file=${property(file)}`, `line=${line}`, `col=${column}`, `endLine=${endLine}`, `endColumn=${endColumn}`];
}

function noticeOf(waived: Waived): string {
  const { rule, ...place } = waived;
  const text = [waivedText(waived), ...acceptedLines(waived)].join("\n");
  return `::notice ${[...placed(place), `title=${property(`${rule} is waived`)}`].join(",")}::${data(text)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
