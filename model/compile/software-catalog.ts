/**
 * Datadog's software catalogue: an entity for each system and each service, so that owner, runbook, dashboards and whoever is on call
 * are one click from an alert. An entity is the account's, whatever environments the service is in.
 */

import type { Diagnostic } from "../../diagnostics/index";
import type { DashboardEntry, ResolvedEnvironment, ServiceEntry, SystemEntry } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { body, type Draft, type Family, finding, ref } from "./draft";
import { teamOf } from "./routing";
import { MANAGED_BY } from "./tags";
import { unique } from "./unique";

export const softwareCatalog: Family = (env) => {
  if (!env.owner || !env.accountDetails.datadog.softwareCatalog) return { drafts: [] };
  const services = everywhere(env);
  const sharers = sharersOf(services);
  const names = namesOf(sharers);
  const others = new Map(sharers.flatMap(([first, ...rest]) => (first ? [[first.key, rest] as const] : [])));
  return {
    diagnostics: sharers.flatMap(twoMarked),
    drafts: [
      ...env.systems.flatMap((system) => {
        const own = services.filter((service) => service.system === system.key);
        return own.length > 0 ? [systemDraft(env, system, own, names)] : [];
      }),
      ...services.map((service) => serviceDraft(env, service, names, others.get(service.key) ?? [])),
    ],
  };
};

