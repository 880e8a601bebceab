/** The compliance matrices of a catalog, one an environment, from what it deploys and what the rules of the pack find. */

import type { Diagnostic, Waived } from "../../diagnostics/index";
import { configurationOf, defaultLevel, type Said } from "../configuration";
import { type Configuration, evaluate } from "../evaluate";
import { offlineStacks } from "../offline";
import type { Stack } from "../stack";
import { type Accepted, type ComplianceMatrix, complianceOf, type FoundOf } from "./compliance";
import { keepingIn } from "./keeping";
import { placementsOf } from "./placement";
import { requirementsOf } from "./requirements";
import { RETENTION_RULES } from "./rules/index";

export function matricesOf(checked: Parameters<typeof offlineStacks>[0] & Said): ComplianceMatrix[] {
  const stacks = new Map(offlineStacks(checked).map((stack) => [stack.environment.name, stack]));
  const configuration = configurationOf(checked);
  const found = new Map(
    [...stacks.values()].map((stack) => [stack, evaluate(stack, RETENTION_RULES, strictly(configuration)).findings]),
  );
  const waived = configuration.waived();
  return checked.resolved.flatMap((environment) => {
    // The logs of all environments of an account are kept by its owner's stack.
    const stack = stacks.get(environment.ownerName);
    if (!stack) return [];
    const foundOf = foundIn(stack, environment.name, found.get(stack) ?? [], waived);
    return [complianceOf(environment, requirementsOf(environment), keepingIn(stack, environment.name), foundOf)];
  });
}

/**
 * With the parameters of the catalog; a rule that is off is asked, and what is waived counts: both change nothing about what is so. Who
 * accepted it is noted all the same.
 */
function strictly({ accepts, applied }: Configuration): Configuration {
  return {
    applied: (rule, environment) => ({ ...applied(rule, environment), level: defaultLevel(rule) }),
    accepts: (...about) => {
      accepts(...about);
      return false;
    },
  };
}

function foundIn(
  stack: Stack,
  environment: string,
  findings: readonly Diagnostic[],
  waived: readonly Waived[],
): FoundOf {
  const placements = new Map(placementsOf(stack).map((placement) => [placement.name, placement]));
  return ({ clause, retention }, system) =>
    findings.flatMap((finding) => {
      const { code, message, policy, subject = "" } = finding;
      if (policy?.state !== "violated") return [];
      if (!policy.clauses.some((one) => one.framework === clause.framework && one.clause === clause.clause)) return [];
      const placement = placements.get(subject);
      const isIt = placement
        ? placement.tenant.name === environment &&
          placement.service.system === system &&
          placement.retention.key === retention.key
        : subject === `${retention.key} in ${environment}`;
      return isIt ? [{ says: `${code}: ${message}`, accepted: acceptedBy(finding, waived) }] : [];
    });
}

/** By none, where other findings are told with it that may be accepted by nobody. */
function acceptedBy({ code, file, line, column, message, policy, subject }: Diagnostic, waived: readonly Waived[]) {
  const [environment = ""] = policy?.environments ?? [];
  return waived
    .filter(({ findings, rule }) =>
      findings.some(
        (one) =>
          rule === code &&
          one.message === message &&
          one.subject === subject &&
          one.file === file &&
          one.line === line &&
          one.column === column &&
          one.policy?.environments.includes(environment),
      ),
    )
    .map(({ file, line, owner, reason, rule, until }): Accepted => ({ rule, reason, owner, until, file, line }));
}
