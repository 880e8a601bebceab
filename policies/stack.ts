/**
 * The resources of one stack as rules see them, whatever they come from: the specs of a catalog, the engine, or a deployed state. A
 * reference is the same typed reference in all three; an id that is known has been turned back into it.
 */

import {
  address,
  type Base,
  type Body,
  type EnvironmentInfo,
  type ResolvedEnvironment,
  type Source,
  type Spec,
  type SpecAddress,
} from "../model/index";
import type { KindName } from "../vendors/index";

export interface Resource {
  /** Undefined: a type of the three vendors that Watchbill has no table of; only what its inputs say is known. */
  kind: KindName | undefined;
  /** Pulumi's type token. */
  token: string;
  /** Pulumi's name of the resource; for what the catalog made, the spec's key. */
  key: string;
  /** What it will be or is: the inputs, with references in place of ids. */
  body: Body;
  /** Where the catalog says it; undefined for what no catalog made. */
  source?: Source | undefined;
  /** The spec of the catalog that it is, where there is one. */
  spec?: Spec | undefined;
  /** Belongs to another stack of the same account: there to be followed to, not to be judged. */
  elsewhere: boolean;
}

export interface Stack {
  environment: EnvironmentInfo;
  /** What the catalog says of the environment; undefined where there is no catalog. */
  catalog: ResolvedEnvironment | undefined;
  /** What the catalog promised that the change is judged by; undefined where nobody names another checkout. */
  base: Base | undefined;
  /** Of the environment's own stack. */
  resources: readonly Resource[];
  /** Of a kind, those of other stacks of the account included. */
  ofKind(kind: KindName): readonly Resource[];
  /** What a reference leads to, in this stack or in another one of the account. */
  at(wanted: SpecAddress): Resource | undefined;
}

/** `others` are the resources of the account's other stacks. */
export function stackOf(
  environment: EnvironmentInfo,
  catalog: ResolvedEnvironment | undefined,
  resources: readonly Resource[],
  others: readonly Resource[] = [],
  base?: Base,
): Stack {
  const kinds = new Map<KindName, Resource[]>();
  const addresses = new Map<SpecAddress, Resource>();
  for (const resource of [...resources, ...others]) {
    const { kind, key } = resource;
    if (kind === undefined) continue;
    const same = kinds.get(kind);
    if (same) same.push(resource);
    else kinds.set(kind, [resource]);
    const own = address({ kind, key });
    if (!addresses.has(own)) addresses.set(own, resource);
  }
  return {
    environment,
    catalog,
    base,
    resources,
    ofKind: (kind) => kinds.get(kind) ?? [],
    at: (wanted) => addresses.get(wanted),
  };
}
