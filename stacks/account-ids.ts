/**
 * What an account has once is made by one stack, its owner; the others take the ids from the owner's output `ids`
 * (`{"<kind>/<key>": {id, …}}`). They are read before anything is registered, so they are plain values in every preview.
 * Secret outputs are not handed on.
 */

import * as pulumi from "@pulumi/pulumi";
import type { Wiring } from "../components/index";
import { address, type Ref, refsIn, type Spec, type SpecAddress } from "../model/index";

/** What others may come to refer to even if none does today. */
const SHARED: ReadonlySet<Spec["kind"]> = new Set<Spec["kind"]>([
  "pagerduty/escalation-policy",
  "pagerduty/schedule",
  "pagerduty/team",
  "pagerduty/user",
  "sentry/project",
  "sentry/team",
]);

export type Ids = Partial<Record<SpecAddress, Record<string, unknown>>>;

/** The references of `specs` to resources that are not among them. */
export function outsideRefs(specs: readonly Spec[]): Ref[] {
  const own = new Set(specs.map(address));
  return specs.flatMap((spec) => refsIn(spec.body)).filter((ref) => !own.has(ref.$ref));
}

/** What the owner's stack hands on: the id of everything shared, and the outputs that other environments' specs refer to. */
export function exportedIds(own: readonly Spec[], others: readonly Spec[], wiring: Wiring): pulumi.Inputs {
  const wanted = new Map<SpecAddress, Set<string>>();
  for (const spec of own) if (SHARED.has(spec.kind)) wanted.set(address(spec), new Set(["id"]));
  const known = new Set(own.map(address));
  for (const ref of outsideRefs(others)) {
    if (!known.has(ref.$ref)) continue;
    wanted.set(ref.$ref, (wanted.get(ref.$ref) ?? new Set(["id"])).add(ref.output));
  }
  return Object.fromEntries(
    [...wanted].map(([$ref, names]) => [
      $ref,
      Object.fromEntries([...names].sort().map((output) => [output, wiring.output({ $ref, output })])),
    ]),
  );
}

/** The owner's ids; undefined when its stack was never deployed. */
export async function readOwnerIds(owner: string): Promise<Ids | undefined> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${owner}`;
  try {
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
      outputs?: unknown;
    };
    return ((outputs as { ids?: Ids } | undefined)?.ids ?? undefined) as Ids | undefined;
  } catch (error) {
    if (error instanceof Error && error.message.includes("unknown stack")) return undefined;
    throw error;
  }
}

/** The value of a reference in the owner's ids; undefined when the owner does not have it yet. */
export function ownerId(ids: Ids | undefined, ref: Ref): unknown {
  return ids?.[ref.$ref]?.[ref.output];
}
