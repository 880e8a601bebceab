/** What every finding is, and how findings are shown. */

export {
  atStart,
  type Diagnostic,
  hasErrors,
  type PolicyClause,
  type PolicyDetails,
  type Severity,
  type Span,
  sortDiagnostics,
} from "./diagnostic";
export { counted, type FrameOptions, formatFrames, wrap } from "./frames";
export { formatGithub, formatJson, formatSarif, type Summary, summaryOf } from "./machine";
export { safeLine, safeLines, shorten } from "./safe-text";
