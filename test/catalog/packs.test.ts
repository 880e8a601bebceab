/** Every shipped pack, used as little as can be, by a service of each tier. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type CatalogFileBytes, checkFiles } from "../../model/index";
import { type Kind, type Pack, packsPage } from "./packs-page";

const CATALOG = join(__dirname, "../../catalog");
const TIERS = [1, 2, 3, 4] as const;

const shipped = (readdirSync(CATALOG, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".yaml") && !file.startsWith("systems"))
  .sort();
const standards: CatalogFileBytes[] = shipped.map((file) => ({ file, bytes: readFileSync(join(CATALOG, file)) }));

/** A section of all files together. */
function section<T>(name: string): Record<string, T> {
  return Object.assign(
    {},
    ...shipped.map((file) => (parse(readFileSync(join(CATALOG, file), "utf8")) as Record<string, object>)[name] ?? {}),
  ) as Record<string, T>;
}

const packs = section<Pack>("packs");

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
        packs: [{ use: name, with: words(packs[name] as Pack) }],
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

  it("wakes nobody for what hardly matters", () => {
    const { specs } = compiled(name);
    const waking = specs.filter(
      ({ env, key, body }) =>
        env === "prod" && key.startsWith("shop-tier-4-") && /@pagerduty-/.test(String(body.message)),
    );
    expect(waking.map(({ key }) => key)).toEqual([]);
  });

  it("tells whoever is woken what each of its signals means", () => {
    const { monitors = {}, synthetics = {} } = packs[name] as Pack;
    const silent = Object.entries({ ...monitors, ...synthetics }).filter(
      ([, { summary }]) => String(summary ?? "").length < 40,
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });
});

it("every kind of service has packs that are there", () => {
  const { diagnostics } = checkFiles(standards, { today: "2026-11-21" });
  expect(diagnostics).toEqual([]);
});

it("docs/packs.md is the page the packs make", () => {
  const file = join(__dirname, "../../docs/packs.md");
  const page = packsPage(packs, section<Kind>("kinds"));
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(file, page);
  expect(readFileSync(file, "utf8")).toBe(page);
});
