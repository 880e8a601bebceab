/**
 * Where a run goes: to the real vendors with the user's own login, plugins and stack files, or to the sandbox with state,
 * plugins and configuration of its own under `.watchbill/sandbox`, so that nothing of the user's is touched.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type StackSettings, sandboxConfig, writeStackConfig } from "../../engine/index";
import type { Project } from "../project";

/** Settings of a run with the name of the Pulumi project. */
export type Target = StackSettings & { project: string };

/** Opens the secrets of the sandbox's stacks. Not a secret: what it protects is the sandbox's own made-up keys. */
const SANDBOX_PASSPHRASE = "watchbill-sandbox";

/** The user's own keys must not reach a run in the sandbox. */
const REAL_KEYS = [
  ...["DD_API_KEY", "DD_APP_KEY", "DATADOG_API_KEY", "DATADOG_APP_KEY", "DD_BEARER_TOKEN", "DD_HOST", "DATADOG_HOST"],
  ...["PAGERDUTY_TOKEN", "PAGERDUTY_USER_TOKEN", "PAGERDUTY_SERVICE_REGION"],
  ...["SENTRY_AUTH_TOKEN", "SENTRY_TOKEN", "SENTRY_BASE_URL"],
];

export function realTarget(project: Project, environment: string): Target {
  return {
    project: project.name,
    stack: environment,
    cwd: project.root,
    env: catalogsOf(project),
  };
}

/** Which catalogs the program and the packs read: those that were checked. */
function catalogsOf({ catalog, policiesFrom }: Project): Record<string, string | undefined> {
  return { WATCHBILL_CATALOG: catalog, WATCHBILL_POLICIES_FROM: policiesFrom };
}

export interface SandboxAddress {
  url: string;
  /** Ports to attach to; undefined where the official plugins are used. */
  providers: Record<string, number> | undefined;
  /** The official plugins, where they are used. */
  plugins: readonly { folder: string }[] | undefined;
}

/** Where the state of the sandbox's stacks is. */
export function sandboxBackend(project: Pick<Project, "sandbox">): string {
  return `file://${stateOf(project)}`;
}

function stateOf({ sandbox }: Pick<Project, "sandbox">): string {
  return join(sandbox, "state");
}

/** `address` undefined: only to look at the stack, nothing is run. */
export async function sandboxTarget(
  project: Project,
  environment: string,
  address: SandboxAddress | undefined,
): Promise<Target> {
  const home = join(project.sandbox, "home");
  for (const folder of [stateOf(project), home]) mkdirSync(folder, { recursive: true });
  const configFile = join(project.sandbox, `Pulumi.${environment}.yaml`);
  if (address)
    await writeStackConfig(configFile, {
      ...sandboxConfig(address.url),
      "watchbill:protect": "never",
      "watchbill:secrets": "stand-in",
    });
  return {
    project: project.name,
    stack: environment,
    cwd: project.root,
    home,
    backendUrl: sandboxBackend(project),
    configFile,
    passphrase: SANDBOX_PASSPHRASE,
    env: {
      ...catalogsOf(project),
      ...Object.fromEntries(REAL_KEYS.map((name) => [name, undefined])),
    },
    providers: address?.providers,
    plugins: address?.plugins,
  };
}
