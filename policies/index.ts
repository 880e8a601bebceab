/** Policies: rules over the resources of a stack, and how they are run without an engine. Imports no `@pulumi/*`. */

export { checkPolicies, type PolicyCheck } from "./check-policies";
export { DEFAULTS } from "./configuration";
export { type Applied, type Configuration, type Evaluation, evaluate, nameOf, type RuleCount } from "./evaluate";
export { offlineStacks, resourceOf } from "./offline";
export { RULES } from "./registry";
export type { Clause, Found, Level, Parameter, Parameters, ParameterValue, Rule } from "./rule";
export { type Resource, type Stack, stackOf } from "./stack";
