/** How an audit calls what a state holds: by the names of the catalog, whatever component it is below. Pure. */

import { type StateResource, urnName } from "../../engine/index";
import { KINDS, type Kind } from "../../vendors/index";

const KIND_OF = new Map<string, Kind>(Object.values(KINDS).map((kind) => [kind.token, kind]));
const CATALOG_MADE = /::watchbill:components:[^:]*\$[^$]*::/;

/** Whether a resource of this URN is one of Watchbill's components'. */
export function isCatalogMade(urn: string): boolean {
  return CATALOG_MADE.test(urn);
}

/** `<type>::<name>`. */
export function nameInState({ type, urn }: Pick<StateResource, "type" | "urn">): string {
  return `${type}::${urnName(urn)}`;
}

export function nameOfUrn(urn: string): string {
  return `${typeOf(urn)}::${urnName(urn)}`;
}

/** `datadog/monitor/shop-slow`, as findings call it. */
export function subjectOf(urn: string): string {
  const type = typeOf(urn);
  return `${KIND_OF.get(type)?.name ?? type}/${urnName(urn)}`;
}

export function titleOf(type: string): string {
  return KIND_OF.get(type)?.title ?? type;
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
