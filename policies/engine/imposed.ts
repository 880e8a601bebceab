/**
 * What somebody outside the catalog asks of rules, with `--policy-pack-config` or in Pulumi Cloud, looked at before it is followed: who
 * misspells a rule there must not believe that it holds.
 */

import { ALL_POLICY_IDS, nearest } from "../../model/index";
import { valueProblems } from "../parameters";
import type { Rule } from "../rule";
import type { Imposed } from "./session";

/** Rules of the other packs may be named too: one file of configuration serves several packs. */
export function refuseWrong(given: ReadonlyMap<string, Imposed>, rules: readonly Rule[]): void {
  const known = new Map(rules.map((rule) => [rule.id as string, rule]));
  const problems = [...given].flatMap(([name, { parameters }]) => {
    const rule = known.get(name);
    if (rule) return valueProblems(rule, parameters).map(({ hint, message }) => `${message}. ${hint}`);
    return FOREIGN.has(name) ? [] : [unknown(name)];
  });
  if (problems.length === 0) return;
  throw new Error(
    ["the configuration that this pack was given has errors", ...problems.map((one) => `  ${one}`)].join("\n"),
  );
}

/** Named there and no rule of this pack: the others', and the word for the level of all. */
const FOREIGN: ReadonlySet<string> = new Set([...ALL_POLICY_IDS, "all"]);

function unknown(name: string): string {
  const near = nearest(name, ALL_POLICY_IDS);
  return `\`${name}\` is no rule. ${near ? `Did you mean \`${near}\`?` : "`watchbill explain policy` lists them."}`;
}
