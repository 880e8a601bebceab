/** What every finding is, and how findings are shown. */

export { atStart, type Diagnostic, hasErrors, type Severity, type Span, sortDiagnostics } from "./diagnostic";
