/**
 * Which sandbox a process is: the package's version and the content of the bundle it runs, so that a newer Watchbill recognises
 * the sandbox of an older one. Light; loads no server.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../bin/package-root";

/** Like `0.1.0+3f2a9c01d4be`. */
export function stampOf(bundle: string): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
  // Names the process that made the bundle.
  const code = readFileSync(bundle, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
  return `${version}+${createHash("sha256").update(code).digest("hex").slice(0, 12)}`;
}

/** The stamp of the sandbox that would be started now; the bundle is made when there is none of these sources. */
export function ownStamp(): string {
  const { fileOf } = require(join(packageRoot(), "bin", "load.cjs")) as { fileOf: (entry: string) => string };
  return stampOf(fileOf("sandbox/main"));
}
