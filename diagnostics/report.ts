/**
 * What a run tells beside its findings: which rules looked at how many resources, and what somebody has accepted. Formats show it; nothing
 * here decides anything.
 */

import type { Diagnostic, Severity, Span } from "./diagnostic";

/** The rules of one pack in one environment. */
export interface PackRun {
  environment: string;
  pack: string;
  /** How many rules were asked. */
  rules: number;
  /** How many resources of the three vendors the stack has that a rule of the pack looks at; the most of any one rule. */
  resources: number;
  /** Ids of rules that the catalog switches off there. */
  disabled: readonly string[];
  /** Ids of rules that could not be asked, e.g. for want of a catalog. */
  notChecked: readonly string[];
}

/** A waiver that covered something: what was found is accepted, for a reason and until a day. */
export interface Waived extends Span {
  rule: string;
  /** What it accepts, sorted. */
  subjects: readonly string[];
  environments: readonly string[];
  reason: string;
  owner: string | null;
  /** `2026-12-31` */
  until: string;
  file: string;
  /** The environment or the system in which it accepts whatever the rule finds; absent: it is about less. */
  everythingIn?: string;
  /** What was found and is accepted, sorted by place; the same in several environments once. */
  findings: readonly Diagnostic[];
}

export interface Report {
  /** The catalog whose policies hold beside this one's, as the user would type it; absent: there is none. */
  policiesFrom?: string | undefined;
  policies?: readonly PackRun[];
  waived?: readonly Waived[];
}

/** What is known of a rule apart from its findings. */
export interface RuleFacts {
  title?: string;
  /** One sentence: what holds where the rule finds nothing. */
  summary?: string;
  severity?: Severity;
  pack?: string;
  /** `PCI DSS 10.5.1` */
  clauses?: readonly string[];
  /** How to read more, e.g. a command. */
  more?: string;
}

export type Facts = (code: string) => RuleFacts | undefined;
