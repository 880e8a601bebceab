/**
 * The sensitive data scanner: what is hidden before anything is indexed, in a service or a whole system. It is one account's and
 * owned by one stack. Whether Datadog tries further groups after one that took an event does not matter here: whatever applies to an
 * event is in the first group of ours that takes it.
 */

import type { Diagnostic } from "../../diagnostics/index";
import { STANDARD_PATTERNS, type StandardPattern } from "../../vendors/index";
import type { Entry, ResolvedEnvironment, ScanEntry, ServiceEntry, SystemEntry } from "../resolved";
import type { BodyValue } from "../spec";
import { body, type Draft, type Family, finding, ref } from "./draft";
import { bracketed, searchOf } from "./scope";
import { MANAGED_BY } from "./tags";
import { unique } from "./unique";

/** What Datadog allows in one account. */
const MOST_GROUPS = 20;
const MOST_RULES = 500;

export const scanner: Family = (env) => {
  if (!env.owner) return { drafts: [] };
  const services = tenantServices(env);
  const groups = [
    ...services.flatMap(serviceGroups),
    ...env.systems.flatMap((system) => systemGroups(system, services)),
  ];
  return {
    drafts: [...groups.flatMap(draftsOf), ...order(env, groups)],
    diagnostics: [...tooMany(env, groups), ...env.tenants.flatMap(unscanned)],
  };
};

/** Events of one search, and everything that is looked for in them. */
interface Group {
  key: string;
  title: string;
  query: string;
  products: readonly string[];
  scans: readonly ScanEntry[];
  entry: Entry;
  /** The service or system whose component holds it. */
  holder: string;
}

/** A service in every environment of the account that has it; `own`: it is scanned otherwise than its system. */
interface Tenants {
  key: string;
  system: string;
  own: boolean;
  in: { env: ResolvedEnvironment; service: ServiceEntry; scans: readonly ScanEntry[] }[];
}

function tenantServices(owner: ResolvedEnvironment): Tenants[] {
  const found = new Map<string, Tenants>();
  for (const env of owner.tenants)
    for (const service of env.services) {
      const { key, system } = service;
      const known = found.get(key) ?? { key, system, own: false, in: [] };
      const ofSystem = systemScans(env.systems.find((one) => one.key === system));
      const own = service.logs.scanner.filter(({ enabled }) => enabled);
      const named = new Set(service.logs.scanner.map((scan) => scan.key));
      known.own ||= named.size > 0;
      known.in.push({ env, service, scans: [...own, ...ofSystem.filter((scan) => !named.has(scan.key))] });
      found.set(key, known);
    }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function systemScans(system: SystemEntry | undefined): ScanEntry[] {
  return (system?.scanner ?? []).filter(({ enabled }) => enabled);
}

/** A service that is scanned alike in all environments has one set of groups for them. */
function serviceGroups({ own, in: tenants }: Tenants): Group[] {
  if (!own) return [];
  const alike = new Map<string, Tenants["in"]>();
  for (const tenant of tenants) {
    const text = JSON.stringify([tenant.service.scope, tenant.scans.map(({ source: _, ...scan }) => scan)]);
    alike.set(text, [...(alike.get(text) ?? []), tenant]);
  }
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const envs = alike.size > 1 ? same.map(({ env }) => env) : [];
    const where = [either(envs.map(({ tag }) => `env:${tag}`)), searchOf(undefined, first.service, "*")];
    const key = [first.service.name, ...envs.map(({ name }) => name)].join("-");
    const title = [first.service.title, ...(envs.length > 0 ? [`(${envs.map((env) => env.title).join(", ")})`] : [])];
    return bySearch(first.scans, {
      key,
      title: title.join(" "),
      where,
      entry: first.service,
      holder: first.service.name,
    });
  });
}

