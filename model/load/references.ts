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

const PATTERNS = ROWS.map(([from, path, ...to]) => ({ from, pattern: path.split("."), to }));

/** Names that nothing in the catalog has. */
export function checkReferences(catalog: Catalog): Diagnostic[] {
  const found: Diagnostic[] = [];
  const check = (node: Node, pattern: readonly string[], base: string[], to: readonly Section[]): void => {
    const path = [...base];
    visit(node, pattern, 0, path, (name, at) => {
      if (to.some((section) => catalog.sections[section].has(name))) return;
      if (known(catalog, to)) found.push(unknownName(catalog, name, to, at, path.join(".")));
    });
  };
  if (catalog.organisation) check(catalog.organisation.node, ["defaultEscalation"], ["organisation"], ["escalations"]);
  for (const { from, pattern, to } of PATTERNS)
    for (const { key, node } of catalog.sections[from].values()) check(node, pattern, [from, key], to);
  return found;
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

/** Calls back for every name the pattern leads to; `path` is where it stands, for the time of the call. */
function visit(
  node: Node,
  pattern: readonly string[],
  index: number,
  path: string[],
  found: (name: string, at: Place) => void,
): void {
  const part = pattern[index];
  if (part === undefined) {
    if (node.type === "scalar" && typeof node.value === "string") found(node.value, place(node));
    return;
  }
  const into = (name: string, child: Node): void => {
    path.push(name);
    visit(child, pattern, index + 1, path, found);
    path.pop();
  };
  if (node.type === "list") {
    if (part === "*") for (const [at, item] of node.items.entries()) into(String(at), item);
  } else if (node.type === "map") {
    if (part === "*") for (const [name, { value }] of node.entries) into(name, value);
    else if (part === "~")
      for (const [name, { key }] of node.entries) {
        path.push(name);
        found(name, key);
        path.pop();
      }
    else {
      const entry = node.entries.get(part);
      if (entry) into(part, entry.value);
    }
  }
}