/** Every service of the account; as the owner's environment has it, where it has it. */
function everywhere(env: ResolvedEnvironment): ServiceEntry[] {
  const found = new Map(env.services.map((service) => [service.key, service]));
  for (const { services } of env.tenants)
    for (const service of services) if (!found.has(service.key)) found.set(service.key, service);
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The services whose data carry the same name, each with the one first that the name leads to. */
function sharersOf(services: readonly ServiceEntry[]): ServiceEntry[][] {
  const byName = new Map<string, ServiceEntry[]>();
  for (const service of services)
    byName.set(service.datadogService, [...(byName.get(service.datadogService) ?? []), service]);
  return [...byName.values()].map((all) => [...all].sort(byRank));
}

/** The marked one, the one of that key, what is a service before what it stands on or shows, then by tier and key. */
function byRank(a: ServiceEntry, b: ServiceEntry): number {
  const ranks = ({ datadog, key, datadogService, kind, tier }: ServiceEntry): number[] => [
    datadog.main ? 0 : 1,
    key === datadogService ? 0 : 1,
    kind === "service" ? 0 : 1,
    tier,
  ];
  const [left, right] = [ranks(a), ranks(b)];
  const at = left.findIndex((rank, index) => rank !== right[index]);
  if (at >= 0) return (left[at] ?? 0) - (right[at] ?? 0);
  return a.key < b.key ? -1 : 1;
}

/** The name an entity has is the one its data carries, so that Datadog puts both together; of several services' data, the first's. */
function namesOf(sharers: readonly ServiceEntry[][]): Names {
  return new Map(
    sharers.flatMap((all) =>
      all.map(({ key, name, datadogService }, index) => [key, index === 0 ? datadogService : name]),
    ),
  );
}

function twoMarked(all: readonly ServiceEntry[]): Diagnostic[] {
  const [first, second] = all.filter(({ datadog }) => datadog.main);
  if (!first || !second) return [];
  return [
    finding(
      { key: second.key, source: second.origins.at("datadog.main") },
      {
        code: "conflicting-keys",
        severity: "error",
        message: `\`${first.key}\` is the main one of the services called \`${first.datadogService}\` already`,
        hint: "Leave `main` out of one of them.",
        subject: second.name,
      },
    ),
  ];
}

type Names = ReadonlyMap<string, string>;

/** Known by the entity's name, not the service's: another service that takes the name over changes the entity, and makes no second. */
function serviceDraft(
  env: ResolvedEnvironment,
  service: ServiceEntry,
  names: Names,
  others: readonly ServiceEntry[],
): Draft {
  const name = names.get(service.key) ?? service.name;
  const pages = env.notify === "page" && env.services.includes(service) && hasPager(env, service);
  const needs = service.dependencies.flatMap((key) => names.get(key) ?? []).map((needed) => `service:${needed}`);
  return draft(name, service.system, service, {
    apiVersion: "v3",
    kind: "service",
    metadata: body({
      name,
      displayName: service.title,
      description: service.description,
      owner: service.team,
      tags: unique([MANAGED_BY, `system:${service.system}`, `team:${service.team}`, ...service.tags]).sort(),
      links: some([...linksOf(env, service), ...others.flatMap((other) => linksOfOther(env, service, other))]),
      contacts: some(contactsOf(env, service)),
    }),
    spec: body({
      lifecycle: service.lifecycle,
      tier: String(service.tier),
      type: service.kind,
      componentOf: [`system:${service.system}`],
      dependsOn: some(unique(needs).sort()),
    }),
    ...(pages && {
      integrations: { pagerduty: { serviceURL: ref(`pagerduty/service/${service.name}`, "htmlUrl") } },
    }),
  });
}

function systemDraft(
  env: ResolvedEnvironment,
  system: SystemEntry,
  services: readonly ServiceEntry[],
  names: Names,
): Draft {
  const { key, title, description, team, tags, runbook, repository, made } = system;
  const tier = Math.min(...services.map((service) => service.tier));
  return draft(`${key}-system`, key, system, {
    apiVersion: "v3",
    kind: "system",
    metadata: body({
      name: key,
      displayName: title,
      description,
      owner: team,
      tags: unique([MANAGED_BY, `team:${team}`, ...tags]).sort(),
      links: some(linksOf(env, { runbook, repository, dashboards: made ? [made] : [] })),
      contacts: some(contactsOf(env, { team })),
    }),
    spec: {
      lifecycle: services.some(({ lifecycle }) => lifecycle === "production") ? "production" : "experimental",
      tier: String(tier),
      components: services.map((service) => `service:${names.get(service.key) ?? service.name}`).sort(),
    },
  });
}

/** The text is JSON, which is YAML, always in the same order. */
function draft(key: string, system: string, { source }: Pick<ServiceEntry, "source">, entity: Body): Draft {
  return {
    kind: "datadog/catalog-entity",
    key,
    source,
    component: `SoftwareCatalog/${system}`,
    body: { entity: { $json: entity } },
    words: {
      "entity.metadata.displayName": { path: "title" },
      "entity.metadata.description": { path: "description" },
      "entity.metadata.owner": { path: "team" },
      "entity.metadata.tags": { path: "tags" },
      "entity.spec.lifecycle": { path: "lifecycle" },
      "entity.spec.tier": { path: "tier" },
      "entity.spec.dependsOn": { path: "dependencies" },
    },
  };
}

function hasPager(env: ResolvedEnvironment, { escalation }: ServiceEntry): boolean {
  return (escalation ?? env.organisation.defaultEscalation) !== undefined;
}

interface Linked {
  runbook?: string | undefined;
  repository?: string | undefined;
  dashboards: readonly DashboardEntry[];
}

function linksOf(env: ResolvedEnvironment, { runbook, repository, dashboards }: Linked): Body[] {
  const host = siteOf(env.sites.datadog);
  return [
    ...(runbook === undefined ? [] : [{ name: "Runbook", type: "runbook", url: runbook }]),
    ...(repository === undefined
      ? []
      : [body({ name: "Source", type: "repo", provider: providerOf(repository), url: repository })]),
    ...dashboards.map(
      ({ name, title }): Body => ({
        name: title,
        type: "dashboard",
        provider: "datadog",
        url: { $text: [`https://${host}/dashboard/`, ref(`datadog/dashboard/${name}`)] },
      }),
    ),
  ];
}

/** What is not the first's own, by whose it is: an alert of any of them leads to the entity of the first. */
function linksOfOther(env: ResolvedEnvironment, first: Linked, other: Linked & Pick<ServiceEntry, "title">): Body[] {
  const differs = <T>(own: T, its: T): T | undefined => (own === its ? undefined : its);
  return linksOf(env, {
    runbook: differs(first.runbook, other.runbook),
    repository: differs(first.repository, other.repository),
    dashboards: other.dashboards,
  }).map((link) => (link.type === "dashboard" ? link : { ...link, name: `${link.name}: ${other.title}` }));
}

function providerOf(repository: string): string | undefined {
  return /^https:\/\/(?:www\.)?(github|gitlab|bitbucket)\./.exec(repository)?.[1];
}

/** Where people open Datadog: of the numbered sites the site itself. */
function siteOf(site: string): string {
  return /^(us|ap)\d\./.test(site) ? site : `app.${site}`;
}

/** Addresses alone: a chat is shown by the address of its channel, which only Slack knows. */
function contactsOf(env: ResolvedEnvironment, service: Pick<ServiceEntry, "team">): Body[] {
  const team = teamOf(env, service as ServiceEntry);
  return team?.email === undefined ? [] : [{ name: team.name, type: "email", contact: team.email }];
}

function some<T extends BodyValue>(items: readonly T[]): BodyValue[] | undefined {
  return items.length > 0 ? [...items] : undefined;
}
