/** Runs every offline check on the catalog and gives the program what belongs to its stack, or ends it with all findings. */

import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { counted, type Diagnostic, formatFrames } from "../diagnostics/index";
import { checkCatalog, type EnvironmentInfo, type Spec } from "../model/index";
import { checkPolicies } from "../policies/index";
import type { Sites } from "./providers";
import type { Settings } from "./settings";

export interface Checked {
  environment: EnvironmentInfo;
  sites: Sites;
  /** The specs of the stack's own environment. */
  own: Spec[];
  /** The specs of the other environments of the same account. */
  others: Spec[];
}

export function readChecked(settings: Settings): Checked {
  const { catalog, policiesFrom, root } = settings;
  const checked = checkCatalog(catalog, { cwd: root, ...(policiesFrom !== undefined && { policiesFrom }) });
  const { specs, diagnostics, environments, resolved } = checked;
  const environment = environments.find(({ name }) => name === settings.environment);
  refuseErrors(diagnostics, settings);
  // Those of the stack's own environment; the others' are their own stacks' business.
  const own = {
    ...checked,
    resolved: resolved.filter(({ account }) => account === environment?.account),
    whole: false,
  };
  const inOwn = (finding: Diagnostic) => finding.policy?.environments.includes(settings.environment) !== false;
  refuseErrors(checkPolicies(own).diagnostics.filter(inOwn), settings);
  if (!environment) throw new pulumi.RunError(unknownEnvironment(settings, environments));
  const sameAccount = new Set(
    environments.filter(({ account }) => account === environment.account).map(({ name }) => name),
  );
  const account = resolved.find(({ name }) => name === environment.name)?.accountDetails;
  return {
    environment,
    sites: { datadog: account?.datadog.site, pagerduty: account?.pagerduty.region },
    own: specs.filter(({ env }) => env === environment.name),
    others: specs.filter(({ env }) => env !== environment.name && sameAccount.has(env)),
  };
}

/** Errors end the program; other findings are only counted, for `watchbill check` shows them. */
function refuseErrors(diagnostics: readonly Diagnostic[], { root }: Settings): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const read = (file: string) =>
      existsSync(resolve(root, file)) ? readFileSync(resolve(root, file), "utf8") : undefined;
    process.stderr.write(formatFrames(errors, { read }));
    throw new pulumi.RunError(`the catalog has ${counted(errors)}, shown by the program; nothing was registered`);
  }
  if (diagnostics.length > 0)
    void pulumi.log.info(`${counted(diagnostics)} in the catalog: watchbill check shows them`);
}

function unknownEnvironment(
  { environment, catalog, root }: Settings,
  environments: readonly EnvironmentInfo[],
): string {
  const known = environments.map(({ name }) => name).join(", ") || "none";
  return `the stack is called "${environment}", but the catalog in ${relative(root, catalog)} has no such environment. It has: ${known}`;
}
