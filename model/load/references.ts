/** Every word of the catalog that must name an entry of another section, in one table, and the check that it does. */

import type { Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import type { Section } from "../schema/index";
import { type Catalog, NOUN } from "./catalog";
import { type Node, type Place, place } from "./tree";

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
  ["teams", "members.*", "people"],
  ["teams", "lead", "people"],
  ["rotations", "team", "teams"],
  ["rotations", "people.*", "people"],
  ["escalations", "team", "teams"],
  ["escalations", "steps.*.notify.*", "rotations", "people"],
  ["orchestrations", "team", "teams"],
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
  ...WATCHED.map(([path, to]): Row => ["packs", path, to]),
];

/** Names that nothing in the catalog has. */
export function checkReferences(catalog: Catalog): Diagnostic[] {
  const found: Diagnostic[] = [];
  const escalation = catalog.organisation && { node: catalog.organisation.node, path: ["organisation"] };
  if (escalation)
    found.push(...check(catalog, escalation.node, "defaultEscalation", ["organisation"], ["escalations"]));
  for (const [from, path, ...to] of ROWS)
    for (const { key, node } of catalog.sections[from].values())
      found.push(...check(catalog, node, path, [from, key], to));
  return found;
}

function check(catalog: Catalog, root: Node, pattern: string, base: string[], to: readonly Section[]): Diagnostic[] {
  return names(root, pattern.split("."), base).flatMap(({ name, at, path }) => {
    if (to.some((section) => catalog.sections[section].has(name))) return [];
    if (!catalog.whole && !known(catalog, to)) return [];
    return [unknownName(catalog, name, to, at, path.join("."))];
  });
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
      ? `There is none yet: add \`${to[0] ?? ""}:\` with \`${name}:\` to a file of the catalog.`
      : `There ${all.length === 1 ? "is" : "are"} ${some}${all.length > 12 ? " and others" : ""}.`;
  return { code: "unknown-name", severity: "error", message: `there is no ${nouns} \`${name}\``, hint, ...at, path };
}

interface Name {
  name: string;
  at: Place;
  path: string[];
}

function names(node: Node, pattern: readonly string[], path: string[]): Name[] {
  const [first, ...rest] = pattern;
  if (first === undefined)
    return node.type === "scalar" && typeof node.value === "string"
      ? [{ name: node.value, at: place(node), path }]
      : [];
  if (first === "~")
    return node.type === "map"
      ? [...node.entries].map(([name, { key }]) => ({ name, at: key, path: [...path, name] }))
      : [];
  if (first !== "*") {
    const next = node.type === "map" ? node.entries.get(first)?.value : undefined;
    return next ? names(next, rest, [...path, first]) : [];
  }
  if (node.type === "list") return node.items.flatMap((item, index) => names(item, rest, [...path, String(index)]));
  return node.type === "map"
    ? [...node.entries].flatMap(([name, { value }]) => names(value, rest, [...path, name]))
    : [];
}
