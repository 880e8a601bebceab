/** Where a catalog says a tag that its compiler gave a resource: at the thing itself, its service, or its system. */

import type { Source, SystemEntry } from "../../model/index";
import { madeAt, madeBy } from "../made-by";
import type { Resource, Stack } from "../stack";

const TAGS: ReadonlySet<string> = new Set(["tags"]);

/** Undefined: what the compiler writes by itself, or a resource of which the catalog knows nothing. */
export function tagOrigin({ catalog }: Stack, resource: Resource, tag: string): Source | undefined {
  if (!catalog) return undefined;
  // The software catalogue's entries are of no component of their service.
  const made = madeBy(catalog, resource) ?? (resource.source && madeAt(catalog, resource.source));
  if (!made)
    return ofSystem(
      catalog.systems.find(({ source }) => isAt(source, resource.source)),
      tag,
    );
  const { at, service } = made;
  const own = at === "" ? [] : service.origins.below(at, TAGS);
  const found = own.find(({ origin }) => origin.written?.toLowerCase() === tag);
  if (found) return found.origin;
  const ofService = placeOf(service.tags, tag);
  if (ofService >= 0) return service.origins.at(`tags.${ofService}`);
  return ofSystem(
    catalog.systems.find(({ key }) => key === service.system),
    tag,
  );
}

function ofSystem(system: SystemEntry | undefined, tag: string): Source | undefined {
  const at = system ? placeOf(system.tags, tag) : -1;
  return at < 0 ? undefined : system?.writtenAt("tags", at);
}

/** What is made of a system itself. */
function isAt({ file, line }: Source, other: Source | undefined): boolean {
  return other?.file === file && other.line === line;
}

function placeOf(tags: readonly string[], tag: string): number {
  return tags.findIndex((one) => one.toLowerCase() === tag);
}
