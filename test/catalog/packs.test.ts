/** Every shipped pack, used as little as can be, by a service of each tier. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type CatalogFileBytes, checkFiles } from "../../model/index";

const CATALOG = join(__dirname, "../../catalog");
const TIERS = [1, 2, 3, 4] as const;

interface Pack {
  parameters?: Record<string, { default?: string; example?: string }>;
  monitors?: Record<string, { summary?: string }>;
  synthetics?: Record<string, { summary?: string }>;
}

const shipped = (readdirSync(CATALOG, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".yaml") && !file.startsWith("systems"))
  .sort();
const standards: CatalogFileBytes[] = shipped.map((file) => ({ file, bytes: readFileSync(join(CATALOG, file)) }));
const packs = Object.assign(
  {},
  ...shipped.map((file) => (parse(readFileSync(join(CATALOG, file), "utf8")) as { packs?: object }).packs ?? {}),
) as Record<string, Pack>;

/** A word for each parameter without a default. */
function words({ parameters = {} }: Pack): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, { default: otherwise, example }]) =>
      otherwise === undefined ? [[name, example ?? `no example of ${name}`]] : [],
    ),
  );
}

function compiled(name: string) {
  const services = Object.fromEntries(
    TIERS.map((tier) => [
      `tier-${tier}`,
      {
        system: "shop",
        tier,
        runbook: "https://runbooks.example.com/shop",
        packs: [{ use: name, with: words(packs[name] ?? {}) }],
      },
    ]),
  );
  // Of this one metric the pack leaves the unit to the log metric that makes it.
  const metrics = { "shop.gateway.latency": { unit: "nanosecond", type: "distribution" } };
  const text = JSON.stringify({ systems: { shop: { title: "Shop", team: "platform" } }, metrics, services });
  return checkFiles([...standards, { file: "shop.yaml", bytes: new TextEncoder().encode(text) }], {
    today: "2026-11-21",
  });
}

describe.each(Object.keys(packs))("the pack %s", (name) => {
  it("has no findings in any tier", () => {
    const { diagnostics, specs } = compiled(name);
    expect(diagnostics.map(({ message, hint, file, line }) => `${file}:${line} ${message} (${hint})`)).toEqual([]);
    expect(specs.some(({ key }) => key.startsWith("shop-tier-4"))).toBe(true);
  });

  it("tells whoever is woken what each of its signals means", () => {
    const { monitors = {}, synthetics = {} } = packs[name] ?? {};
    const silent = Object.entries({ ...monitors, ...synthetics }).filter(
      ([, { summary }]) => (summary ?? "").length < 40,
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });
});

it("every kind of service has packs that are there", () => {
  const { diagnostics } = checkFiles(standards, { today: "2026-11-21" });
  expect(diagnostics).toEqual([]);
});
