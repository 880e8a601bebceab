/**
 * The shipped catalog with one of its systems. Tests that need a real catalog of a grown size, and not what every system is
 * about, take this one, so that they stay as quick as they are however many systems are added.
 */

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { afterAll } from "vitest";
import { packageRoot } from "../bin/package-root";

const CATALOG = join(packageRoot(), "catalog");

/** Copies the shipped catalog to `target`, of its systems TrustStream alone. */
export function copyTruststream(target: string): void {
  cpSync(CATALOG, target, {
    recursive: true,
    filter: (path) => {
      const [top, system] = relative(CATALOG, path).split(sep);
      return top !== "systems" || system === undefined || system === "truststream";
    },
  });
}

/** A folder with such a copy as `catalog`, removed when the tests of the file have run. */
export function truststreamFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-truststream-"));
  copyTruststream(join(folder, "catalog"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
