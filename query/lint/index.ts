/** The linter: monitors in, findings out. */

export { createContext, type LintContext, type MetricFacts } from "./context";
export { asNumber, asRecord, isTrue, type MonitorInput } from "./input";
export { diagnosticsOf, type LintFinding, type LintOptions, type LintResult, lint } from "./lint";
export { pageOf, RULES, ruleById } from "./registry";
export type { Confidence, Finding, Fix, NotChecked, Rule, RuleResult } from "./rule";
export { createSubject, type Subject } from "./subject";
