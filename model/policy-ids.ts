/**
 * The ids of the policies' rules, by pack: what `policies:` and `waivers:` of a catalog may name. Public: an id is a policy's name in the
 * engine, a page of docs/policies and a code that CI filters by. What the rules do is written in `policies/`, whose registry is compared.
 */

export const POLICY_IDS = {
  tagging: ["required-tags", "contradictory-tags"],
  retention: [],
  paging: [],
} as const satisfies Record<string, readonly string[]>;

export type PolicyPackName = keyof typeof POLICY_IDS;
export type PolicyId = (typeof POLICY_IDS)[PolicyPackName][number];

export const ALL_POLICY_IDS: readonly PolicyId[] = Object.values(POLICY_IDS).flat();
