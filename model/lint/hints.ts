/** Fixes in the words of the catalog, for rules whose own hint speaks of a query that the catalog does not write. */

import type { SignalEntry } from "../resolved";

const HINTS: Readonly<Record<string, string>> = {
  "unguarded-division": "Add `minimum:`, e.g. `minimum: 10/min`, so that little traffic does not alert.",
  "cloud-metric-delay": "Add `evaluationDelay: 15min`.",
  "full-window-sparse": "Leave `requireFullWindow` out.",
  "slow-evaluation": "Use a shorter `over:` where minutes count.",
};

/** Undefined where the rule's own hint fits: also for queries in Datadog's own language. */
export function hintFor(rule: string, type: SignalEntry["type"] | undefined): string | undefined {
  return type === undefined || type === "query" ? undefined : HINTS[rule];
}
