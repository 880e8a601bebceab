/** Finds the folder of the package at run time, wherever the code runs from: sources, the bundle cache or `dist/`. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let found: string | undefined;

/** The folder that holds Watchbill's own package.json. */
export function packageRoot(): string {
  found ??= search(__dirname);
  return found;
}

function search(start: string): string {
  for (let dir = start; ; dir = dirname(dir)) {
    const manifest = join(dir, "package.json");
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "watchbill") return dir;
    if (dirname(dir) === dir) throw new Error(`no package.json named watchbill above ${start}`);
  }
}
