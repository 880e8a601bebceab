/**
 * The packs and frameworks that come with Watchbill: which packs a kind of service is watched with, and their text, to be copied into a
 * catalog that has none of that name. A catalog's own kinds and packs always win.
 */

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageRoot } from "../../bin/package-root";
import { type Catalog, loadCatalog } from "../../model/index";

type Packs = Catalog["sections"]["packs"];
export type Pack = NonNullable<ReturnType<Packs["get"]>>;

/** What a new service is watched with. */
export interface Watching {
  packs: Pack[];
  /** The catalog itself says what services of the kind have, so that the service need not. */
  byKind: boolean;
  /** Of the packs those that the catalog does not have. */
  missing: Pack[];
}

export function watchingOf(catalog: Catalog, kind: string): Watching {
  const library = readLibrary();
  const own = catalog.sections.kinds.get(kind)?.data;
  const uses = (own ?? library.sections.kinds.get(kind)?.data)?.packs ?? [];
  const names = uses.map((use) => (typeof use === "string" ? use : use.use));
  const packs = new Map<string, Pack>();
  const add = (name: string): void => {
    const pack = catalog.sections.packs.get(name) ?? library.sections.packs.get(name);
    if (!pack || packs.has(name)) return;
    packs.set(name, pack);
    for (const included of pack.data?.includes ?? []) add(included);
  };
  for (const name of names) add(name);
  const missing = [...packs.values()].filter(({ key }) => !catalog.sections.packs.has(key));
  return { packs: [...packs.values()], byKind: own !== undefined, missing };
}

export type Framework = NonNullable<ReturnType<Catalog["sections"]["frameworks"]["get"]>>;

/** The compliance frameworks that come with Watchbill, by key. */
export function libraryFrameworks(): ReadonlyMap<string, Framework> {
  return readLibrary().sections.frameworks;
}

let library: Catalog | undefined;

function readLibrary(): Catalog {
  const folder = join(packageRoot(), "catalog", "standards");
  library ??= loadCatalog(folder, { cwd: packageRoot() }).catalog;
  if (!library) throw new Error(`the packs that come with Watchbill are missing from ${folder}`);
  return library;
}

/** A pack of the library as a file of its own. */
export function packText(pack: Pack, schemaLine: string): string {
  return `${schemaLine}# The pack ${pack.key}, as it comes with Watchbill. It is yours now: change here what all services that use it share.

packs:
${entryText(pack)}
`;
}

/** A framework of the library as a file of its own. */
export function frameworkText(framework: Framework, schemaLine: string): string {
  return `${schemaLine}# ${framework.data?.title ?? framework.key}, as it comes with Watchbill. What it asks of you is for your auditor to say.

frameworks:
${entryText(framework)}
`;
}

/** The lines of an entry of the library, as they stand there. */
function entryText({ place }: { place: { file: string; line: number } }): string {
  const lines = readFileSync(resolve(packageRoot(), place.file), "utf8").split("\n");
  const start = place.line - 1;
  const next = lines.findIndex((line, index) => index > start && /^ {0,2}[^\s#]/.test(line));
  const text = lines.slice(start, next === -1 ? undefined : next);
  // Comments before the next entry are the next one's.
  while (/^\s*(#.*)?$/.test(text.at(-1) ?? "x")) text.pop();
  return text.join("\n");
}
