/** Which names a waiver may carry: the linter's rules and those of the policies. */

import { RULES, ruleById } from "../../query/index";
import { ALL_POLICY_IDS, POLICY_IDS, type PolicyId } from "../policy-ids";
import { nearest } from "../quantity";
import { RAW_QUERY_CODES } from "./raw-query";

const POLICIES: ReadonlySet<string> = new Set(ALL_POLICY_IDS);

/** What a parser says is no rule and cannot be accepted: the vendor refuses it. */
export function isLinted(rule: string): boolean {
  return ruleById(rule) !== undefined || RAW_QUERY_CODES.has(rule);
}

export function isPolicy(rule: string): rule is PolicyId {
  return POLICIES.has(rule);
}

/** What to say of a name that no rule has. */
export function noRule(rule: string, which: "any" | "policies"): { message: string; hint: string } {
  const ofPack: readonly string[] | undefined = Object.entries(POLICY_IDS).find(([pack]) => pack === rule)?.[1];
  if (ofPack)
    return {
      message: `\`${rule}\` is a pack of rules, and no rule`,
      hint: `Name one of its rules, e.g. \`${ofPack[0]}\`; \`watchbill explain policy\` lists them.`,
    };
  const names = which === "any" ? [...RULES.map(({ id }) => id), ...ALL_POLICY_IDS] : ALL_POLICY_IDS;
  const near = nearest(rule, names);
  const all =
    which === "any"
      ? "`watchbill explain rule` and `watchbill explain policy` list the rules."
      : "`watchbill explain policy` lists the rules.";
  return {
    message: which === "any" ? `there is no rule \`${rule}\`` : `the policies have no rule \`${rule}\``,
    hint: near ? `Did you mean \`${near}\`? ${all}` : all,
  };
}
