/** A short name for what a state says of a resource, without its secrets: what was deployed can be compared later with what is there. Pure. */

import { createHash } from "node:crypto";
import type { StateResource } from "../../engine/index";
import { isOfVendor } from "./deletions";

/** What a state says of one resource. */
export interface Noted {
  /** The vendor's; null while it is made. */
  id: string | null;
  /** Of all else that decides about it. */
  digest: string;
}

/** By URN; of one that is there twice, as while it is replaced, what is said of both. */
export type Digests = Readonly<Record<string, Noted>>;

export function digestsOf(resources: readonly StateResource[]): Digests {
  const all = new Map<string, Noted>();
  for (const resource of resources.filter(isOfVendor)) {
    const noted = notedOf(resource);
    const twin = all.get(resource.urn);
    all.set(
      resource.urn,
      twin ? { id: noted.id ?? twin.id, digest: [twin.digest, noted.digest].sort().join("+") } : noted,
    );
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function notedOf({ deleting, external, id, inputs, parent, protect, provider }: StateResource): Noted {
  const text = canonicalText({ deleting, external, inputs, parent, protect, provider });
  return { id: id ?? null, digest: createHash("sha256").update(text).digest("hex").slice(0, 16) };
}

export function isSame(a: Noted | undefined, b: Noted | undefined): boolean {
  return a?.id === b?.id && a?.digest === b?.digest;
}

/** The URNs of which two states do not say the same, sorted. */
export function changedBetween(a: Digests, b: Digests): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((urn) => !isSame(a[urn], b[urn])).sort();
}

/**
 * What came of a run that did not end well: what it changed is as it left it, and the rest as it was recorded before. Somebody's edit of
 * the state that the run did not touch must not pass for deployed.
 */
export function whatCameOf({ after, before, recorded }: Record<"after" | "before" | "recorded", Digests>): Digests {
  const urns = [...new Set([...Object.keys(recorded), ...Object.keys(after)])].sort();
  const noted = urns.map((urn) => [urn, isSame(before[urn], after[urn]) ? recorded[urn] : after[urn]] as const);
  return Object.fromEntries(noted.flatMap(([urn, one]) => (one ? [[urn, one]] : [])));
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
