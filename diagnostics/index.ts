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
export { counted, type FrameOptions, formatFrames } from "./frames";
export { grouped } from "./grouped";
export { formatGithub, formatJson, type Summary, summaryOf } from "./machine";
export { codeSpan, formatMarkdown, type MarkdownOptions } from "./markdown";
export { isQuiet, packLines, quietLines, waivedLines, whosePolicies } from "./policy-words";
export type { Facts, PackRun, Report, RuleFacts, Waived } from "./report";
export { safeLine, safeLines, shorten } from "./safe-text";
export { formatSarif } from "./sarif";
export { wrap } from "./wrap";
