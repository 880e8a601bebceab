/** The tags of everything that can carry tags: lower-case, sorted, each once, so that no vendor has to change them. */

import type { ResolvedEnvironment, ServiceEntry } from "../resolved";

export const MANAGED_BY = "managed-by:watchbill";

/** Tags of a service's resource in an environment. */
export function tagsOf(service: ServiceEntry, env: ResolvedEnvironment, ...more: (readonly string[])[]): string[] {
  const system = env.systems.find(({ key }) => key === service.system);
  return tidy([
    MANAGED_BY,
    `env:${env.tag}`,
    `service:${service.datadogService}`,
    `system:${service.system}`,
    `team:${service.team}`,
    `tier:${service.tier}`,
    ...(system?.tags ?? []),
    ...service.tags,
    ...more.flat(),
  ]);
}

/** The tag by which one of the catalog's detection rules is found among others. */
export function ruleTag(name: string): string {
  return `rule:${name}`;
}

/**
 * Tags of what several services share, e.g. a log index: every team and service that has a part in it, and the tier of the one most
 * depends on.
 */
export function sharedTags(
  services: readonly ServiceEntry[],
  env: ResolvedEnvironment,
  more: readonly string[],
): string[] {
  return tidy([
    MANAGED_BY,
    `env:${env.tag}`,
    ...(services.length > 0 ? [`tier:${Math.min(...services.map(({ tier }) => tier))}`] : []),
    ...services.flatMap((service) => [`service:${service.datadogService}`, `team:${service.team}`]),
    ...more,
  ]);
}

function tidy(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.toLowerCase()))].sort();
}
