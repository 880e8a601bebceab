/**
 * The catalog that a change is judged by, resolved as the change is, with the places of both: what was promised there, so that policies can
 * tell what the change promises less. Compares nothing itself.
 */

import type { Catalog } from "./load/catalog";
import { nodeAt, placeOf } from "./load/tree";
import { resolveAll } from "./resolve/environment";
import type { EnvironmentInfo, ResolvedEnvironment } from "./resolved";
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
  /** Where the base says it; of several paths the first that is written, else what is nearest to the last of them. */
  there(...paths: readonly Path[]): Source;
  /** The same in the change. */
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
  const { environments } = resolveAll(base.catalog, only && [...only, ...lost], today);
  return {
    environments,
    gone: environments.filter(({ name }) => !names.has(name)),
    testData: base.testData,
    newWaivers: base.newWaivers,
    there: (...paths) => placeIn(base.catalog, paths),
    here: (...paths) => placeIn(catalog, paths),
  };
}

function placeIn({ files, organisation, sections }: Catalog, paths: readonly Path[]): Source {
  const known = paths.flatMap(([section, key, ...inside]) => {
    const found = sections[section].get(key);
    return found ? [{ found, inside }] : [];
  });
  const written = known.find(({ found, inside }) => nodeAt(found.node, inside)) ?? known.at(-1);
  if (written) return placeOf(written.found.node, written.inside, written.found.place);
  return organisation?.place ?? { file: files[0] ?? "", line: 1 };
}
