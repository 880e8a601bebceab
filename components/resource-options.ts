/**
 * What the engine must be told about a resource beyond its inputs: which outputs are secret, which replacements must delete
 * first, which plugin version. What a kind is stands in vendors/; nothing is known here twice.
 */

import type * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../model/index";
import { KINDS, type Kind } from "../vendors/index";

/** The npm package stops at 3.4.0 (2022); its arguments are a subset of this plugin's, whose fixes are needed. */
export const PAGERDUTY_PLUGIN_VERSION = "4.34.0";

/** The options that follow from the spec alone; `protect` is what the environment says of things with history. */
export function resourceOptions(spec: Spec, protect: boolean): pulumi.CustomResourceOptions {
  const options: pulumi.CustomResourceOptions = {};
  if (protect && spec.protect === true) {
    options.protect = true;
    options.retainOnDelete = true;
  }
  const kind = KINDS[spec.kind];
  if (kind.uniqueName) options.deleteBeforeReplace = true;
  const secrets = secretOutputs(kind);
  if (secrets.length > 0) options.additionalSecretOutputs = secrets;
  if (spec.formerKeys) options.aliases = spec.formerKeys.map((name) => ({ name }));
  if (spec.kind.startsWith("pagerduty/")) options.version = PAGERDUTY_PLUGIN_VERSION;
  return options;
}

/** The packages do not mark these as secret themselves. */
function secretOutputs({ fields, alsoSecret = [] }: Kind): string[] {
  const own = Object.entries(fields).filter(([, field]) => field.secret && (field.output || field.computed));
  return [...own.map(([name]) => name), ...alsoSecret];
}
