/**
 * Runs the rules over monitors and collects what they find, with what the parsers report. One monitor is held at a time, so
 * that memory does not grow with their number.
 */

import { type Diagnostic, type Severity, type Span, sortDiagnostics } from "../../diagnostics/index";
import { type SyntaxProblem, spanIn, type TextSpan } from "../text/index";
import { createContext, type LintContext } from "./context";
import type { MonitorInput } from "./input";
import { RULES } from "./registry";
import { type Finding, type Fix, isNotChecked, type Rule } from "./rule";
import { createSubject, type Subject } from "./subject";

/** A diagnostic, the monitor it is about (its index in the run) and the change, where it is certain. */
export interface LintFinding {
  diagnostic: Diagnostic;
  monitor: number;
  fix: Fix | undefined;
}

export interface LintResult {
  /** How many monitors were looked at. */
  monitors: number;
  /** In the order of the monitors; see `diagnosticsOf` for a sorted list. */
  findings: LintFinding[];
  /** How often a rule could not decide. */
  notChecked: number;
  /** The same by rule. */
  notCheckedByRule: ReadonlyMap<string, number>;
}

export interface LintOptions {
  /** What is known of metrics; without it the rules that need it say "not checked". */
  metric?: NonNullable<LintContext["metric"]>;
  /** Names of the same name space, to notice misspelt ones; see `createMetrics`. */
  neighbours?: NonNullable<LintContext["neighbours"]>;
  /** The target of an objective in percent, by id, for burn-rate alerts. */
  objectiveTarget?: NonNullable<LintContext["objectiveTarget"]>;
  /** Default: all. */
  rules?: readonly Rule[];
}

export function lint(monitors: readonly MonitorInput[], options: LintOptions = {}): LintResult {
  const { rules = RULES, ...known } = options;
  const context = createContext(monitors, known);
  const findings: LintFinding[] = [];
  const notCheckedByRule = new Map<string, number>();
  for (const [index, monitor] of monitors.entries()) {
    lintMonitor(monitor, index, rules, context, findings, notCheckedByRule);
  }
  let notChecked = 0;
  for (const count of notCheckedByRule.values()) notChecked += count;
  return { monitors: monitors.length, findings, notChecked, notCheckedByRule };
}

/** All diagnostics, sorted by file and position. */
export function diagnosticsOf(result: LintResult): Diagnostic[] {
  return sortDiagnostics(result.findings.map((finding) => finding.diagnostic));
}

function lintMonitor(
  input: MonitorInput,
  index: number,
  rules: readonly Rule[],
  context: LintContext,
  findings: LintFinding[],
  notCheckedByRule: Map<string, number>,
): void {
  const subject = createSubject(input);
  const add = (diagnostic: Diagnostic, fix: Fix | undefined): void => {
    findings.push({ diagnostic, monitor: index, fix });
  };
  addProblems(subject, "query", input.query, subject.parsed.problems, add);
  if (input.message) addProblems(subject, "message", input.message, subject.message().problems, add);
  if (input.name?.includes("{{")) addProblems(subject, "name", input.name, subject.title().problems, add);
  const readable =
    subject.query.type !== "unread" && !subject.parsed.problems.some(({ severity }) => severity === "error");
  const skip = (rule: Rule): void => {
    notCheckedByRule.set(rule.id, (notCheckedByRule.get(rule.id) ?? 0) + 1);
  };
  for (const rule of rules) {
    if (rule.needsQuery && !readable) {
      skip(rule);
      continue;
    }
    const result = rule.check(subject, context);
    if (isNotChecked(result)) skip(rule);
    else for (const finding of result) add(toDiagnostic(subject, rule, finding), finding.fix);
  }
}

function addProblems(
  subject: Subject,
  path: string,
  text: string,
  problems: readonly SyntaxProblem[],
  add: (diagnostic: Diagnostic, fix: Fix | undefined) => void,
): void {
  for (const { code, severity, message, hint, span, fix } of problems) {
    add(place(subject, { code, severity, message, hint, path }, text, span), fix && { type: "text", path, ...fix });
  }
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function toDiagnostic(subject: Subject, rule: Rule, finding: Finding): Diagnostic {
  const { message, hint, path, span } = finding;
  const wanted = finding.severity ?? rule.severity;
  const severity = RANK[wanted] > RANK[rule.severity] ? rule.severity : wanted;
  return place(subject, { code: rule.id, severity, message, hint, path }, textAt(subject.input, path), span);
}

/** The text at a path, for places inside it; undefined for what is no text. */
function textAt(input: MonitorInput, path: string): string | undefined {
  if (path === "query") return input.query;
  if (path === "message") return input.message;
  if (path === "name") return input.name;
  let value: unknown = input;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : undefined;
}

const NOWHERE: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

interface Unplaced {
  code: string;
  severity: Severity;
  message: string;
  hint: string | undefined;
  path: string;
}

function place(subject: Subject, unplaced: Unplaced, text: string | undefined, span: TextSpan | undefined): Diagnostic {
  const { input } = subject;
  const { code, severity, message, hint, path } = unplaced;
  const inside = text === undefined ? undefined : (span ?? { start: 0, end: text.length });
  const found = input.locate?.(path, span) ?? (text !== undefined && inside ? spanIn(text, inside) : NOWHERE);
  const { line, column, endLine, endColumn } = found;
  const diagnostic: Diagnostic = { code, severity, message, path, line, column, endLine, endColumn };
  if (hint !== undefined) diagnostic.hint = hint;
  if (input.file !== undefined) diagnostic.file = input.file;
  const name = input.subject ?? input.name;
  if (name !== undefined && name !== "") diagnostic.subject = name;
  return diagnostic;
}
