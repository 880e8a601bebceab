/** Resolves a catalog for its environments: everything an environment's stack is made from, and what its owner needs of the others. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Catalog, Found } from "../load/catalog";
import { keyPlace, nodeAt, place } from "../load/tree";
import type {
  AccountEntry,
  EnvironmentInfo,
  FrameworkEntry,
  PersonEntry,
  ResolvedEnvironment,
  RetentionEntry,
  ServiceEntry,
  SeverityEntry,
  SystemEntry,
} from "../resolved";
import { addDashboards } from "./dashboards";
import { ended, maintenanceOf, overBefore } from "./ended";
import { entryOf, listOf, sortedEntries, sourceOf, writtenBy, writtenIn, writtenOf } from "./entries";
import { filterProblems } from "./filters";
import { widgetProblems } from "./formulas";
import { connect, type Declared } from "./names";
import { rotationOf } from "./rotations";
import { resolveService } from "./service";
import { handlesInTexts } from "./texts";
import { titleOf } from "./words";

/**
 * Every environment of the catalog that can be resolved, sorted by name, each with its findings; of those named in `only`, what they
 * need: the owner of an account is made from all environments in it. Without `arrived` no metric of the catalog's own is at Datadog yet.
 */
export function resolveAll(
  catalog: Catalog,
  only?: readonly string[],
  today = new Date().toISOString().slice(0, 10),
  arrived: (metric: string) => boolean = () => false,
): { environments: ResolvedEnvironment[]; diagnostics: Diagnostic[] } {
  const names = needed(catalog, only).sort();
  const isOver = overBefore(today);
  const diagnostics: Diagnostic[] = ended(catalog, isOver);
  const environments = names.flatMap((name) => {
    const one = resolveOne(catalog, name, { today, isOver }, arrived);
    diagnostics.push(...one.diagnostics);
    return one.resolved ?? [];
  });
  for (const environment of environments)
    if (environment.owner) environment.tenants = environments.filter(({ account }) => account === environment.account);
  return { environments, diagnostics };
}

function needed({ sections }: Catalog, only: readonly string[] | undefined): string[] {
  const all = [...sections.environments].map(([name, { data }]) => ({ name, account: data?.account ?? "" }));
  if (!only) return all.map(({ name }) => name);
  const owned = all.flatMap(({ name, account }) =>
    only.includes(name) && sections.accounts.get(account)?.data?.owner === name ? [account] : [],
  );
  return all.flatMap(({ name, account }) => (only.includes(name) || owned.includes(account) ? [name] : []));
}

/** What is known of the environments without resolving them. */
export function environmentInfos(catalog: Catalog): EnvironmentInfo[] {
  return [...catalog.sections.environments.keys()].sort().flatMap((name) => infoOf(catalog, name)?.info ?? []);
}

function infoOf(catalog: Catalog, name: string): { info: EnvironmentInfo; account: AccountEntry } | undefined {
  const data = catalog.sections.environments.get(name)?.data;
  const account = data && catalog.sections.accounts.get(data.account);
  if (!data || !account?.data) return undefined;
  const { tag, notify, protect } = data;
  const info: EnvironmentInfo = {
    name,
    title: data.title ?? titleOf(name),
    tag,
    account: account.key,
    owner: account.data.owner === name,
    ownerName: account.data.owner,
    notify,
    protect,
    sites: {
      datadog: account.data.datadog.site,
      pagerduty: account.data.pagerduty.region,
      sentry: account.data.sentry.organization,
    },
  };
  return { info, account: { ...account.data, ...entryOf(account) } };
}

function resolveOne(
  catalog: Catalog,
  name: string,
  { today, isOver }: { today: string; isOver: (moment: number) => boolean },
  arrived: (metric: string) => boolean,
): { resolved: ResolvedEnvironment | undefined; diagnostics: Diagnostic[] } {
  const { sections } = catalog;
  const found = infoOf(catalog, name);
  const environment = sections.environments.get(name);
  if (!found || !environment?.data || !catalog.organisation?.data) return { resolved: undefined, diagnostics: [] };
  const severities = severitiesOf(catalog, environment.data).toSorted((a, b) => a.priority - b.priority);
  const metrics = listOf(sections.metrics).map((metric) => ({ ...metric, arrived: arrived(metric.key) }));
  const around = {
    environment: found.info,
    priorities: new Map(severities.map(({ key, priority }) => [key, priority])),
    metrics,
    defaultEscalation: catalog.organisation.data.defaultEscalation,
    sampling: environment.data.sampling,
    declared: new Map() as Declared,
    isOver,
  };
  const diagnostics: Diagnostic[] = [];
  const services: ServiceEntry[] = [];
  for (const service of sortedEntries(sections.services)) {
    const one = resolveService(catalog, service, around);
    diagnostics.push(...one.diagnostics);
    if (!one.service) continue;
    services.push(one.service);
    diagnostics.push(...filterProblems(one.service), ...handlesInTexts(one.service), ...widgetProblems(one.service));
  }
  diagnostics.push(...connect(name, catalog, services, around.declared));
  const resolved: ResolvedEnvironment = {
    ...found.info,
    today,
    source: sourceOf(environment),
    organisation: catalog.organisation.data,
    ...escalationPlace(catalog),
    accountDetails: found.account,
    sampling: environment.data.sampling,
    people: peopleOf(catalog),
    teams: listOf(sections.teams).map(({ chat = [], ...team }) => ({ ...team, chats: [chat].flat() })),
    rotations: listOf(sections.rotations).map((rotation) => rotationOf(rotation, isOver)),
    escalations: writtenOf(sections.escalations).map(titled),
    orchestrations: listOf(sections.orchestrations).map(titled),
    maintenance: maintenanceOf(catalog, name, isOver),
    webhooks: listOf(sections.webhooks),
    slackChannels: listOf(sections.slackChannels),
    severities,
    retentionClasses: retentionOf(catalog, environment, environment.data),
    testData: environment.data.testData,
    frameworks: sortedEntries(sections.frameworks).flatMap(frameworkOf),
    metrics,
    systems: sortedEntries(sections.systems).flatMap(systemOf),
    services,
    tenants: [],
  };
  addDashboards(resolved, {
    wanted: environment.data.dashboards ?? found.info.notify !== "none",
    titleOfPack: (pack) => sections.packs.get(pack)?.data?.title ?? titleOf(pack),
  });
  return { resolved, diagnostics };
}

