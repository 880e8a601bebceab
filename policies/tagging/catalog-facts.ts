/** What a catalog says that tags can be compared with, worked out once a stack. Knows nothing about tags of resources. */

import type { ResolvedEnvironment, ServiceEntry } from "../../model/index";
import type { Stack } from "../stack";

/** Who a service belongs to, as its tags say it. */
export interface Owner {
  team: string;
  system: string;
  tier: string;
}

export interface Facts {
  /** The values a key can have, by key, in lower case. */
  values: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the value of the tag `service`; several entries of a catalog may send under one. */
  owners: ReadonlyMap<string, readonly Owner[]>;
  /** Names of services as their pagers and projects begin. */
  names: ReadonlySet<string>;
}

const known = new WeakMap<ResolvedEnvironment, Facts>();

/** Undefined where there is no catalog. */
export function factsOf({ catalog }: Stack): Facts | undefined {
  if (!catalog) return undefined;
  const facts = known.get(catalog) ?? read(catalog);
  known.set(catalog, facts);
  return facts;
}

/** The values of the `env` tag that an account's own things may have in the owner's stack. */
export function environmentTags(catalog: ResolvedEnvironment): string[] {
  return catalog.tenants.length > 0 ? catalog.tenants.map(({ tag }) => tag) : [catalog.tag];
}

function read(catalog: ResolvedEnvironment): Facts {
  // The owner's stack holds what belongs to services of other environments, too.
  const environments = [catalog, ...catalog.tenants.filter(({ name }) => name !== catalog.name)];
  const services = environments.flatMap((environment) => environment.services);
  const owners = new Map<string, Owner[]>();
  for (const service of services) {
    const name = service.datadogService.toLowerCase();
    const owner = ownerOf(service);
    const same = owners.get(name) ?? [];
    if (!same.some((one) => one.team === owner.team && one.system === owner.system && one.tier === owner.tier))
      same.push(owner);
    owners.set(name, same);
  }
  const lower = (values: readonly string[]): Set<string> => new Set(values.map((value) => value.toLowerCase()));
  return {
    values: new Map([
      ["team", lower(environments.flatMap(({ teams }) => teams.map(({ key }) => key)))],
      ["service", new Set(owners.keys())],
      ["system", lower(environments.flatMap(({ systems }) => systems.map(({ key }) => key)))],
      ["tier", new Set(["1", "2", "3", "4"])],
    ]),
    owners,
    names: new Set(services.map(({ name }) => name)),
  };
}

function ownerOf({ team, system, tier }: ServiceEntry): Owner {
  return { team: team.toLowerCase(), system: system.toLowerCase(), tier: String(tier) };
}
