/** Where a catalog says a tag that its compiler gave a resource: at the thing itself, its service, or its system. */

import type { Source } from "../../model/index";
import { madeBy } from "../made-by";
import type { Resource, Stack } from "../stack";

const TAGS: ReadonlySet<string> = new Set(["tags"]);

/** Undefined: what the compiler writes by itself, or a resource of which the catalog knows nothing. */
export function tagOrigin({ catalog }: Stack, resource: Resource, tag: string): Source | undefined {
  const made = catalog && madeBy(catalog, resource);
  if (!made) return undefined;
  const { at, service } = made;
  const own = at === "" ? [] : service.origins.below(at, TAGS);
  const found = own.find(({ origin }) => origin.written?.toLowerCase() === tag);
  if (found) return found.origin;
  const ofService = placeOf(service.tags, tag);
  if (ofService >= 0) return service.origins.at(`tags.${ofService}`);
  const system = catalog.systems.find(({ key }) => key === service.system);
  return system && placeOf(system.tags, tag) >= 0 ? system.source : undefined;
}

function placeOf(tags: readonly string[], tag: string): number {
  return tags.findIndex((one) => one.toLowerCase() === tag);
}
