/** Findings for machines: our JSON, SARIF 2.1.0 for code scanning, annotations for GitHub's log. */

import type { Diagnostic, Severity } from "./diagnostic";

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

export function formatJson(diagnostics: readonly Diagnostic[], summary: Summary = summaryOf(diagnostics)): string {
  const shown = diagnostics.map(
    ({ code, severity, message, hint, file, line, column, endLine, endColumn, subject, path }) => ({
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
    }),
  );
  return `${JSON.stringify({ version: 1, summary, diagnostics: shown }, null, 2)}\n`;
}

const SARIF_LEVEL = { error: "error", warning: "warning", info: "note" } as const;

export function formatSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const results = diagnostics.map((diagnostic) => ({
    ruleId: diagnostic.code,
    ruleIndex: rules.indexOf(diagnostic.code),
    level: SARIF_LEVEL[diagnostic.severity],
    message: { text: diagnostic.hint ? `${diagnostic.message}\n${diagnostic.hint}` : diagnostic.message },
    ...(diagnostic.file === undefined ? {} : { locations: [location(diagnostic, diagnostic.file)] }),
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "watchbill", version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function location(diagnostic: Diagnostic, file: string) {
  const { line, column, endLine, endColumn } = diagnostic;
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(diagnostic.subject === undefined ? {} : { logicalLocations: [{ name: diagnostic.subject }] }),
  };
}

const COMMAND = { error: "error", warning: "warning", info: "notice" } as const;

/** Workflow commands: one line each, with the characters escaped that would end a value. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ severity, file, line, column, endLine, endColumn, code, message, hint }) => {
      const place =
        file === undefined
          ? []
          : [`file=${property(file)}`, `line=${line}`, `col=${column}`, `endLine=${endLine}`, `endColumn=${endColumn}`];
      const text = hint ? `${message}\n${hint}` : message;
      return `::${COMMAND[severity]} ${[...place, `title=${property(code)}`].join(",")}::${data(text)}\n`;
    })
    .join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
