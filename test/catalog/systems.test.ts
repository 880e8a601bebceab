/**
 * All systems of the shipped catalog: no findings, and in prod each resource as a text of its own system, with every number in
 * it. docs/coverage.md names these files as what shows that a customer's row is done.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { readable } from "./readable";
import { environments, goldenFile, OWNERS, shipped, specsOf } from "./shipped";

describe("the shipped catalog", () => {
  it("has no findings", () => expect(shipped.diagnostics).toEqual([]));

  it("has every environment of every system", () => {
    const found = new Set(
      shipped.specs.map(({ env, key }) => `${env} ${OWNERS.find((owner) => key.startsWith(`${owner}-`))}`),
    );
    for (const environment of environments)
      for (const system of OWNERS.filter((owner) => owner !== "shared"))
        expect(found).toContain(`${environment} ${system}`);
  });

  it.each(OWNERS)("has in prod of %s what its text says", (owner) => {
    const file = goldenFile(owner);
    const text = `${readable(specsOf(owner))}\n`;
    if (process.env.UPDATE_GOLDEN === "1" || !existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});
