/**
 * The one type every finding has, whatever found it: the catalog's loader, the query parser, a lint rule, a policy.
 * Lists, not throws: a check returns diagnostics, the caller sorts and shows them.
 */

export type Severity = "error" | "warning" | "info";

/** Where a finding stands in a text. Lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A clause of a framework, e.g. `PCI DSS` `10.5.1`. */
export interface PolicyClause {
  framework: string;
  clause: string;
}

/** What the finding of a policy says beside what every finding says. */
export interface PolicyDetails {
  pack: string;
  level: "mandatory" | "advisory" | "disabled";
  /** `undecided`: a value is not known before deployment. `stated`: holds by declaration alone. */
  state: "violated" | "undecided" | "stated";
  /** Where it was found, sorted; several where the same is found in each. */
  environments: readonly string[];
  /** `datadog/monitor/checkout-latency`; null for what no resource stands for. */
  resource: string | null;
  property: string | null;
  /** The value that is wrong; never a secret. */
  value: string | null;
  clauses: readonly PolicyClause[];
  /** What is mended with it and not told beside it. */
  follows?: readonly { code: string; message: string }[];
}

export interface Diagnostic extends Span {
  /** Kebab-case id; it names a page: `docs/errors.md#<code>` for the catalog, `docs/rules/<code>.md` for rules. */
  code: string;
  severity: Severity;
  /** What is wrong, with the user's own value in it. */
  message: string;
  /** The change to make. */
  hint?: string;
  /** As the user would type it, relative to the working directory; absent for text that came from no file. */
  file?: string;
  /** What it is about, e.g. the key of a monitor. */
  subject?: string;
  /** Where in the document, e.g. `services.checkout.monitors.latency.critical`. */
  path?: string;
  /** Present where a policy found it. */
  policy?: PolicyDetails;
}

const NO_SPAN: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A diagnostic at the start of a text, for what has no better place. */
export function atStart(diagnostic: Omit<Diagnostic, keyof Span>): Diagnostic {
  return { ...NO_SPAN, ...diagnostic };
}

/** Sorted by file, then position, then code: the same findings always print in the same order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => compare(a.file ?? "", b.file ?? "") || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
