/** The linter: monitors in, findings out. */

export type { LintContext, MetricFacts } from "./context";
export { type DetectionFinding, type DetectionInput, lintDetections } from "./detection";
export type { MonitorInput } from "./input";
export { diagnosticsOf, type LintFinding, type LintOptions, type LintResult, lint } from "./lint";
export { lintObjectives, type ObjectiveFinding, type ObjectiveInput } from "./objective";
export { pageOf, RULES, ruleById } from "./registry";
export type { Confidence, Finding, Fix, NotChecked, Rule, RuleResult } from "./rule";
export { createSubject, type Subject } from "./subject";
