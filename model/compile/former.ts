/**
 * Names that resources had before, where the catalog says `formerly`: the environment is compiled once more as if nothing had been
 * renamed, and what stands at the same place is the same resource. So every key that is made of a name follows, whatever it is of.
 */

import type { ResolvedEnvironment, ServiceEntry } from "../resolved";
import type { Spec } from "../spec";
import type { Draft } from "./draft";

/** The environment under its former names. Two renames may have come one after the other: the steps between count too. */
export function formerEnvironments(env: ResolvedEnvironment): ResolvedEnvironment[] {
  const all = env.owner && env.tenants.length > 0 ? env.tenants : [env];
  const services = all.some((one) => one.services.some(({ formerName }) => formerName !== undefined));
  const signals = all.some((one) =>
    one.services.some(({ monitors }) => monitors.some(({ formerly }) => formerly !== undefined)),
  );
  const steps: [services: boolean, signals: boolean][] = [
    ...(services ? [[true, false] as [boolean, boolean]] : []),
    ...(signals ? [[false, true] as [boolean, boolean]] : []),
    ...(services && signals ? [[true, true] as [boolean, boolean]] : []),
  ];
  return steps.map(([ofServices, ofSignals]) => {
    const before = (one: ResolvedEnvironment): ResolvedEnvironment => ({
      ...one,
      services: one.services.map((service) => former(service, ofServices, ofSignals)),
    });
    return { ...before(env), tenants: env.tenants.map(before) };
  });
}

/** The keys a draft has in the other compilations, each once; nothing when there is no other. */
export function formerKeys(draft: Draft, index: number, former: readonly Draft[][]): Pick<Spec, "formerKeys"> {
  const keys = former.flatMap((drafts) => {
    const before = drafts[index];
    return before?.kind === draft.kind && before.key !== draft.key ? [before.key] : [];
  });
  return keys.length > 0 ? { formerKeys: [...new Set(keys)].sort() } : {};
}

function former(service: ServiceEntry, ofServices: boolean, ofSignals: boolean): ServiceEntry {
  const name = (ofServices && service.formerName) || service.name;
  const begin = <T extends { name: string }>(entry: T): T => ({
    ...entry,
    name: `${name}${entry.name.slice(service.name.length)}`,
  });
  const keyOf = (key: string): string =>
    (ofSignals && service.monitors.find((signal) => signal.key === key)?.formerly) || key;
  return {
    ...service,
    name,
    monitors: service.monitors.map((signal) => {
      const key = keyOf(signal.key);
      return { ...signal, key, name: `${name}-${key}` };
    }),
    objectives: service.objectives.map(begin),
    security: service.security.map(begin),
    synthetics: service.synthetics.map(begin),
    dashboards: service.dashboards.map(begin),
    sentry: service.sentry.map((project) => ({ ...begin(project), alerts: project.alerts.map(begin) })),
    logs: { ...service.logs, streams: service.logs.streams.map(begin), scanner: service.logs.scanner.map(begin) },
    downtimes: Object.fromEntries(
      Object.entries(service.downtimes).map(([key, downtime]) => [
        key,
        { ...downtime, signals: downtime.signals?.map(keyOf) },
      ]),
    ),
  };
}
