/** From what a rule or parser found to a diagnostic with its place. */

import type { Diagnostic, Severity, Span } from "../../diagnostics/index";
import { spanIn, type TextSpan } from "../text/index";
import type { Located, MonitorInput } from "./input";
import type { Finding, Rule } from "./rule";

/** What a finding can be about. */
export type About = Pick<MonitorInput, "file" | "subject" | "name" | "locate">;

export interface Unplaced {
  code: string;
  severity: Severity;
  message: string;
  hint: string | undefined;
  path: string;
}

const NOWHERE: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };
const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** A finding is never worse than its rule. */
export function placeFinding(about: About, rule: Rule, finding: Finding): Diagnostic {
  const { message, hint, path, span } = finding;
  const wanted = finding.severity ?? rule.severity;
  const severity = RANK[wanted] > RANK[rule.severity] ? rule.severity : wanted;
  return place(about, { code: rule.id, severity, message, hint, path }, textAt(about, path), span);
}

/** `text` is what stands at the path; undefined where that is no text. */
export function place(about: About, unplaced: Unplaced, text: string | undefined, span?: TextSpan): Diagnostic {
  const { code, severity, message, hint, path } = unplaced;
  const inside = text === undefined ? undefined : (span ?? { start: 0, end: text.length });
  const found: Located = about.locate?.(path, span) ?? (text !== undefined && inside ? spanIn(text, inside) : NOWHERE);
  const { line, column, endLine, endColumn, file = about.file } = found;
  const diagnostic: Diagnostic = {
    code,
    severity,
    message,
    path: found.path ?? path,
    line,
    column,
    endLine,
    endColumn,
  };
  if (hint !== undefined) diagnostic.hint = hint;
  if (file !== undefined) diagnostic.file = file;
  const name = about.subject ?? about.name;
  if (name !== undefined && name !== "") diagnostic.subject = name;
  return diagnostic;
}

function textAt(about: About, path: string): string | undefined {
  let value: unknown = about;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : undefined;
}
