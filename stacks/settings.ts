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
  /** The catalog whose policies hold in place of its own. Absolute. */
  policiesFrom?: string;
  /** False: nothing is protected from deletion, whatever the catalog says (throw-away accounts). */
  mayProtect: boolean;
  /** A secret that the catalog names; undefined: not configured. With `watchbill:secrets` set to `stand-in` there always is one. */
  secret: (name: string) => pulumi.Output<string> | undefined;
}

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const config = new pulumi.Config("watchbill");
  const root = pulumi.getRootDirectory() || process.cwd();
  const catalog = env.WATCHBILL_CATALOG || config.get("catalog") || "catalog";
  const policiesFrom = env.WATCHBILL_POLICIES_FROM;
  if (policiesFrom === "") throw new pulumi.RunError("WATCHBILL_POLICIES_FROM is empty: name a catalog, or unset it");
  const absolute = (path: string) => (isAbsolute(path) ? path : join(root, path));
  return {
    environment: pulumi.getStack(),
    root,
    catalog: absolute(catalog),
    ...(policiesFrom !== undefined && { policiesFrom: absolute(policiesFrom) }),
    mayProtect: choice(config, "protect", ["catalog", "never"]) === "catalog",
    secret: secrets(config),
  };
}

function secrets(config: pulumi.Config): Settings["secret"] {
  const standIns = choice(config, "secrets", ["required", "stand-in"]) === "stand-in";
  return (name) => config.getSecret(name) ?? (standIns ? pulumi.secret(standIn(name)) : undefined);
}

/** For throw-away accounts: an address that leads nowhere, as most secrets of a catalog are addresses. */
function standIn(name: string): string {
  return `https://stand-in.invalid/${name}`;
}

/** The value of a setting, the first of the possible ones when it is not set. */
function choice<T extends string>(config: pulumi.Config, key: string, possible: readonly [T, ...T[]]): T {
  const value = config.get(key) ?? possible[0];
  const found = possible.find((one) => one === value);
  if (found !== undefined) return found;
  throw new pulumi.RunError(`watchbill:${key} is "${value}": it is one of ${possible.join(", ")}`);
}
