/**
 * What a monitor has. A rule names what it speaks about, and is not asked about monitors without: it would find nothing there,
 * and with more than a hundred rules most of a run would be spent on finding that out.
 */

import { groupsIn } from "./facts/groups";
import { blocksIn, handlesIn } from "./facts/handles";
import { notifiesOnNoData, onMissingData } from "./facts/missing-data";
import { searchesOf } from "./facts/searches";
import { textVariables } from "./facts/variables";
import { asRecord } from "./input";
import type { Rule } from "./rule";
import type { Subject } from "./subject";

/** Cheap, or worked out anyway; at most 31 of them. */
const TRAITS = {
  // What its query is.
  metric: ({ query }) => query.type === "metric-monitor",
  formula: ({ query }) => query.type === "formula-monitor",
  event: ({ query }) => query.type === "event-monitor",
  "service-check": ({ query }) => query.type === "service-check",
  composite: ({ query }) => query.type === "composite",
  objective: ({ query }) => query.type === "error-budget" || query.type === "burn-rate",
  // What is in its query.
  expression: ({ expression }) => expression !== undefined,
  series: ({ series }) => series.length > 0,
  "several-series": ({ series }) => series.length > 1,
  calls: ({ calls }) => calls.length > 0,
  arithmetic: ({ operations }) => operations.length > 0,
  modifiers: ({ modifiers }) => modifiers.length > 0,
  counts: ({ modifiers }) => modifiers.some(({ name }) => name.text === "as_count"),
  /** It ends in a comparison with a plain number. */
  limit: (subject) => subject.limit !== undefined,
  groups: (subject) => groupsIn(subject).keys.length > 0,
  /** It looks for events, by itself or in a variable. */
  searches: (subject) => subject.query.type === "event-monitor" || searchesOf(subject).length > 0,
  // What its options set.
  variables: ({ options }) => Array.isArray(options.variables),
  warning: ({ thresholds }) => thresholds.warning !== undefined,
  recovery: ({ options }) => {
    const { critical_recovery: critical, warning_recovery: warning } = asRecord(options.thresholds);
    return (critical ?? warning ?? undefined) !== undefined;
  },
  "missing-data": (subject) => onMissingData(subject) !== undefined,
  /** It notifies when there is no data. */
  "no-data": notifiesOnNoData,
  // What its texts hold.
  handles: (subject) => handlesIn(subject).length > 0,
  blocks: (subject) => blocksIn(subject).length > 0,
  "text-variables": (subject) => textVariables(subject).length > 0,
} satisfies Record<string, (subject: Subject) => boolean>;

export type Trait = keyof typeof TRAITS;

const NAMES = Object.keys(TRAITS) as Trait[];
const TESTS = Object.values(TRAITS);

/** As the bits of a number. */
function traitsOf(subject: Subject): number {
  let bits = 0;
  for (let index = 0; index < TESTS.length; index += 1) if (TESTS[index]?.(subject)) bits |= 1 << index;
  return bits;
}

function bitsOf(needs: readonly Trait[] = []): number {
  return needs.reduce((bits, trait) => bits | (1 << NAMES.indexOf(trait)), 0);
}

/** Picks the rules that have something to say about a monitor, in their order. Monitors of one kind share one list. */
export function createChoice(rules: readonly Rule[]): (subject: Subject) => readonly Rule[] {
  const known = new Map<number, readonly Rule[]>();
  const wanted = rules.map((rule) => ({ rule, bits: bitsOf(rule.needs) }));
  return (subject) => {
    const traits = traitsOf(subject);
    let chosen = known.get(traits);
    if (!chosen) {
      chosen = wanted.filter(({ bits }) => (bits & traits) === bits).map(({ rule }) => rule);
      known.set(traits, chosen);
    }
    return chosen;
  };
}