/** The services of a system that are scanned as the system says. */
function systemGroups(system: SystemEntry, services: readonly Tenants[]): Group[] {
  const scans = systemScans(system);
  const alike = services.filter((service) => service.system === system.key && !service.own);
  const searches = alike.flatMap(({ in: tenants }) => tenants.map(({ service }) => searchOf(undefined, service, "*")));
  if (scans.length === 0 || searches.length === 0) return [];
  const { key, title } = system;
  return bySearch(scans, { key, title, where: [either(unique(searches))], entry: system, holder: key });
}

type Holder = Pick<Group, "key" | "title" | "entry" | "holder"> & { where: readonly string[] };

/** One group for what is looked for everywhere; before it one per search of its own, in which all that is looked for too. */
function bySearch(scans: readonly ScanEntry[], { key, title, where, entry, holder }: Holder): Group[] {
  const parts = new Map<string, ScanEntry[]>();
  for (const scan of scans) {
    const part = JSON.stringify([[...scan.in].sort(), bracketed(scan.filter)]);
    parts.set(part, [...(parts.get(part) ?? []), scan]);
  }
  const groups = [...parts].map(([part, own]) => {
    const [products, filter] = JSON.parse(part) as [string[], string];
    const everywhere = filter === "";
    const plain = everywhere && products.join() === "logs";
    const also = everywhere
      ? []
      : scans.filter((scan) => bracketed(scan.filter) === "" && [...scan.in].sort().join() === products.join());
    const first = own[0]?.key ?? "";
    const group: Group = {
      key: plain ? key : `${key}-${first}`,
      title: plain ? title : `${title}: ${own.map((scan) => scan.title).join(", ")}`,
      query: [...where, filter].filter((text) => text !== "").join(" ") || "*",
      products,
      scans: [...own, ...also],
      entry,
      holder,
    };
    return { everywhere, group };
  });
  return groups.sort((a, b) => Number(a.everywhere) - Number(b.everywhere)).map(({ group }) => group);
}

function either(searches: readonly string[]): string {
  return searches.length > 1 ? `(${searches.join(" OR ")})` : searches.join("");
}

function draftsOf(group: Group): Draft[] {
  const component = `LogRetention/${group.holder}` as const;
  const { key, title, query, products, entry } = group;
  return [
    {
      kind: "datadog/scanner-group",
      key,
      source: entry.source,
      component,
      body: {
        name: title,
        description: "Managed by Watchbill",
        isEnabled: true,
        filter: { query },
        productLists: [...products],
      },
      words: { "filter.query": { path: "filter" }, productLists: { path: "in" } },
    },
    ...group.scans.map(
      (scan): Draft => ({
        kind: "datadog/scanner-rule",
        key: `${key}-${scan.key}`,
        source: scan.source,
        component,
        body: ruleBody(group, scan),
        words: {
          namespaces: { path: "attributes" },
          excludedNamespaces: { path: "except" },
          "includedKeywordConfiguration.keywords": { path: "keywords" },
          "includedKeywordConfiguration.characterCount": { path: "within" },
          "textReplacement.replacementString": { path: "replacement" },
          "textReplacement.numberOfChars": { path: scan.hideFirst === undefined ? "hideLast" : "hideFirst" },
        },
      }),
    ),
  ];
}

function ruleBody(group: Group, scan: ScanEntry): Draft["body"] {
  const standard: StandardPattern | undefined = scan.standard && STANDARD_PATTERNS[scan.standard];
  const library = scan.library ?? standard?.library;
  const keywords = scan.keywords ?? standard?.keywords;
  const { equals = [], startsWith = [], endsWith = [] } = scan.ignore ?? {};
  const list = (items: readonly string[]) => (items.length > 0 ? [...items] : undefined);
  return body({
    groupId: ref(`datadog/scanner-group/${group.key}`),
    name: scan.title,
    description: scan.description ?? standard?.title ?? scan.title,
    isEnabled: true,
    ...(library === undefined ? { pattern: scan.pattern ?? standard?.pattern ?? "" } : { standardPatternId: library }),
    namespaces: list(scan.attributes),
    excludedNamespaces: list(scan.except),
    includedKeywordConfiguration: keywords && { keywords: [...keywords], characterCount: scan.within },
    textReplacement: replacement(scan),
    suppressions:
      equals.length + startsWith.length + endsWith.length > 0
        ? body({ exactMatches: list(equals), startsWiths: list(startsWith), endsWiths: list(endsWith) })
        : undefined,
    priority: scan.priority,
    tags: unique([`sensitive_data:${scan.key}`, MANAGED_BY, ...scan.tags]),
  });
}

