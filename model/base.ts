/**
 * The catalog that a change is judged by, resolved as the change is, with the places of both: what was promised there, so that policies can
 * tell what the change promises less. Compares nothing itself.
 */

import type { Catalog } from "./load/catalog";
import { nodeAt, placeOf } from "./load/tree";
import { resolveAll } from "./resolve/environment";
import type { EnvironmentInfo, ResolvedEnvironment } from "./resolved";
import type { FrameworkFacts } from "./schema/framework";
import type { Section } from "./schema/index";
import type { Source } from "./spec";

/** Where a catalog says something, e.g. `["severities", "high", "page"]`. */
export type Path = readonly [section: Section, key: string, ...inside: string[]];

export interface Base {
  /** Its environments as they are there, sorted by name. */
  environments: readonly ResolvedEnvironment[];
  /** Those of them that the change does not have. */
  gone: readonly ResolvedEnvironment[];
  /** Environments that hold test data alone as the change says itself. */
  testData: ReadonlySet<string>;
  /** Paths of waivers that the change brings, or lets last longer. */
  newWaivers: ReadonlySet<string>;
  /** Frameworks by key as the base has them, and as the change says them itself; undefined: with a mistake, which is told. */
  frameworks: Record<"before" | "now", ReadonlyMap<string, FrameworkFacts | undefined>>;
  /** Where the base says it; of several paths the first that is written, else what is nearest to the last of them. */
  there(...paths: readonly Path[]): Source;
  /** The same in the change, of policies and frameworks in what it says itself; of what it no longer has, the section it stood in, never another entry. */
  here(...paths: readonly Path[]): Source;
}

/** Undefined: the catalog is judged by its own word. */
export function baseOf(
  catalog: Catalog,
  infos: readonly EnvironmentInfo[],
  only: readonly string[] | undefined,
  today: string,
): Base | undefined {
  const { base } = catalog;
  if (!base) return undefined;
  const names = new Set(infos.map(({ name }) => name));
  const lost = [...base.catalog.sections.environments.keys()].filter((name) => !names.has(name));
  const { policies } = catalog.sections;
  const own = {
    ...catalog,
    sections: { ...catalog.sections, policies: catalog.proposed ?? policies, frameworks: base.frameworks },
  };
  const { environments } = resolveAll(base.catalog, only && [...only, ...lost], today);
  return {
    environments,
    gone: environments.filter(({ name }) => !names.has(name)),
    testData: base.testData,
    newWaivers: base.newWaivers,
    frameworks: { before: dataOf(base.catalog.sections.frameworks), now: dataOf(base.frameworks) },
    there: (...paths) => placeIn(base.catalog, paths) ?? anyPlace(base.catalog),
    here: (...paths) => placeIn(own, paths) ?? placeLeft(own, paths, placeIn(base.catalog, paths)) ?? anyPlace(own),
  };
}

function dataOf<T>(entries: ReadonlyMap<string, { data: T | undefined }>): Map<string, T | undefined> {
  return new Map([...entries].map(([key, { data }]) => [key, data]));
}

function placeIn({ sections }: Catalog, paths: readonly Path[]): Source | undefined {
  const known = paths.flatMap(([section, key, ...inside]) => {
    const found = sections[section].get(key);
    return found ? [{ found, inside }] : [];
  });
  const written = known.find(({ found, inside }) => nodeAt(found.node, inside)) ?? known.at(-1);
  return written && placeOf(written.found.node, written.inside, written.found.place);
}

/** The section's heading in the file of the same name, else that file's start; where it is gone, too, the section's first heading. */
function placeLeft({ files, headings }: Catalog, paths: readonly Path[], gone: Source | undefined): Source | undefined {
  const [section] = paths.at(-1) ?? [];
  const file = gone && likeNamed(files, gone.file);
  const own = headings.filter((one) => one.section === section);
  const heading = file === undefined ? own[0] : own.find(({ place }) => place.file === file);
  return heading?.place ?? (file === undefined ? undefined : { file, line: 1 });
}

/** The file whose path ends most like another's; at least their names are the same. */
function likeNamed(files: readonly string[], other: string): string | undefined {
  const [wanted, ...ends] = [other, ...files].map((file) => file.split("/").reverse());
  const alike = ends.map((end) => {
    const differs = end.findIndex((part, index) => part !== wanted?.[index]);
    return differs < 0 ? end.length : differs;
  });
  const most = Math.max(0, ...alike);
  return most === 0 ? undefined : files[alike.indexOf(most)];
}

function anyPlace({ files, organisation }: Catalog): Source {
  return { file: organisation?.place.file ?? files[0] ?? "", line: 1 };
}
