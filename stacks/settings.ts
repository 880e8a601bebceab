/**
 * What the program is told from outside: the stack's name, its configuration and the process environment. Read once, here;
 * components get plain values.
 */

import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

export interface Settings {
  /** The stack's name is the environment's name. */
  environment: string;
  /** The folder of Pulumi.yaml. */
  root: string;
  /** Absolute. */
  catalog: string;
  /** False: nothing is protected from deletion, whatever the catalog says (throw-away accounts). */
  mayProtect: boolean;
  /** A secret that the catalog names; undefined: not configured. */
  secret: (name: string) => pulumi.Output<string> | undefined;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const config = new pulumi.Config("watchbill");
  const root = pulumi.getRootDirectory() || process.cwd();
  const catalog = env["WATCHBILL_CATALOG"] || config.get("catalog") || "catalog";
  return {
    environment: pulumi.getStack(),
    root,
    catalog: isAbsolute(catalog) ? catalog : join(root, catalog),
    mayProtect: protection(config.get("protect") ?? "catalog"),
    secret: (name) => config.getSecret(name),
  };
}

function protection(value: string): boolean {
  if (value === "catalog") return true;
  if (value === "never") return false;
  throw new pulumi.RunError(
    `watchbill:protect is "${value}": it is either "catalog" (as the environment says) or "never"`,
  );
}
