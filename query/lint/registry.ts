/** All rules, each once. A test compares the list with the folder and with the docs. */

import { MESSAGE_RULES } from "./message-rules";
import { OPTION_RULES } from "./option-rules";
import { QUERY_RULES } from "./query-rules";
import type { Rule } from "./rule";
import { UNIT_RULES } from "./unit-rules";

export const RULES: readonly Rule[] = [...OPTION_RULES, ...QUERY_RULES, ...MESSAGE_RULES, ...UNIT_RULES];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return BY_ID.get(id);
}