function escalationPlace({ organisation }: Catalog): Pick<ResolvedEnvironment, "defaultEscalationAt"> {
  const at = organisation && keyPlace(organisation.node, [], "defaultEscalation");
  return at ? { defaultEscalationAt: place(at) } : {};
}

/** Each with the place of what the catalog says of urgent notices: their own, or the organisation's. */
function peopleOf({ organisation, sections }: Catalog): PersonEntry[] {
  return sortedEntries(sections.people).flatMap((found) => {
    if (!found.data) return [];
    const saying = [found, organisation].find((one) => one && nodeAt(one.node, NOTICES) !== undefined);
    const noticeAt = (notice: number, field: string) => saying && writtenIn(saying.node, [...NOTICES, notice, field]);
    return { ...found.data, ...entryOf(found), noticeAt };
  });
}

const NOTICES = ["notifications", "high"];

type EnvironmentData = NonNullable<NonNullable<ReturnType<Catalog["sections"]["environments"]["get"]>>["data"]>;

/** The severities with what the environment changes. */
function severitiesOf(catalog: Catalog, environment: EnvironmentData): SeverityEntry[] {
  return listOf(catalog.sections.severities).map(({ remindEvery, ...entry }) => {
    const { remindEvery: here, ...other } = environment.severities[entry.key] ?? {};
    const every = here === "never" ? undefined : (here ?? remindEvery);
    const given = Object.fromEntries(Object.entries(other).filter(([, value]) => value !== undefined));
    return { ...entry, ...given, ...(every !== undefined && { remindEvery: every }) };
  });
}

/** The classes with what the environment changes. The vendor's shortest usual index is 15 days: the default searchable time. */
function retentionOf(
  { sections }: Catalog,
  { node }: Found<EnvironmentData>,
  environment: EnvironmentData,
): RetentionEntry[] {
  return writtenOf(sections.retentionClasses).map((entry) => {
    const { key } = entry;
    const here = environment.retention[key];
    const days = here?.days ?? entry.days;
    const dailyLimit = here?.dailyLimit ?? entry.dailyLimit;
    const changed = Object.entries(here ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    return {
      ...titled(entry),
      days,
      searchableDays: here?.searchableDays ?? entry.searchableDays ?? Math.min(days, 15),
      sample: here?.sample ?? environment.sampling.logs ?? 100,
      ...(dailyLimit !== undefined && { dailyLimit }),
      changed: new Set(changed),
      writtenAt: (...path) =>
        writtenIn(node, ["retention", key, ...path]) ??
        (path[0] === "sample" ? writtenIn(node, ["sampling", "logs"]) : entry.writtenAt(...path)),
    };
  });
}

/** A requirement stands where its name stands in the framework. */
function frameworkOf(found: Found<FrameworkData>): FrameworkEntry[] {
  if (!found.data) return [];
  const requirements = Object.entries(found.data.requirements).map(([key, demand]) => ({
    ...demand,
    key,
    source: place(keyPlace(found.node, ["requirements"], key) ?? found.place),
  }));
  return [{ ...found.data, requirements, ...entryOf(found) }];
}

type FrameworkData = NonNullable<NonNullable<ReturnType<Catalog["sections"]["frameworks"]["get"]>>["data"]>;

function systemOf(found: Found<SystemData>): SystemEntry[] {
  if (!found.data) return [];
  const scans = Object.entries(found.data.scanner).map(([key, scan]) => ({
    ...scan,
    title: scan.title ?? titleOf(key),
    key,
    name: `${found.key}-${key}`,
    source: place(keyPlace(found.node, ["scanner"], key) ?? found.place),
  }));
  const scanner = scans.sort((a, b) => (a.key < b.key ? -1 : 1));
  return [{ ...found.data, scanner, ...entryOf(found), ...writtenBy(found) }];
}

type SystemData = NonNullable<NonNullable<ReturnType<Catalog["sections"]["systems"]["get"]>>["data"]>;

function titled<T extends { key: string; title?: string | undefined }>(entry: T): T & { title: string } {
  return { ...entry, title: entry.title ?? titleOf(entry.key) };
}
