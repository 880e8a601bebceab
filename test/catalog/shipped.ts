/** The catalog as it is shipped, checked once for all tests of a file, on a day on which nothing that it plans is over. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { address, checkCatalog, type Spec } from "../../model/index";
import { ownerOf } from "./readable";

export const ROOT = packageRoot();

export const SYSTEMS: readonly string[] = readdirSync(join(ROOT, "catalog", "systems")).sort();

/** The systems, and `shared` for what all of them use. */
export const OWNERS: readonly string[] = [...SYSTEMS, "shared"];

export const shipped = checkCatalog(join(ROOT, "catalog"), { cwd: ROOT, today: "2026-11-21" });

export const environments = shipped.environments.map(({ name }) => name);

const byAddress = new Map(shipped.specs.map((spec) => [`${spec.env} ${address(spec)}`, spec]));

/** The spec of `<kind>/<key>` in an environment. */
export function specAt(where: string, environment = "prod"): Spec | undefined {
  return byAddress.get(`${environment} ${where}`);
}

/** What a system, or `shared`, has in prod. */
export function specsOf(owner: string): Spec[] {
  return shipped.specs.filter((spec) => spec.env === "prod" && ownerOf(spec, SYSTEMS) === owner);
}

export function goldenFile(owner: string): string {
  return join(ROOT, "test", "catalog", "golden", `${owner}.txt`);
}
