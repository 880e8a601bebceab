/**
 * Runs the rules over monitors and collects what they find, with what the parsers report. One monitor is held at a time, so
 * that memory does not grow with their number.
 */

import { type Diagnostic, sortDiagnostics } from "../../diagnostics/index";
import type { SyntaxProblem } from "../text/index";
import { createContext, type LintContext } from "./context";
import type { MonitorInput } from "./input";
import { place, placeFinding } from "./place";
import { RULES } from "./registry";
import { type Fix, isNotChecked, NOTHING, type Rule } from "./rule";
import { createSubject, type Subject } from "./subject";
import { createChoice } from "./traits";

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
  /** Numbers of monitors that are known to be right: they are there for those that refer to them. */
  known?: ReadonlySet<number>;
}

export function lint(monitors: readonly MonitorInput[], options: LintOptions = {}): LintResult {
  const { rules = RULES, known, ...facts } = options;
  const context = createContext(monitors, facts);
  const findings: LintFinding[] = [];
  const notCheckedByRule = new Map<string, number>();
  const asked = rules.filter(({ check }) => check !== undefined);
  const run: Run = {
    context,
    chosenFor: createChoice(asked),
    onQueries: asked.filter(({ needsQuery }) => needsQuery),
    skip: ({ id }) => notCheckedByRule.set(id, (notCheckedByRule.get(id) ?? 0) + 1),
  };
  for (const [index, input] of monitors.entries()) {
    if (known?.has(index)) continue;
    lintMonitor(input, run, (diagnostic, fix) => findings.push({ diagnostic, monitor: index, fix }));
  }
  let notChecked = 0;
  for (const count of notCheckedByRule.values()) notChecked += count;
  return { monitors: monitors.length, findings, notChecked, notCheckedByRule };
}

/** All diagnostics, sorted by file and position. */
export function diagnosticsOf(result: LintResult): Diagnostic[] {
  return sortDiagnostics(result.findings.map((finding) => finding.diagnostic));
}

/** Findings of one rule about one monitor; more of the same help nobody. */
const MOST = 100;

/** What is the same for all monitors of a run. */
interface Run {
  context: LintContext;
  chosenFor: (subject: Subject) => readonly Rule[];
  /** The rules that cannot be asked about a query that does not parse. */
  onQueries: readonly Rule[];
  /** Counts a rule that could not decide. */
  skip: (rule: Rule) => void;
}

type Add = (diagnostic: Diagnostic, fix: Fix | undefined) => void;

function lintMonitor(input: MonitorInput, { context, chosenFor, onQueries, skip }: Run, add: Add): void {
  const subject = createSubject(input);
  const { parsed, query } = subject;
  addProblems(subject, "query", input.query, parsed.problems, add);
  if (input.message) addProblems(subject, "message", input.message, subject.message().problems, add);
  if (input.name?.includes("{{")) addProblems(subject, "name", input.name, subject.title().problems, add);
  const readable = query.type !== "unread" && !parsed.problems.some(({ severity }) => severity === "error");
  // A synthetic test has no query: there is nothing to check, rather than something unchecked.
  const hasQuery = query.type !== "unread" || query.reason !== "synthetics";
  if (!readable && hasQuery) onQueries.forEach(skip);
  for (const rule of chosenFor(subject)) {
    if (rule.needsQuery && !readable) continue;
    const result = rule.check?.(subject, context) ?? NOTHING;
    if (isNotChecked(result)) skip(rule);
    else if (result.length > 0)
      for (const finding of result.slice(0, MOST)) add(placeFinding(input, rule, finding), finding.fix);
  }
}

function addProblems(subject: Subject, path: string, text: string, problems: readonly SyntaxProblem[], add: Add): void {
  for (const { code, severity, message, hint, span, fix } of problems) {
    add(
      place(subject.input, { code, severity, message, hint, path }, text, span),
      fix && { type: "text", path, ...fix },
    );
  }
}
