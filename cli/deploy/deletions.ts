/**
 * What a run would delete, and whether somebody has to approve it: many resources at once, what pages, what has a history that goes
 * with it. Pure: knows states and previews, asks nobody.
 */

import { type Change, type StateResource, urnName } from "../../engine/index";
import type { BodyValue, Ref, ResolvedEnvironment, Spec } from "../../model/index";
import { KINDS, type Kind, type KindName } from "../../vendors/index";
import { PROTECTED } from "./protection";

export interface Deletion {
  /** Like `datadog/monitor`; the type token of what Watchbill has no table of. */
  kind: string;
  name: string;
  /** Somebody is paged by it, or a page goes through it. */
  pages: boolean;
  /** What the vendor has recorded for it goes with it. */
  history: boolean;
  /** It is made again, by the same name and without its history. */
  replaced: boolean;
}

/** So many, or such a part of a stack's resources, may go without an approval. */
export const MOST_DELETIONS = 10;
export const MOST_PERCENT = 10;

const BY_TOKEN = new Map<string, Kind>(Object.values(KINDS).map((kind) => [kind.token, kind]));

/** What a page goes through on its way; people and their telephones are judged by the paging rules. */
const PAGE_PATH: ReadonlySet<KindName> = new Set<KindName>([
  "datadog/pagerduty-service",
  "pagerduty/escalation-policy",
  "pagerduty/event-orchestration",
  "pagerduty/orchestration-router",
  "pagerduty/schedule",
  "pagerduty/service",
  "pagerduty/service-integration",
]);

/** The vendor reads handles in any case. */
const PAGER = /@(?:pagerduty|opsgenie|victorops|oncall)\b/i;

/** Texts that nobody is told. */
const TOLD_NOBODY: ReadonlySet<string> = new Set(["description", "name", "query", "tags", "title"]);

/** The names of webhooks of which the catalog says that they wake nobody. Of another, e.g. one that it has no more, nobody knows. */
export type Quiet = ReadonlySet<string>;

export function quietWebhooks(environments: readonly Pick<ResolvedEnvironment, "webhooks">[]): Quiet {
  const all = environments.flatMap(({ webhooks }) => webhooks);
  const waking = new Set(all.filter(({ wakes }) => wakes).map(({ key }) => key));
  return new Set(all.map(({ key }) => key).filter((key) => !waking.has(key)));
}

/** A resource of a vendor, neither a component nor a provider. */
export function isOfVendor({ custom, type }: Pick<StateResource, "custom" | "type">): boolean {
  return custom && !type.startsWith("pulumi:");
}

/** Everything that a stack holds. */
export function deletionsOfAll(resources: readonly StateResource[], quiet: Quiet = new Set()): Deletion[] {
  return resources
    .filter((resource) => isOfVendor(resource) && !resource.external)
    .map(({ type, urn, inputs }) => deletionOf(type, urnName(urn), inputs, false, quiet))
    .sort(byWeight);
}

/** Those among the changes of a run or a preview. What is replaced is there again at once: only a history is lost with it. */
export function deletionsAmong(changes: readonly Change[], quiet: Quiet = new Set()): Deletion[] {
  return changes
    .filter(({ op, provider }) => (op === "delete" || op === "replace") && provider !== "")
    .map(({ op, type, name, old }) => deletionOf(type, name, old?.inputs ?? {}, op === "replace", quiet))
    .filter(({ replaced, history }) => !replaced || history)
    .sort(byWeight);
}

function deletionOf(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  replaced: boolean,
  quiet: Quiet,
): Deletion {
  const kind = BY_TOKEN.get(type);
  return {
    kind: kind?.name ?? type,
    name,
    pages: kind !== undefined && (PAGE_PATH.has(kind.name) || wakes(kind, name, inputs, quiet)),
    history: kind !== undefined && PROTECTED.has(kind.name),
    replaced,
  };
}

