/** Every word of the catalog that must name an entry of another section, in one table, and the check that it does. */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import type { Section } from "../schema/index";
import { type Catalog, NOUN } from "./catalog";
import { type Unknown, withPlacesOfPeople } from "./left-people";
import { child, type Node, type Place, place } from "./tree";

/**
 * From which section, at which path, to which sections. `*` is any entry of a map or list, `~` is any key of a map, which is itself
 * the name.
 */
type Row = [from: Section, path: string, ...to: Section[]];

const WATCHED: [path: string, to: Section][] = [
  ...["above", "atLeast", "below", "atMost", "recovery", "failures"].map((name): [string, Section] => [
    `monitors.*.${name}.~`,
    "severities",
  ]),
  ["monitors.*.severity", "severities"],
  ["objectives.*.burnRates.*.severity", "severities"],
  ["objectives.*.budgets.*.severity", "severities"],
  ["synthetics.*.severity", "severities"],
];

/** The same in what a pack says for a tier. */
const TIERED = WATCHED.map(([path, to]): [path: string, to: Section] => [
  path.replace(/^(\w+)\.\*/, "$1.*.tiers.*"),
  to,
]);

const OVERRIDABLE: [path: string, to: Section][] = [
  ...WATCHED,
  ["team", "teams"],
  ["escalation", "escalations"],
  ["dependencies.*", "services"],
  ["logs.streams.*.class", "retentionClasses"],
  ["sentry.*.alerts.*.severity", "severities"],
  ["sentry.*.alerts.*.above.~", "severities"],
  ["sentry.*.alerts.*.below.~", "severities"],
];

const ROWS: Row[] = [
  ["accounts", "owner", "environments"],
  ["environments", "account", "accounts"],
  ["environments", "retention.~", "retentionClasses"],
  ["environments", "severities.~", "severities"],
  ["retentionClasses", "regulations.*", "frameworks"],
  ["policies", "environments.~", "environments"],
  ["teams", "members.*", "people"],
  ["teams", "lead", "people"],
  ["rotations", "team", "teams"],
  ["rotations", "people.*", "people"],
  ["rotations", "layers.*.people.*", "people"],
  ["rotations", "covers.*.person", "people"],
  ["rotations", "covers.*.insteadOf", "people"],
  ["escalations", "team", "teams"],
  ["escalations", "steps.*.notify.*", "rotations", "people"],
  ["orchestrations", "team", "teams"],
  ["orchestrations", "routes.*.to", "services"],
  ["orchestrations", "otherwise", "services"],
  ["maintenance", "services.*", "services"],
  ["maintenance", "systems.*", "systems"],
  ["maintenance", "environments.*", "environments"],
  ["systems", "team", "teams"],
  ["services", "system", "systems"],
  ["services", "packs.*", "packs"],
  ["services", "packs.*.use", "packs"],
  ["services", "environments.~", "environments"],
  ...OVERRIDABLE.flatMap(([path, to]): Row[] => [
    ["services", path, to],
    ["services", `environments.*.${path}`, to],
  ]),
  ["packs", "includes.*", "packs"],
  ["kinds", "packs.*", "packs"],
  ["kinds", "packs.*.use", "packs"],
  ...[...WATCHED, ...TIERED].map(([path, to]): Row => ["packs", path, to]),
];

/** All paths of a section at once, so that each entry is walked once. */
interface Step {
  /** By name, or `*`. */
  into: Map<string, Step>;
  /** What a text here names. */
  names: (readonly Section[])[];
  /** What a key here names. */
  keys: (readonly Section[])[];
}

const PATHS: ReadonlyMap<Section, Step> = steps(ROWS);

function steps(rows: readonly Row[]): Map<Section, Step> {
  const first = new Map<Section, Step>();
  for (const [from, path, ...to] of rows) {
    let step = first.get(from) ?? { into: new Map(), names: [], keys: [] };
    first.set(from, step);
    const parts = path.split(".");
    const ofKeys = parts.at(-1) === "~";
    for (const part of ofKeys ? parts.slice(0, -1) : parts) {
      const next: Step = step.into.get(part) ?? { into: new Map(), names: [], keys: [] };
      step.into.set(part, next);
      step = next;
    }
    (ofKeys ? step.keys : step.names).push(to);
  }
  return first;
}

/** Names that nothing in the catalog has. */
export function checkReferences(catalog: Catalog): Diagnostic[] {
  const found: Unknown[] = [];
  const path: string[] = [];
  const look: Look = (name, at, to) => {
    if (to.some((section) => catalog.sections[section].has(name))) return;
    if (known(catalog, to)) found.push({ name, to, finding: unknownName(catalog, name, to, at, path.join(".")) });
  };
  const chain = child(catalog.organisation?.node, "defaultEscalation");
  if (chain?.type === "scalar" && typeof chain.value === "string") {
    path.push("organisation", "defaultEscalation");
    look(chain.value, place(chain), ["escalations"]);
    path.length = 0;
  }
  for (const [section, step] of PATHS)
    for (const { key, node } of catalog.sections[section].values()) {
      path.push(section, key);
      visit(node, step, path, look);
      path.length = 0;
    }
  return withPlacesOfPeople(found);
}

/** Whether the sections were read at all, so that a name's absence means something. */
function known(catalog: Catalog, sections: readonly Section[]): boolean {
  return catalog.whole || sections.every((section) => catalog.sections[section].size > 0);
}

/** The finding for a name that no entry has. */
export function unknownName(
  catalog: Catalog,
  name: string,
  to: readonly Section[],
  at: Place,
  path: string,
): Diagnostic {
  const nouns = to.map((section) => NOUN[section]).join(" or ");
  const all = to.flatMap((section) => [...catalog.sections[section].keys()]);
  const near = nearest(name, all);
  const some = all
    .toSorted()
    .slice(0, 12)
    .map((one) => `\`${one}\``)
    .join(", ");
  const hint = near
    ? `Did you mean \`${near}\`?`
    : all.length === 0
      ? `${to[0] === "frameworks" ? "`watchbill new framework` copies those that come with Watchbill. " : ""}There is none yet: add \`${to[0] ?? ""}:\` with \`${name}:\` to a file of the catalog.`
      : `There ${all.length === 1 ? "is" : "are"} ${some}${all.length > 12 ? " and others" : ""}.`;
  return { code: "unknown-name", severity: "error", message: `there is no ${nouns} \`${name}\``, hint, ...at, path };
}

type Look = (name: string, at: Place, to: readonly Section[]) => void;

/** Calls back for every name the steps lead to; `path` is where it stands, for the time of the call. */
function visit(node: Node, { into, keys, names }: Step, path: string[], look: Look): void {
  if (node.type === "scalar") {
    if (typeof node.value === "string") for (const to of names) look(node.value, place(node), to);
    return;
  }
  const go = (name: string, value: Node, step: Step): void => {
    path.push(name);
    visit(value, step, path, look);
    path.pop();
  };
  const each = into.get("*");
  if (node.type === "list") {
    if (each) for (const [at, item] of node.items.entries()) go(String(at), item, each);
    return;
  }
  for (const [name, { key, value }] of node.entries) {
    if (keys.length > 0) {
      path.push(name);
      for (const to of keys) look(name, key, to);
      path.pop();
    }
    if (each) go(name, value, each);
    const named = name === "*" ? undefined : into.get(name);
    if (named) go(name, value, named);
  }
}
