/** The stacks of a catalog as its specs make them, without an engine: what `watchbill check` and the program judge. */

import { type Base, type CheckedCatalog, placeOfSpec, type ResolvedEnvironment, type Spec } from "../model/index";
import { KINDS } from "../vendors/index";
import { type Resource, type Stack, stackOf } from "./stack";

/** One stack an environment; the specs of the other environments of its account are there to be followed to. */
export function offlineStacks({
  base,
  resolved,
  specs,
}: {
  base?: Base | undefined;
  resolved: readonly ResolvedEnvironment[];
  specs: readonly Spec[];
}): Stack[] {
  return resolved.map((environment) => {
    const sameAccount = new Set(
      resolved.filter(({ account }) => account === environment.account).map(({ name }) => name),
    );
    const own: Resource[] = [];
    const others: Resource[] = [];
    for (const spec of specs)
      if (spec.env === environment.name) own.push(resourceOf(spec, false));
      else if (sameAccount.has(spec.env)) others.push(resourceOf(spec, true));
    return stackOf(environment, environment, own, others, base);
  });
}

export function resourceOf(spec: Spec, elsewhere: boolean): Resource {
  const { kind, key, body } = spec;
  return { kind, token: KINDS[kind].token, key, body, source: placeOfSpec(spec), spec, elsewhere };
}

export type Checked = Pick<CheckedCatalog, "base" | "resolved" | "specs">;
