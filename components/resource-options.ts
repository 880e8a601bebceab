/**
 * What the engine must know about a kind of resource beyond its inputs: which outputs are secret, which replacements must delete
 * first, which plugin version. Facts about fields and requests stand in vendors/.
 */

import type * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../model/index";
import type { KindName } from "../vendors/index";

/** The npm package stops at 3.4.0 (2022); its arguments are a subset of this plugin's, whose fixes are needed. */
export const PAGERDUTY_PLUGIN_VERSION = "4.34.0";

/** Names are fixed and unique at the vendor, so the new one cannot exist beside the old one. */
const DELETE_FIRST: ReadonlySet<KindName> = new Set<KindName>([
  "datadog/logs-metric",
  "datadog/team",
  "datadog/webhook",
  "pagerduty/escalation-policy",
  "pagerduty/schedule",
  "pagerduty/service",
  "pagerduty/team",
  "sentry/project",
  "sentry/team",
]);

/** The packages do not mark these outputs as secret themselves. */
const SECRET_OUTPUTS: Partial<Record<KindName, string[]>> = {
  "pagerduty/event-orchestration": ["integrations"],
  "pagerduty/service-integration": ["integrationKey", "integrationEmail"],
  "sentry/key": ["secret", "dsnSecret", "dsnPublic", "dsnCsp"],
};

/** The options that follow from the spec alone; `protect` is what the environment says of things with history. */
export function resourceOptions(spec: Spec, protect: boolean): pulumi.CustomResourceOptions {
  const options: pulumi.CustomResourceOptions = {};
  if (protect && spec.protect === true) {
    options.protect = true;
    options.retainOnDelete = true;
  }
  if (DELETE_FIRST.has(spec.kind)) options.deleteBeforeReplace = true;
  const secrets = SECRET_OUTPUTS[spec.kind];
  if (secrets) options.additionalSecretOutputs = secrets;
  if (spec.formerKeys) options.aliases = spec.formerKeys.map((name) => ({ name }));
  if (spec.kind.startsWith("pagerduty/")) options.version = PAGERDUTY_PLUGIN_VERSION;
  return options;
}