/** By a pager, or by a webhook that may wake somebody. A text that cannot be read may name either. */
function wakes({ name, vendor }: Kind, key: string, inputs: Record<string, unknown>, quiet: Quiet): boolean {
  if (name === "datadog/webhook") return !quiet.has(key);
  if (name === "datadog/monitor" && typeof inputs.message !== "string") return true;
  const said = JSON.stringify(inputs, (field, value: unknown) => (TOLD_NOBODY.has(field) ? undefined : value));
  const hooks = [...said.matchAll(/@webhook-([\w.-]*\w)/gi)].map(([, hook = ""]) => hook);
  if (PAGER.test(said) || hooks.some((hook) => !quiet.has(hook))) return true;
  return vendor === "sentry" && /pagerduty/i.test(said);
}

/** What pages first, then what has a history; within that by kind and name. */
function byWeight(a: Deletion, b: Deletion): number {
  const weight = ({ pages, history }: Deletion) => (pages ? 0 : 2) + (history ? 0 : 1);
  const name = (one: Deletion) => `${one.kind}/${one.name}`;
  return weight(a) - weight(b) || (name(a) < name(b) ? -1 : 1);
}

/** Why these need an approval, `total` being what the stack holds now; empty where they need none. */
export function whyApproval(deletions: readonly Deletion[], total: number): string[] {
  const count = deletions.length;
  const paging = deletions.filter(({ pages }) => pages).length;
  const lasting = deletions.filter(({ history }) => history).length;
  return [
    ...(count > MOST_DELETIONS ? [`more than ${MOST_DELETIONS} resources`] : []),
    ...(count * 100 > total * MOST_PERCENT ? [`more than ${MOST_PERCENT} % of what the environment has`] : []),
    ...(paging > 0 ? [`${paging} ${paging === 1 ? "pages" : "page"}`] : []),
    ...(lasting > 0 ? [`${lasting} ${lasting === 1 ? "has" : "have"} a history that is lost`] : []),
  ];
}

/**
 * Whether a deployment of `specs` may delete anything of the state: only then is a preview worth its time. What is there under
 * another name or below another component may have an alias: the preview knows.
 */
export function mayDelete(resources: readonly StateResource[], specs: readonly Spec[]): boolean {
  const made = new Map(specs.map((spec) => [urnEnd(spec), spec]));
  const ids = new Map(resources.map(({ id, type, urn }) => [`${type}::${urnName(urn)}`, id]));
  return resources.some((resource) => {
    if (!isOfVendor(resource) || resource.external) return false;
    const spec = made.get(endOf(resource.urn));
    return resource.deleting || spec === undefined || (PROTECTED.has(spec.kind) && mayReplace(resource, spec, ids));
  });
}

/** Whether a resource stands where the program puts what is made of a spec. */
export function isMadeBy(spec: Spec, { urn }: Pick<StateResource, "urn">): boolean {
  return urnEnd(spec) === endOf(urn);
}

/** `<component's type>$<type>::<name>`, as the program makes it. */
function urnEnd({ component, kind, key }: Spec): string {
  return `watchbill:components:${component.slice(0, component.indexOf("/"))}$${KINDS[kind].token}::${key}`;
}

/** What follows the stack and the project in `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function endOf(urn: string): string {
  return urn.slice(urn.indexOf("::", urn.indexOf("::") + 2) + 2);
}

/** Whether anything differs that the vendor can only give to a new object. What cannot be compared may. */
function mayReplace(
  { inputs }: StateResource,
  { body, kind }: Spec,
  ids: ReadonlyMap<string, string | undefined>,
): boolean {
  return Object.entries(KINDS[kind].fields).some(([name, { forceNew }]) => {
    if (forceNew === undefined) return false;
    const value = body[name];
    if (value === undefined) return inputs[name] !== undefined && !listed(inputs.__defaults).includes(name);
    const known = isRef(value) ? ids.get(targetOf(value)) : value;
    return known === undefined || JSON.stringify(known) !== JSON.stringify(inputs[name]);
  });
}

function targetOf({ $ref }: Ref): string {
  const end = $ref.indexOf("/", $ref.indexOf("/") + 1);
  return `${KINDS[$ref.slice(0, end) as KindName].token}::${$ref.slice(end + 1)}`;
}

function isRef(value: BodyValue): value is BodyValue & Ref {
  return typeof value === "object" && value !== null && "$ref" in value;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
