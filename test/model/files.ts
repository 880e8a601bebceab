/** Catalogs in memory for tests: the small catalog in fixtures, with changes. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CatalogFileBytes } from "../../model/index";
import type { Mistake } from "./mistakes";

const BASE = join(__dirname, "../fixtures/catalogs/base");

export function baseTexts(): Map<string, string | Uint8Array> {
  return new Map(
    readdirSync(BASE)
      .sort()
      .map((name) => [name, readFileSync(join(BASE, name), "utf8")]),
  );
}

/** The base catalog with a mistake made in it. */
export function withMistake(mistake: Pick<Mistake, "change" | "add">): Map<string, string | Uint8Array> {
  const texts = baseTexts();
  for (const [file, from, to] of mistake.change ?? []) {
    const text = String(texts.get(file));
    if (text.split(from).length !== 2)
      throw new Error(`\`${from}\` stands ${text.split(from).length - 1} times in ${file}`);
    texts.set(
      file,
      text.replace(from, () => to),
    );
  }
  for (const [file, text] of Object.entries(mistake.add ?? {})) texts.set(file, text);
  return texts;
}

export function bytesOf(texts: ReadonlyMap<string, string | Uint8Array>): CatalogFileBytes[] {
  return [...texts].map(([name, text]) => ({
    file: `catalog/${name}`,
    bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
  }));
}
