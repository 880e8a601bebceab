/** The package's version, as `--version` prints it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../bin/package-root";

export function version(): string {
  return JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;
}
