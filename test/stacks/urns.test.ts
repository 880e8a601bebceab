/**
 * The names of everything the example catalog provisions. A name is public: one that disappears from this list and comes back
 * under another is a resource that is deleted and made again, with its history lost, unless its spec names the former key.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import type { Spec } from "../../model/index";
import { componentOf } from "../../stacks/grouping";
import { KINDS } from "../../vendors/index";
import { environments, shipped } from "../catalog/shipped";

function urn(spec: Spec): string {
  const { componentClass, name } = componentOf(spec);
  return `${componentClass}/${name} watchbill:components:${componentClass}$${KINDS[spec.kind].token}::${spec.key}`;
}

describe("names of resources", () => {
  it.each(environments)("stay what they are in %s", (environment) => {
    const file = join(packageRoot(), "test", "stacks", "golden", `urns-${environment}.txt`);
    const urns = shipped.specs.filter(({ env }) => env === environment).map(urn);
    const text = `${urns.sort().join("\n")}\n`;
    if (process.env.UPDATE_GOLDEN === "1" || !existsSync(file)) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  it("are unique in a stack", () => {
    const all = shipped.specs.map((spec) => `${spec.env} ${urn(spec).split(" ")[1]}`);
    expect(all.filter((one, position) => all.indexOf(one) !== position)).toEqual([]);
  });
});
