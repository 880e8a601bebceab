/** What a text can be parsed into. */

import type { CompositeMonitor } from "../composite/index";
import type { EventMonitor } from "../event/index";
import type { FormulaMonitor } from "../formula/index";
import type { MetricExpressions, MetricMonitor } from "../metric/index";
import type { ProcessMonitor } from "../process/index";
import type { Search } from "../search/index";
import type { ServiceCheck } from "../service-check/index";
import type { BurnRate, ErrorBudget } from "../slo-alert/index";
import type { SyntaxProblem, TextSpan } from "../text/index";

export type Query =
  | MetricMonitor
  | MetricExpressions
  | FormulaMonitor
  | EventMonitor
  | ServiceCheck
  | ProcessMonitor
  | ErrorBudget
  | BurnRate
  | CompositeMonitor
  | UnreadQuery;

/**
 * Not a query of any language here: `placeholder` is filled in by another tool, `synthetics` has none of its own, `unrecognised`
 * has been reported.
 */
export interface UnreadQuery {
  type: "unread";
  reason: "placeholder" | "synthetics" | "unrecognised";
  text: string;
  span: TextSpan;
}

export interface ParsedQuery {
  query: Query;
  /** Sorted by position. */
  problems: SyntaxProblem[];
  text: string;
  /** The search inside an event query; its spans count from the first character after the opening quote (see `searchOffset`). */
  search: Search | undefined;
}
