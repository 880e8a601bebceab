/**
 * Datadog's software catalogue: an entity for each system and each service, so that owner, runbook, dashboards and whoever is on call
 * are one click from an alert. An entity is the account's, whatever environments the service is in.
 */

import type { DashboardEntry, ResolvedEnvironment, ServiceEntry, SystemEntry } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { body, type Draft, type Family, ref } from "./draft";
import { teamOf, unique } from "./routing";
import { MANAGED_BY } from "./tags";

export const softwareCatalog: Family = (env) => {
  if (!env.owner || !env.accountDetails.datadog.softwareCatalog) return { drafts: [] };
  const services = everywhere(env);
  const names = namesOf(services);
  return {
    drafts: [
      ...env.systems.flatMap((system) => {
        const own = services.filter((service) => service.system === system.key);
        return own.length > 0 ? [systemDraft(env, system, own, names)] : [];
      }),
      ...services.map((service) => serviceDraft(env, service, names)),
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

/** The name an entity has is the one its data carries, so that Datadog puts both together; unless two services' data carry it. */
function namesOf(services: readonly ServiceEntry[]): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const { datadogService } of services) uses.set(datadogService, (uses.get(datadogService) ?? 0) + 1);
  return new Map(
    services.map(({ key, name, datadogService }) => [key, uses.get(datadogService) === 1 ? datadogService : name]),
  );
}

type Names = ReadonlyMap<string, string>;

function serviceDraft(env: ResolvedEnvironment, service: ServiceEntry, names: Names): Draft {
  const pages = env.notify === "page" && env.services.includes(service) && hasPager(env, service);
  const needs = service.dependencies.flatMap((key) => names.get(key) ?? []).map((name) => `service:${name}`);
  return draft(`${service.name}`, service.system, service, {
    apiVersion: "v3",
    kind: "service",
    metadata: body({
      name: names.get(service.key) ?? service.name,
      displayName: service.title,
      description: service.description,
      owner: service.team,
      tags: unique([MANAGED_BY, `system:${service.system}`, `team:${service.team}`, ...service.tags]).sort(),
      links: some(linksOf(env, service)),
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
