/**
 * Which resources can carry tags at their vendor, what is known of those tags, and how they are read. Decides nothing about which tags
 * are right.
 */

import type { Source } from "../../model/index";
import type { KindName } from "../../vendors/index";
import type { Found, Parameters, Rule } from "../rule";
import type { Resource, Stack } from "../stack";
import { itemsAt, jsonAt, UNKNOWN } from "../values";
import { alikeOf, neutralIn } from "./alike";
import { tagOrigin } from "./tag-origin";

export interface Tagged {
  /** For people, e.g. `Datadog monitor`. */
  title: string;
  /** The only keys that it can have, or that make sense on it. Default: all. */
  only?: readonly string[];
  /** Where in the inputs the tags are. Default: `tags`. */
  path?: string;
  /** The property that takes JSON as text, where the tags stand in such a text. */
  json?: string;
  /** Several services and teams may share one. */
  shared?: true;
  /** The vendor lower-cases the tags, so that every refresh shows another value than the program's. */
  lowered?: true;
}

const DASHBOARD = { title: "Datadog dashboard", only: ["team"] } as const;
/** Of no service, or of all environments. */
const OF_THE_ACCOUNT = ["team", "managed-by"];

/** Absent: the vendor has no tags for it, or they are not its own (a metric's, those of the event in which something is found). */
const TAGGED: Readonly<Partial<Record<KindName, Tagged>>> = {
  "datadog/monitor": { title: "Datadog monitor" },
  "datadog/slo": { title: "Datadog SLO", lowered: true },
  "datadog/security-rule": { title: "Datadog security rule" },
  "datadog/security-suppression": { title: "Datadog suppression" },
  "datadog/synthetics-test": { title: "Datadog synthetic test" },
  "datadog/logs-index": { title: "Datadog log index", shared: true },
  "datadog/dashboard": { ...DASHBOARD, json: "dashboard" },
  // Its service is its name, its tier a field of its own, and it stands for all environments.
  "datadog/catalog-entity": {
    title: "entry of Datadog's software catalogue",
    only: OF_THE_ACCOUNT,
    json: "entity",
    path: "metadata.tags",
  },
};

/** What Watchbill never makes, by type token: a program of somebody's own does. */
const TAGGED_TOKENS: Readonly<Record<string, Tagged>> = {
  "datadog:index/dashboard:Dashboard": DASHBOARD,
  "datadog:index/dashboardV2:DashboardV2": DASHBOARD,
  "datadog:index/monitorJson:MonitorJson": { title: "Datadog monitor", json: "monitor" },
  "datadog:index/cloudConfigurationRule:CloudConfigurationRule": {
    title: "Datadog cloud configuration rule",
    only: OF_THE_ACCOUNT,
  },
  "datadog:index/logsCustomPipeline:LogsCustomPipeline": { title: "Datadog log pipeline", only: OF_THE_ACCOUNT },
  "datadog:index/syntheticsSuite:SyntheticsSuite": { title: "Datadog synthetic suite", only: OF_THE_ACCOUNT },
  "datadog:index/syntheticsGlobalVariable:SyntheticsGlobalVariable": {
    title: "Datadog synthetics variable",
    only: OF_THE_ACCOUNT,
  },
  "datadog:index/syntheticsPrivateLocation:SyntheticsPrivateLocation": {
    title: "Datadog private location",
    only: OF_THE_ACCOUNT,
  },
  "datadog:index/workflowAutomation:WorkflowAutomation": { title: "Datadog workflow", only: OF_THE_ACCOUNT },
};

export const TAGGED_KINDS = Object.keys(TAGGED) as KindName[];

export function taggedOf({ kind, token }: Resource): Tagged | undefined {
  return kind === undefined ? TAGGED_TOKENS[token] : TAGGED[kind];
}

export interface ReadTags {
  /** Those that are known, in their order. */
  tags: string[];
  /** There are, or may be, more. */
  unknown: boolean;
  /** The distinct values of each key, in their order; a key without a value has none. */
  values: ReadonlyMap<string, readonly string[]>;
}

export interface TaggedResource extends ReadTags {
  resource: Resource;
  tagged: Tagged;
  /**
   * Where the catalog says a tag, where it does; the compiler writes those of team, service, environment by itself. What is wrong with it is
   * said of the tag, not of the resource: the same words for all that have it from there are one finding.
   */
  originOf(tag: string): Source | undefined;
  /** The first of those that differ from it in nothing a rule of tags looks at: what it finds nothing in, it finds nothing in. */
  like: TaggedResource;
}

