/** All rules, each once. A test compares the list with the folder and with the docs. */

import { DETECTION_RULES } from "./detection-rules";
import { MESSAGE_RULES } from "./message-rules";
import { OBJECTIVE_RULES } from "./objective-rules";
import { OPTION_RULES } from "./option-rules";
import { QUERY_RULES } from "./query-rules";
import type { Rule } from "./rule";
import { UNIT_RULES } from "./unit-rules";

export const RULES: readonly Rule[] = [
  ...OPTION_RULES,
  ...QUERY_RULES,
  ...MESSAGE_RULES,
  ...UNIT_RULES,
  ...OBJECTIVE_RULES,
  ...DETECTION_RULES,
];

const BY_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return BY_ID.get(id);
}

/** Codes of the parsers begin with the language; each language has one page for all of them. */
const LANGUAGES: ReadonlySet<string> = new Set(["query", "search", "template"]);

/** The name of the page in `docs/rules` that explains a finding's code: a rule's own, or that of the language's syntax. */
export function pageOf(code: string): string | undefined {
  if (BY_ID.has(code)) return code;
  const [language = ""] = code.split("-");
  return LANGUAGES.has(language) ? `${language}-syntax` : undefined;
}
