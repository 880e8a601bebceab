/** A short name for what a state says of a resource, without its secrets: what was deployed can be compared later with what is there. Pure. */

import { createHash } from "node:crypto";
import { type StateResource, urnName } from "../../engine/index";
import { isOfVendor } from "./deletions";

/** By `<type>::<name>`. */
export type Digests = Readonly<Record<string, string>>;

export function digestsOf(resources: readonly StateResource[]): Digests {
  return Object.fromEntries(
    resources
      .filter(isOfVendor)
      .map((resource) => [nameInState(resource), digestOf(resource)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function nameInState({ type, urn }: Pick<StateResource, "type" | "urn">): string {
  return `${type}::${urnName(urn)}`;
}

export function digestOf({ id, inputs, protect }: StateResource): string {
  return createHash("sha256").update(canonicalText({ id, inputs, protect })).digest("hex").slice(0, 16);
}

/** The engine's mark of a secret; what is beside it changes with every encryption. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The same text for the same value, in whatever order its properties came, and whatever its secrets are. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    if (SIGNATURE in part) return "(secret)";
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
