/**
 * A rule is data and one function. It sees one monitor at a time, reports what it finds, and says when it cannot decide; it
 * neither reads files nor knows where findings are shown.
 */

import type { Severity } from "../../diagnostics/index";
import type { TextSpan } from "../text/index";
import type { LintContext } from "./context";
import type { DetectionInput } from "./detection";
import type { ObjectiveInput } from "./objective";
import type { Subject } from "./subject";
import type { Trait } from "./traits";

/** `certain`: true whenever it fires. `likely`: nine in ten. `possible`: worth a look. */
export type Confidence = "certain" | "likely" | "possible";

export interface Rule {
  /** Kebab-case; names the file, the docs page and the test, and is the finding's code. */
  id: string;
  /** The row of the rule catalogue, e.g. `T1`. */
  ref: string;
  /** The worst it reports. */
  severity: Severity;
  confidence: Confidence;
  /** What is wrong with what it finds, in one sentence. */
  summary: string;
  /** It reads the query: not run, and counted as not checked, where the query does not parse or is a placeholder. */
  needsQuery: boolean;
  /** What a monitor must have for the rule to find anything, all of it; the rule is not asked about others. */
  needs?: readonly Trait[];
  check?: (subject: Subject, context: LintContext) => RuleResult;
  /** For rules about objectives, which say nothing about monitors. */
  checkObjective?: (objective: ObjectiveInput) => readonly Finding[];
  /** The same for rules about detection rules. */
  checkDetection?: (detection: DetectionInput) => readonly Finding[];
}

export type RuleResult = readonly Finding[] | NotChecked;

export interface Finding {
  message: string;
  hint?: string;
  /** Default: the rule's. Never worse. */
  severity?: Severity;
  /** What of the monitor: `query`, `message`, `options.thresholds.critical`. */
  path: string;
  /** The part of the text at the path; default all of it. */
  span?: TextSpan;
  /** The change, where it is certain. */
  fix?: Fix;
}

/** `text` replaces a part of the text at the path; `set` gives the path a value; `remove` takes it out. */
export type Fix =
  | { type: "text"; path: string; span: TextSpan; text: string }
  | { type: "set"; path: string; value: string | number | boolean }
  | { type: "remove"; path: string };

/** The rule would need what is not there: a placeholder's value, the unit of a metric, another monitor. */
export interface NotChecked {
  notChecked: string;
}

/** Shared by all checks that find nothing. */
export const NOTHING: readonly Finding[] = [];

export function notChecked(reason: string): NotChecked {
  return { notChecked: reason };
}

export function isNotChecked(result: RuleResult): result is NotChecked {
  return !Array.isArray(result);
}
