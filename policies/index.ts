/** Policies: rules over the resources of a stack, and how they are run without an engine. Imports no `@pulumi/*`. */

export { checkPolicies, type PolicyCheck } from "./check-policies";
export { type CatalogConfiguration, configurationOf, DEFAULTS } from "./configuration";
export { type Registered, type RegisteredStack, stackOfRegistered } from "./engine/registered";
export { type PolicyReport, readReport, reportVariables } from "./engine/report";
export { type Applied, type Configuration, type Evaluation, evaluate, nameOf, type RuleCount } from "./evaluate";
export { offlineStacks } from "./offline";
export { RULES } from "./registry";
export { type Files, headingMarkdown, headingText, NOBODY, type Provenance } from "./retention/compliance-heading";
export { complianceMarkdown, complianceText } from "./retention/compliance-text";
export { matricesOf } from "./retention/matrix";
export type { Clause, Found, Level, Parameter, Parameters, ParameterValue, Rule } from "./rule";
export { type Resource, type Stack, stackOf } from "./stack";
