/**
 * What a stack deploys to keep logs: indexes in the order in which they take events, archives, groups of the scanner. Reads bodies and
 * the account's facts; judges nothing. What is not known of something is undefined, never a guess.
 */

import type { BodyValue, ResolvedEnvironment, RetentionEntry } from "../../model/index";
import { type SearchSet, searchSet, setWithout } from "../../query/index";
import type { KindName } from "../../vendors/index";
import type { Resource, Stack } from "../stack";
import { isRef, itemsAt, numberAt, textAt, UNKNOWN, valueAt } from "../values";
import { groupsOf, type ScannerGroup } from "./scanner-groups";

/** What takes events by a search, the first that fits. */
interface Taker {
  /** Undefined: somebody else's, of which only the name is known. */
  resource: Resource | undefined;
  name: string;
  /** Undefined where its search is not known. */
  set: SearchSet | undefined;
  /** Whether the order says where it comes. */
  ordered: boolean;
  /** The class it was made for. */
  home: Home | undefined;
}

export interface Home {
  tenant: ResolvedEnvironment;
  retention: RetentionEntry;
}

export interface DeployedIndex extends Taker {
  /** Days in it in all, Flex Logs included; undefined where nothing says. */
  days: number | undefined;
  retentionDays: number | undefined;
  flexRetentionDays: number | undefined;
  /** Those that are on, in their order: the first that fits decides. */
  exclusions: readonly Exclusion[];
  /** Most events a day, or `unknown`; undefined: no limit. */
  dailyLimit: number | "unknown" | undefined;
}

export interface Exclusion {
  name: string;
  property: string;
  set: SearchSet | undefined;
  /** The share that is dropped, 0 to 1; undefined where it is not known. */
  share: number | undefined;
}

export interface DeployedArchive extends Taker {
  resource: Resource;
  /** How long its bucket keeps what it gets, as the class says that it was made for: stated, not verified. */
  days: number | undefined;
}

export interface Deployed {
  indexes: readonly DeployedIndex[];
  archives: readonly DeployedArchive[];
  /** Undefined: nothing says which comes first. */
  indexOrder: Order | undefined;
  archiveOrder: Order | undefined;
  groups: readonly ScannerGroup[];
}

export interface Order {
  resource: Resource;
  /** Undefined where an entry, or all of them, are not known. */
  entries: readonly (Entry | undefined)[] | undefined;
}

/** A resource of the stack, or the name of something else. */
export interface Entry {
  name: string;
  resource: Resource | undefined;
  /** A reference that leads to nothing of the stack. */
  gone: boolean;
}

const known = new WeakMap<Stack, Deployed>();

export function deployedIn(stack: Stack): Deployed {
  const before = known.get(stack);
  if (before) return before;
  const homes = homesOf(stack);
  const indexOrder = orderOf(stack, "datadog/logs-index-order", "indexes", "datadog/logs-index");
  const archiveOrder = orderOf(stack, "datadog/logs-archive-order", "archiveIds", "datadog/logs-archive");
  const indexes = stack.ofKind("datadog/logs-index").map((resource) => indexOf(resource, homes));
  const archives = stack.ofKind("datadog/logs-archive").map((resource) => archiveOf(resource, homes));
  const deployed: Deployed = {
    indexes: inOrder(indexes, indexOrder, nameOnly),
    archives: inOrder(archives, archiveOrder),
    indexOrder,
    archiveOrder,
    groups: groupsOf(stack),
  };
  known.set(stack, deployed);
  return deployed;
}

/** What archives keep for so long; `unsure`: for how long nobody says. Each without what another takes first and keeps shorter. */
export function archivedFor(days: number, stack: Stack): { sure: SearchSet[]; unsure: SearchSet[] } {
  const sure: SearchSet[] = [];
  const unsure: SearchSet[] = [];
  const before: SearchSet[] = [];
  const { archives, archiveOrder } = deployedIn(stack);
  for (const archive of archives) {
    if (!archive.set) continue;
    const set = before.length > 0 ? setWithout(archive.set, before) : archive.set;
    if (archive.days === undefined) unsure.push(set);
    else if (archive.days >= days) sure.push(set);
    else if (archiveOrder?.entries && archive.ordered) before.push(archive.set);
  }
  return { sure, unsure };
}

/** By the key that the compiler gives what is kept of a class in an environment. */
function homesOf({ catalog }: Stack): ReadonlyMap<string, Home> {
  const tenants = catalog?.tenants ?? [];
  return new Map(
    tenants.flatMap((tenant) =>
      tenant.retentionClasses.map((retention): [string, Home] => [homeKey(tenant, retention), { tenant, retention }]),
    ),
  );
}

export function homeKey(tenant: ResolvedEnvironment, retention: RetentionEntry): string {
  return `${retention.key}-${tenant.name}`;
}

function homeOf({ key, source, spec }: Resource, homes: ReadonlyMap<string, Home>): Home | undefined {
  return source || spec ? homes.get(key) : undefined;
}

