/**
 * Every problem the query parsers report, with its severity: an error only where the vendor refuses the text or cannot
 * do what it says. `docs/rules/query-syntax.md` has a section for each.
 */

import type { Severity } from "../../diagnostics/index";

export const QUERY_CODES = {
  "query-empty": "error",
  "query-not-recognised": "error",
  "query-type-mismatch": "error",
  "query-unknown-type": "warning",
  "query-unexpected-text": "error",
  "query-unclosed": "error",
  "query-curly-quotes": "error",
  "query-too-deep": "error",
  "query-too-long": "error",
  "query-too-many-problems": "info",
  "query-missing-window": "error",
  "query-bad-window": "error",
  "query-missing-colon": "error",
  "query-unknown-aggregator": "error",
  "query-missing-operand": "error",
  "query-missing-operator": "error",
  "query-missing-comma": "error",
  "query-missing-comparison": "error",
  "query-bad-comparator": "error",
  "query-missing-threshold": "error",
  "query-bad-number": "error",
  "query-leading-zero": "warning",
  "query-missing-scope": "error",
  "query-empty-scope": "error",
  "query-bad-scope": "error",
  "query-mixed-scope": "error",
  "query-keyword-case": "error",
  "query-metric-name": "warning",
  "query-group-braces": "error",
  "query-modifier-order": "warning",
  "query-unknown-function": "warning",
  "query-misspelt-function": "error",
  "query-arguments": "error",
  "query-unknown-keyword": "warning",
  "query-missing-quotes": "error",
  "query-single-quotes": "error",
  "query-unknown-source": "error",
  "query-unknown-method": "error",
  "query-missing-part": "error",
  "query-repeated-part": "error",
  "query-bad-value": "error",
} as const satisfies Record<string, Severity>;

export type QueryCode = keyof typeof QUERY_CODES;
