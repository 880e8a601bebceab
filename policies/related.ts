/**
 * What of a catalog has to do with an entry: all that it uses and all that uses it, so that a finding about the one is known as one about
 * the other. Knows no findings.
 */

import type { Entry, ResolvedEnvironment, ServiceEntry } from "../model/index";

/** `services.checkout`: as waivers and findings name an entry. */
export type EntryName = string;

interface Uses {
  down: ReadonlyMap<EntryName, readonly EntryName[]>;
  up: ReadonlyMap<EntryName, readonly EntryName[]>;
}

const known = new WeakMap<ResolvedEnvironment, Uses>();

/** Itself first. */
export function relatedTo(environment: ResolvedEnvironment, entry: EntryName): Set<EntryName> {
  const uses = known.get(environment) ?? usesIn(environment);
  known.set(environment, uses);
  return new Set([...reached(uses.down, entry), ...reached(uses.up, entry)]);
}

function reached(links: Uses["down"], from: EntryName): Set<EntryName> {
  const found = new Set([from]);
  // What is added while it is gone through is gone through, too.
  for (const one of found) for (const next of links.get(one) ?? []) found.add(next);
  return found;
}

function usesIn(environment: ResolvedEnvironment): Uses {
  const down = new Map<EntryName, EntryName[]>();
  const up = new Map<EntryName, EntryName[]>();
  const put = (into: typeof down, at: EntryName, one: EntryName) => {
    const same = into.get(at);
    if (same) same.push(one);
    else into.set(at, [one]);
  };
  for (const [user, used] of links(environment)) {
    put(down, user, used);
    // Nearly everything uses a class of logs: what is found of one names it.
    if (!used.startsWith("retentionClasses.")) put(up, used, user);
  }
  return { down, up };
}

function* links({
  escalations,
  rotations,
  services,
  teams,
}: ResolvedEnvironment): Iterable<[user: EntryName, used: EntryName]> {
  for (const service of services) {
    const user = `services.${service.key}`;
    yield [`systems.${service.system}`, user];
    for (const used of new Set(usedBy(service))) yield [user, used];
  }
  // Who is called is a rotation's or a person's key.
  const called = [...named("rotations", rotations)];
  const byKey = new Map(called);
  for (const { key, steps } of escalations)
    for (const one of new Set(steps.flatMap(({ notify }) => notify)))
      yield [`escalations.${key}`, byKey.get(one) ?? `people.${one}`];
  for (const { covers, key, layers } of rotations) {
    const people = [...layers.flatMap((layer) => layer.people), ...covers.map(({ person }) => person)];
    for (const person of new Set(people)) yield [`rotations.${key}`, `people.${person}`];
  }
  for (const { key, members } of teams) for (const person of members) yield [`teams.${key}`, `people.${person}`];
}

function named(section: string, entries: readonly Entry[]): [string, EntryName][] {
  return entries.map(({ key }) => [key, `${section}.${key}`]);
}

function usedBy({ escalation, logs, monitors, objectives, sentry, synthetics, team }: ServiceEntry): EntryName[] {
  const severities = [
    ...monitors.flatMap(({ lines }) => lines.map(({ severity }) => severity)),
    ...objectives.flatMap(({ burnRates }) => Object.values(burnRates).map(({ severity }) => severity)),
    ...sentry.flatMap(({ alerts }) => alerts.flatMap(({ lines }) => lines.map(({ severity }) => severity))),
    ...synthetics.map(({ severity }) => severity),
  ];
  return [
    `teams.${team}`,
    `escalations.${escalation}`,
    ...logs.streams.map((stream) => `retentionClasses.${stream.class}`),
    ...severities.map((severity) => `severities.${severity}`),
  ];
}