/** A rule that looks at the tags of each resource by itself. */
export function eachTagged(
  check: (about: TaggedResource, stack: Stack, parameters: Parameters) => Iterable<Found>,
): Pick<Rule, "kinds" | "check" | "alone"> {
  function* each(stack: Stack, parameters: Parameters): Iterable<Found> {
    const all = [...taggedIn(stack).values()];
    const found = new Set<TaggedResource>();
    for (const about of all) if (about.like === about && some(check(about, stack, parameters))) found.add(about);
    if (found.size > 0) for (const about of all) if (found.has(about.like)) yield* check(about, stack, parameters);
  }
  return { kinds: TAGGED_KINDS, check: each, alone: each };
}

function some(found: Iterable<Found>): boolean {
  for (const _ of found) return true;
  return false;
}

/** The same for a rule about the tags that are there: those that are not known yet may break it as well. */
export function eachKnownTag(
  check: (about: TaggedResource, stack: Stack, parameters: Parameters) => Iterable<Found>,
): Pick<Rule, "kinds" | "check" | "alone"> {
  return eachTagged(function* (about, stack, parameters) {
    yield* check(about, stack, parameters);
    if (about.unknown) yield notKnown(about);
  });
}

export function notKnown({ resource, tagged, tags }: TaggedResource): Found {
  const which = tags.length === 0 ? "its tags are" : `one of its tags beside ${tags.join(", ")} is`;
  return { type: "undecided", resource, property: "tags", message: `${tagged.title}: ${which} not known yet` };
}

/** Every rule asks for the same. */
const known = new WeakMap<Stack, ReadonlyMap<Resource, TaggedResource>>();

/** The stack's own resources that can carry tags, in their order, with what is known of them. */
export function taggedIn(stack: Stack): ReadonlyMap<Resource, TaggedResource> {
  const before = known.get(stack);
  if (before) return before;
  const all = new Map<Resource, TaggedResource>();
  const first = new Map<string, TaggedResource>();
  const neutral = neutralIn(stack);
  for (const resource of stack.resources) {
    const tagged = taggedOf(resource);
    if (!tagged) continue;
    const about = aboutOf(stack, resource, tagged);
    all.set(resource, about);
    if (about.unknown) continue;
    const key = `${resource.token} ${resource.spec !== undefined}\n${alikeOf(about.tags, neutral)}`;
    const like = first.get(key);
    if (like) about.like = like;
    else first.set(key, about);
  }
  known.set(stack, all);
  return all;
}

/** Like nothing but itself. */
function aboutOf(stack: Stack, resource: Resource, tagged: Tagged): TaggedResource {
  const { tags, unknown } = tagsIn(resource.body, tagged);
  let values: ReadTags["values"] | undefined;
  const about: Omit<TaggedResource, "like"> = {
    resource,
    tagged,
    tags,
    unknown,
    get values() {
      values ??= valuesIn(tags);
      return values;
    },
    originOf: (tag) => tagOrigin(stack, resource, tag),
  };
  const alone = about as TaggedResource;
  alone.like = alone;
  return alone;
}

function tagsIn(body: Resource["body"], { json, path = "tags" }: Tagged): Pick<ReadTags, "tags" | "unknown"> {
  const holder = json === undefined ? body : (jsonAt(body, json) ?? {});
  const items = holder === UNKNOWN ? UNKNOWN : itemsAt(holder, path);
  if (items === UNKNOWN) return { tags: [], unknown: true };
  const tags = items.filter((item) => typeof item === "string");
  return { tags, unknown: tags.length < items.length };
}

function valuesIn(tags: readonly string[]): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const tag of tags) {
    const { key, value } = tagParts(tag);
    const known = values.get(key);
    if (!value) continue;
    if (!known) values.set(key, [value]);
    else if (!known.includes(value)) known.push(value);
  }
  return values;
}

export interface Tag {
  key: string;
  /** Undefined: the tag is a word without a colon. */
  value: string | undefined;
}

/** The key ends at the first colon: `env:staging:east` is `env`. */
export function tagParts(tag: string): Tag {
  const colon = tag.indexOf(":");
  return colon < 0 ? { key: tag, value: undefined } : { key: tag.slice(0, colon), value: tag.slice(colon + 1) };
}
