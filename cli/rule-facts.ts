/** What is known of a finding's rule apart from the finding: a policy's, a rule of the linter, or a mistake in a catalog. */

import type { RuleFacts } from "../diagnostics/index";
import { CATALOG_CODES } from "../model/index";
import { RULES } from "../policies/index";
import { pageOf, ruleById } from "../query/index";

const POLICIES = new Map<string, (typeof RULES)[number]>(RULES.map((rule) => [rule.id, rule]));
const CODES: ReadonlySet<string> = new Set(CATALOG_CODES);

export function ruleFacts(code: string): RuleFacts | undefined {
  const policy = POLICIES.get(code);
  if (policy) {
    const { clauses = [], pack, severity, summary, title } = policy;
    const named = clauses.map(({ framework, clause }) => `${framework} ${clause}`);
    return { title, summary, severity, pack, clauses: named, more: command("policy", code) };
  }
  const rule = ruleById(code);
  if (rule) return { summary: rule.summary, severity: rule.severity, more: command("rule", code) };
  return pageOf(code) !== undefined || CODES.has(code) ? { more: command("rule", code) } : undefined;
}

function command(what: "policy" | "rule", code: string): string {
  return `"watchbill explain ${what} ${code}" says more, with examples.`;
}