function replacement(scan: ScanEntry): BodyValue | undefined {
  if (scan.markOnly) return undefined;
  if (scan.hash) return { type: "hash" };
  if (scan.hideFirst !== undefined)
    return { type: "partial_replacement_from_beginning", numberOfChars: scan.hideFirst };
  if (scan.hideLast !== undefined) return { type: "partial_replacement_from_end", numberOfChars: scan.hideLast };
  return { type: "replacement_string", replacementString: scan.replacement ?? `[${scan.key}]` };
}

/** The order is one list of the account; others' groups, where the catalog names them, come after ours. */
function order({ account, accountDetails }: ResolvedEnvironment, groups: readonly Group[]): Draft[] {
  if (groups.length === 0) return [];
  return [
    {
      kind: "datadog/scanner-group-order",
      key: account,
      source: accountDetails.source,
      component: `LogRetention/${account}`,
      body: {
        groupIds: [
          ...groups.map(({ key }): BodyValue => ref(`datadog/scanner-group/${key}`)),
          ...accountDetails.datadog.otherScannerGroups,
        ],
      },
    },
  ];
}

function tooMany({ accountDetails }: ResolvedEnvironment, groups: readonly Group[]): Diagnostic[] {
  const say = (many: string, most: number, hint: string): Diagnostic =>
    finding(accountDetails, {
      code: "scanner-limit",
      severity: "error",
      message: `the catalog makes ${many} of the sensitive data scanner; an account of Datadog has at most ${most}`,
      hint,
      subject: accountDetails.key,
    });
  const hint = "Move what services have in common to `scanner` of their system, which makes one group of it.";
  const all = groups.length + accountDetails.datadog.otherScannerGroups.length;
  const rules = groups.reduce((sum, { scans }) => sum + scans.length, 0);
  return [
    ...(all > MOST_GROUPS ? [say(`${all} groups`, MOST_GROUPS, hint)] : []),
    ...(rules > MOST_RULES
      ? [say(`${rules} rules`, MOST_RULES, `${hint} A scan counts once in each group that it is in.`)]
      : []),
  ];
}

/** Where the stream's class is said, which may be an environment's own words. */
function at(service: ServiceEntry, stream: ServiceEntry["logs"]["streams"][number]): Entry {
  return { key: stream.key, source: service.origins.at(`logs.streams.${stream.key}.class`) };
}

/** Streams that may hold personal data, of services in which nothing is hidden. */
function unscanned(env: ResolvedEnvironment): Diagnostic[] {
  const personal = new Set(env.retentionClasses.filter(({ personalData }) => personalData).map(({ key }) => key));
  return env.services.flatMap((service) => {
    const scans = [...service.logs.scanner, ...systemScans(env.systems.find(({ key }) => key === service.system))];
    if (scans.some(({ enabled, markOnly }) => enabled && !markOnly)) return [];
    return service.logs.streams
      .filter((stream) => personal.has(stream.class))
      .map((stream) =>
        finding(at(service, stream), {
          code: "unscanned",
          severity: "warning",
          message: `\`${stream.key}\` of \`${service.key}\` may hold personal data, as its class \`${stream.class}\` says, and nothing is hidden in it before it is indexed`,
          hint: `Add \`scanner:\` to the service's \`logs\` or to the system \`${service.system}\`: \`emails: {standard: email}\`.`,
          subject: stream.name,
        }),
      );
  });
}
