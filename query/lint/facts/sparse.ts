/** Metrics that are silent as long as all is well. */

import { FAMILIES } from "../../units/index";
import type { LintContext } from "../context";

/** Names of what should not happen. */
export const RARE =
  /(?:^|[._])(?:errors?|fail(?:ed|ures?)?|exceptions?|drops?|dropped|timeouts?|rejected|denied|crash(?:es)?|restarts?|5xx)(?:[._]|$)/i;

const SENT_WITH_EVENTS = /^(?:trace|aws|azure|gcp)\./;

/**
 * Traces and clouds send such counts with the event, and so does one's own code. What an Agent's integration collects comes
 * with every collection, zeros included; without a table nobody can tell which it is.
 */
export function isSentWithEvents(metric: string, { metric: lookup, neighbours }: LintContext): boolean {
  if (SENT_WITH_EVENTS.test(metric)) return true;
  // Counters of Prometheus are scraped whether they moved or not.
  if (metric.endsWith("_total")) return false;
  // Whatever of an integration a table lacks, it is collected like the rest.
  if (COLLECTED.has(metric.slice(0, metric.indexOf(".")))) return false;
  return lookup !== undefined && lookup(metric) === undefined && neighbours?.(metric) === undefined;
}

/** Whether that is known of the metric, not only likely because nobody lists it. */
export function isSurelySentWithEvents(metric: string): boolean {
  return SENT_WITH_EVENTS.test(metric);
}

/** First steps of the names of what Agents collect. */
const COLLECTED: ReadonlySet<string> = new Set(
  FAMILIES.flatMap(({ rows }) => rows.map(([pattern]) => pattern.slice(0, pattern.indexOf(".")))),
);
