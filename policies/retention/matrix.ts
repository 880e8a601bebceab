/** The compliance matrices of a catalog, one an environment, from what it deploys and what the rules of the pack find. */

import { configurationOf, defaultLevel, type Said } from "../configuration";
import { type Configuration, evaluate } from "../evaluate";
import { offlineStacks } from "../offline";
import type { Stack } from "../stack";
import { type ComplianceMatrix, complianceOf, type FoundOf } from "./compliance";
import { keepingIn } from "./keeping";
import { placementsOf } from "./placement";
import { requirementsOf } from "./requirements";
import { RETENTION_RULES } from "./rules/index";

export function matricesOf(checked: Parameters<typeof offlineStacks>[0] & Said): ComplianceMatrix[] {
  const stacks = new Map(offlineStacks(checked).map((stack) => [stack.environment.name, stack]));
  const strict = strictly(configurationOf(checked));
  const found = new Map<string, FoundOf>();
  return checked.resolved.flatMap((environment) => {
    // The logs of all environments of an account are kept by its owner's stack.
    const stack = stacks.get(environment.ownerName);
    if (!stack) return [];
    const { name } = environment;
    const known = found.get(`${stack.environment.name} ${name}`) ?? foundIn(stack, name, strict);
    return [complianceOf(environment, requirementsOf(environment), keepingIn(stack, name), known)];
  });
}

/** With the parameters of the catalog; a rule that is off is asked, and what is waived counts: both change nothing about what is so. */
function strictly(configuration: Configuration): Configuration {
  return {
    applied: (rule, environment) => ({ ...configuration.applied(rule, environment), level: defaultLevel(rule) }),
    accepts: () => false,
  };
}

function foundIn(stack: Stack, environment: string, configuration: Configuration): FoundOf {
  const { findings } = evaluate(stack, RETENTION_RULES, configuration);
  const placements = new Map(placementsOf(stack).map((placement) => [placement.name, placement]));
  return ({ clause, retention }, system) =>
    findings.flatMap(({ code, message, policy, subject = "" }) => {
      if (policy?.state !== "violated") return [];
      if (!policy.clauses.some((one) => one.framework === clause.framework && one.clause === clause.clause)) return [];
      const placement = placements.get(subject);
      const isIt = placement
        ? placement.tenant.name === environment &&
          placement.service.system === system &&
          placement.retention.key === retention.key
        : subject === `${retention.key} in ${environment}`;
      return isIt ? [`${code}: ${message}`] : [];
    });
}
