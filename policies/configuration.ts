/** Levels and parameters of rules, by environment: what a catalog's `policies` and `waivers` say, over what the rules themselves say. */

import type { Diagnostic, Waived } from "../diagnostics/index";
import type { Compiled, PolicyEntry } from "../model/index";
import type { Applied, Configuration } from "./evaluate";
import { policiesLoosened } from "./loosened-policies";
import { parameterProblems } from "./parameters";
import { RULES } from "./registry";
import { type Level, type Parameters, type Rule, STRICTNESS } from "./rule";
import { waiversFor } from "./waivers";

/** Every rule as it says itself; nothing is accepted. */
export const DEFAULTS: Configuration = {
  applied: (rule) => ({ level: defaultLevel(rule), parameters: defaultParameters(rule) }),
  accepts: () => false,
};

export interface CatalogConfiguration extends Configuration {
  /**
   * What is wrong with the configuration itself. `whole`: every rule was asked in every environment with it, so that a waiver that nothing
   * needed is one too many.
   */
  problems(whole: boolean): Diagnostic[];
  /** The waivers that accepted something of what was asked so far. */
  waived(): Waived[];
}

export type Said = Pick<Compiled, "policies" | "waivers" | "resolved" | "today"> &
  Partial<Pick<Compiled, "proposed" | "base">>;

/** What a catalog says of the rules. */
export function configurationOf(said: Said, rules: readonly Rule[] = RULES): CatalogConfiguration {
  const entries = new Map(said.policies.map((entry) => [entry.key, entry]));
  const waivers = waiversFor(said, new Set(rules.map(({ id }) => id)));
  const proposed = said.base && new Map((said.proposed ?? []).map((entry) => [entry.key, entry]));
  const known = new Map<string, Applied>();
  const applied = (rule: Rule, environment: string): Applied => {
    const name = `${rule.id} ${environment}`;
    const held = () => appliedOf(rule, entries.get(rule.id), environment);
    const own = proposed && (() => appliedOf(rule, proposed.get(rule.id), environment));
    const found = known.get(name) ?? (own ? bothOf(held(), own()) : held());
    known.set(name, found);
    return found;
  };
  return {
    applied,
    accepts: waivers.accepts,
    problems: (whole) => [
      ...proposedProblems(said, rules),
      ...loosenedConfiguration(said, rules),
      ...rules.flatMap((rule) => parameterProblems(rule, entries.get(rule.id))),
      ...said.resolved.flatMap(({ name }) => packsOff(name, rules, applied, entries)),
      ...waivers.problems(whole),
    ],
    waived: waivers.used,
  };
}

/** What a change asks for itself holds beside what it is judged by: else what it tightens would first fail where it is merged. */
function bothOf(held: Applied, own: Applied): Applied {
  const ownFirst = STRICTNESS.indexOf(own.level) > STRICTNESS.indexOf(held.level);
  const [first, second] = ownFirst ? [own, held] : [held, own];
  const same = JSON.stringify(first.parameters) === JSON.stringify(second.parameters);
  return same || second.level === "disabled" ? first : { ...first, also: second };
}

/** What would be wrong once the catalog's own word holds. */
function proposedProblems({ proposed = [], ...said }: Said, rules: readonly Rule[]): Diagnostic[] {
  return proposed.length === 0
    ? []
    : configurationOf({ ...said, policies: proposed, waivers: [] }, rules).problems(false);
}

/** What the change loosens once its own word holds. */
function loosenedConfiguration({ base, policies, proposed, resolved }: Said, rules: readonly Rule[]): Diagnostic[] {
  if (!base || !proposed) return [];
  const environments = resolved.map(({ name }) => name);
  return policiesLoosened({ appliedOf, base, before: policies, environments, now: proposed, rules });
}

export function defaultLevel({ severity }: Rule): Level {
  return severity === "error" ? "mandatory" : "advisory";
}

export function defaultParameters({ parameters = {} }: Rule): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]));
}

/** A value that does not fit is reported, and the rule's own counts. */
function appliedOf(rule: Rule, entry: PolicyEntry | undefined, environment: string): Applied {
  const here = entry?.environments[environment];
  const wrong = new Set(parameterProblems(rule, entry).map(({ path }) => path));
  const given = (values: Parameters = {}, path: readonly string[]) =>
    Object.entries(values).filter(([name]) => !wrong.has(["policies", rule.id, ...path, "parameters", name].join(".")));
  return {
    level: here?.level ?? entry?.level ?? defaultLevel(rule),
    parameters: {
      ...defaultParameters(rule),
      ...Object.fromEntries(given(entry?.parameters, [])),
      ...Object.fromEntries(given(here?.parameters, ["environments", environment])),
    },
  };
}

/** A pack of which nothing is asked is no pack: it must not look as if it had found nothing. */
function packsOff(
  environment: string,
  rules: readonly Rule[],
  applied: (rule: Rule, environment: string) => Applied,
  entries: ReadonlyMap<string, PolicyEntry>,
): Diagnostic[] {
  return [...new Set(rules.map(({ pack }) => pack))].flatMap((pack): Diagnostic[] => {
    const own = rules.filter((rule) => rule.pack === pack);
    if (own.some((rule) => applied(rule, environment).level !== "disabled")) return [];
    const entry = own.flatMap(({ id }) => entries.get(id) ?? []).at(-1);
    if (!entry) return [];
    const path = entry.environments[environment]?.level ? ["environments", environment, "level"] : ["level"];
    return [
      {
        code: "pack-disabled",
        severity: "error",
        message: `every rule of the pack \`${pack}\` is \`disabled\` in \`${environment}\`: nothing is checked by it`,
        hint: "Make what is not ready to fail a run `advisory`, and accept single findings by a waiver.",
        ...entry.placeOf(path),
        path: ["policies", entry.key, ...path].join("."),
      },
    ];
  });
}

export type { Applied };
