/** The pack's policies for Pulumi's engine: what is missing fails the run, what cannot be checked yet is said. */

import { type Policies, type ResourceValidationArgs, UnknownValueError } from "@pulumi/policy";
import { checkTags, REQUIRED_TAGS, type TagFinding } from "./required-tags";

const keys = {
  type: "array",
  items: { type: "string" },
  default: [...REQUIRED_TAGS],
  description: "The keys of the tags that everything must have.",
} as const;

export const policies: Policies = [
  {
    name: "required-tags",
    displayName: "Required tags",
    description: "Everything that can carry tags says its team, service, environment and what manages it.",
    enforcementLevel: "mandatory",
    severity: "medium",
    remediationSteps: "Add the tag that the message names.",
    configSchema: { properties: { keys } },
    validateResource: (args, report) => {
      for (const finding of findings(args)) if (finding.type !== "not-checked") report(finding.message);
    },
  },
  {
    name: "required-tags-not-checked",
    displayName: "Required tags that could not be checked",
    description: "Says which resources' tags are not known before deployment. They are checked when they are deployed.",
    enforcementLevel: "advisory",
    severity: "low",
    configSchema: { properties: { keys } },
    validateResource: (args, report) => {
      for (const finding of findings(args)) if (finding.type === "not-checked") report(finding.message);
    },
  },
];

function findings({ type, name, props, getConfig }: ResourceValidationArgs): TagFinding[] {
  const configured = getConfig<{ keys?: string[] }>().keys;
  return checkTags(type, name, props, configured ?? REQUIRED_TAGS, (error) => error instanceof UnknownValueError);
}
