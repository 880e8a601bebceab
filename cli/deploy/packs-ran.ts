/**
 * Whether the policies were really asked in a run of the engine, by what the engine says of it: a pack that was never loaded, has lost its
 * rules, was switched off from outside or has seen nothing must not look as if it had found nothing. Pure.
 */

import type { RunResult } from "../../engine/index";
import type { Configuration, Rule, RuleCount } from "../../policies/index";

/** The name under which the engine knows the process that runs all packs. */
export const PACK = "watchbill";

export interface Asked {
  environment: string;
  rules: readonly Rule[];
  configuration: Pick<Configuration, "applied">;
  /** How many resources of vendors the program should register. */
  expected: number;
  /** Another checkout says what was promised (`--policies-from`): some rules compare with it. */
  hasBase: boolean;
  /** At which level the packs asked each rule, as they wrote it down; undefined: they wrote nothing. */
  counts: readonly Pick<RuleCount, "rule" | "level">[] | undefined;
  /** Rules that the packs asked with other parameters than the catalog's, as they wrote it down. */
  imposed: readonly string[];
}

/** What was not asked, a sentence each without its full stop; empty where all was. Only of a run that succeeded. */
export function notAsked({ policies }: Pick<RunResult, "policies">, asked: Asked): string[] {
  const { counts, environment, expected } = asked;
  const wanted = wantedOf(asked);
  if (wanted.length === 0) return [`every rule is disabled in ${environment}: nothing was checked`];
  const pack = policies.packs.find(({ name }) => name === PACK);
  if (policies.loaded === 0) return ["the engine loaded no policy pack: nothing was checked"];
  if (pack === undefined || pack.stacks === 0) {
    if (expected === 0) return [];
    return [`the policy pack "${PACK}" was never given the stack: nothing was checked`];
  }
  const missing = wanted.filter((id) => !pack.policies.includes(id));
  const imposed = wanted.filter((id) => asked.imposed.includes(id));
  const lowered = counts && wanted.filter((id) => !missing.includes(id) && isLowered(id, asked, counts));
  return [
    ...(missing.length > 0
      ? [
          `${missing.length} of ${wanted.length} rules were not asked, though the catalog does not switch them off: ${named(missing)}`,
        ]
      : []),
    ...(counts === undefined
      ? [`the policy pack "${PACK}" wrote down nothing of its levels: whether what is mandatory was is not known`]
      : []),
    ...(lowered && lowered.length > 0
      ? [
          `${lowered.length} of ${wanted.length} rules were only advisory, though the catalog makes them mandatory: ${named(lowered)}`,
        ]
      : []),
    ...(imposed.length > 0
      ? [
          `${imposed.length} of ${wanted.length} rules were asked with other parameters than the catalog's: ${named(imposed)}`,
        ]
      : []),
    ...(expected > 0 && pack.resources === 0
      ? [`the policy pack "${PACK}" was given none of ${expected} resources: nothing was checked`]
      : []),
  ];
}

/** Somebody outside the catalog can ask for other levels, e.g. by `--policy-pack-config`: what breaks a rule then only warns. */
function isLowered(id: string, { configuration, environment, rules }: Asked, counts: NonNullable<Asked["counts"]>) {
  const rule = rules.find((one) => one.id === id);
  if (!rule || configuration.applied(rule, environment).level !== "mandatory") return false;
  return counts.find((count) => count.rule === id)?.level !== "mandatory";
}

/** The rules that a run has to ask in an environment. */
function wantedOf({ configuration, environment, hasBase, rules }: Asked): string[] {
  return rules
    .filter((rule) => (hasBase || !rule.needsBase) && configuration.applied(rule, environment).level !== "disabled")
    .map(({ id }) => id);
}

const NAMED = 5;

function named(ids: readonly string[]): string {
  const rest = ids.length - NAMED;
  return `${ids.slice(0, NAMED).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
