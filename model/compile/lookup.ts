/**
 * What a family asks of an environment again and again, worked out once: without it each service would look through all others,
 * and the time grow with the square of their number. For resolved environments only, which do not change any more.
 */

import type { ResolvedEnvironment, ServiceEntry } from "../resolved";

/** `make`, asked once per environment. */
export function once<T>(make: (env: ResolvedEnvironment) => T): (env: ResolvedEnvironment) => T {
  const made = new WeakMap<ResolvedEnvironment, T>();
  return (env) => {
    const known = made.get(env);
    if (known !== undefined) return known;
    const value = make(env);
    made.set(env, value);
    return value;
  };
}

const byTag = once((env) => grouped(env.services, ({ datadogService }) => datadogService));

/** The services whose data carries a tag, in their order. */
export function servicesTagged(env: ResolvedEnvironment, tag: string): readonly ServiceEntry[] {
  return byTag(env).get(tag) ?? [];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