function indexOf(resource: Resource, homes: ReadonlyMap<string, Home>): DeployedIndex {
  const { body } = resource;
  const retentionDays = knownNumber(resource, "retentionDays");
  const flexRetentionDays = knownNumber(resource, "flexRetentionDays");
  const unsure = [valueAt(body, "retentionDays"), valueAt(body, "flexRetentionDays")].includes(UNKNOWN);
  const days = Math.max(retentionDays ?? 0, flexRetentionDays ?? 0);
  return {
    resource,
    name: nameIn(resource),
    set: setAt(resource, "filters.0.query"),
    ordered: false,
    home: homeOf(resource, homes),
    days: unsure || days === 0 ? undefined : days,
    retentionDays,
    flexRetentionDays,
    exclusions: exclusionsOf(resource),
    dailyLimit: limitOf(resource),
  };
}

function knownNumber({ body }: Resource, path: string): number | undefined {
  const value = numberAt(body, path);
  return value === UNKNOWN ? undefined : value;
}

function nameIn({ body, key }: Resource): string {
  const name = textAt(body, "name");
  return typeof name === "string" ? name : key;
}

function setAt({ body }: Resource, path: string): SearchSet | undefined {
  const text = textAt(body, path);
  return typeof text === "string" ? searchSet(text) : undefined;
}

function limitOf({ body }: Resource): number | "unknown" | undefined {
  const off = valueAt(body, "disableDailyLimit");
  if (off === true) return undefined;
  const limit = numberAt(body, "dailyLimit");
  return limit === UNKNOWN || (limit !== undefined && off === UNKNOWN) ? "unknown" : limit;
}

function exclusionsOf(resource: Resource): Exclusion[] {
  const { body } = resource;
  const items = itemsAt(body, "exclusionFilters");
  if (items === UNKNOWN) return [{ name: "not known", property: "exclusionFilters", set: undefined, share: undefined }];
  return items.flatMap((item, at): Exclusion[] => {
    const property = `exclusionFilters.${at}`;
    if (item === UNKNOWN) return [{ name: "not known", property, set: undefined, share: undefined }];
    // Off where nothing says that it is on.
    const on = valueAt(body, `${property}.isEnabled`);
    if (on !== true && on !== UNKNOWN) return [];
    const name = textAt(body, `${property}.name`);
    const query = textAt(body, `${property}.filters.0.query`);
    const share = numberAt(body, `${property}.filters.0.sampleRate`);
    return [
      {
        name: typeof name === "string" ? name : `${at + 1}`,
        property,
        set: query === UNKNOWN ? undefined : searchSet(query ?? "*"),
        share: share === UNKNOWN || on === UNKNOWN ? undefined : (share ?? 0),
      },
    ];
  });
}

function archiveOf(resource: Resource, homes: ReadonlyMap<string, Home>): DeployedArchive {
  const home = homeOf(resource, homes);
  return {
    resource,
    name: nameIn(resource),
    set: setAt(resource, "query"),
    ordered: false,
    home,
    days: home?.retention.days,
  };
}

function orderOf(stack: Stack, kind: KindName, path: string, of: KindName): Order | undefined {
  const [resource] = stack.ofKind(kind);
  if (!resource) return undefined;
  const items = itemsAt(resource.body, path);
  if (items === UNKNOWN) return { resource, entries: undefined };
  const named = new Map(stack.ofKind(of).map((one) => [nameIn(one), one]));
  return { resource, entries: items.map((item) => (item === UNKNOWN ? undefined : entryOf(item, stack, named))) };
}

/** Undefined: neither a reference nor a name, so nothing is known of it. */
function entryOf(item: BodyValue, stack: Stack, named: ReadonlyMap<string, Resource>): Entry | undefined {
  if (isRef(item)) {
    const resource = stack.at(item.$ref);
    return { name: resource ? nameIn(resource) : item.$ref, resource, gone: !resource };
  }
  return typeof item === "string" ? { name: item, resource: named.get(item), gone: false } : undefined;
}

/** Those that the order names, in it; others, which can only come behind, after them. */
function inOrder<One extends Taker>(
  all: readonly One[],
  order: Order | undefined,
  other?: (name: string) => One,
): One[] {
  const left = new Map(all.map((one) => [one.resource, one]));
  const first = (order?.entries ?? []).flatMap((entry): One[] => {
    if (!entry) return [];
    const one = entry.resource && left.get(entry.resource);
    if (one) left.delete(entry.resource);
    else if (entry.resource || entry.gone || !other) return [];
    return [{ ...(one ?? other?.(entry.name)), ordered: true } as One];
  });
  return [...first, ...left.values()];
}

function nameOnly(name: string): DeployedIndex {
  const nothing = { retentionDays: undefined, flexRetentionDays: undefined, dailyLimit: undefined, exclusions: [] };
  return { resource: undefined, name, set: undefined, ordered: true, home: undefined, days: undefined, ...nothing };
}
