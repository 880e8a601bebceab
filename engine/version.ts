/** Which versions of the Pulumi CLI can run our programs. Pure apart from reading our own package.json once. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../bin/package-root";

let required: string | undefined;

/** The version of the SDK our programs use, and of the CLI we build: the pin in package.json, like `3.248.0`. */
export function sdkVersion(): string {
  required ??= pinned(JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")));
  return required;
}

function pinned(manifest: { dependencies?: Record<string, string> }): string {
  const version = /\d+\.\d+\.\d+/.exec(manifest.dependencies?.["@pulumi/pulumi"] ?? "")?.[0];
  if (version === undefined) throw new Error("package.json does not pin @pulumi/pulumi");
  return version;
}

/** The version in the output of `pulumi version`; undefined when there is none. */
export function parseVersion(output: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)(?:[-+][\w.+-]*)?\s*$/m.exec(output)?.[1];
}

/** Why a CLI of this version cannot run programs of this SDK; undefined when it can. */
export function versionProblem(version: string, sdk: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [sdkMajor = 0, sdkMinor = 0] = sdk.split(".").map(Number);
  if (major !== sdkMajor) return `is version ${version}; programs on SDK ${sdk} need ${sdkMajor}.x`;
  if (minor < sdkMinor) return `is version ${version}, older than the SDK; ${sdkMajor}.${sdkMinor} or newer is needed`;
  return undefined;
}
