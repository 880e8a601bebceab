/** What the packs of a service contain, with their parameters filled in, as one tree to lay the service over. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Catalog, Found } from "../load/catalog";
import { BUILT_IN_PARAMETERS } from "../load/facts";
import { child, type MapNode, type Node, type Place, place } from "../load/tree";
import { nearest } from "../quantity";
import { emptyMap, ofLayer } from "./lay";

/** The parts of a pack that go into a service. */
export const WATCHED = ["monitors", "objectives", "security", "synthetics", "dashboards"] as const;

interface Use {
  pack: string;
  with: Map<string, string>;
  as?: string;
  at: Place;
}

export interface PackContent {
  node: MapNode;
  /** Keys of the packs used, those they include too. */
  packs: string[];
  /** Whether a pack is named that there is not: what it would have brought is not known then. */
  incomplete: boolean;
  diagnostics: Diagnostic[];
}

/** The content of all packs a service's tree names. */
export function packContent(catalog: Catalog, service: Found<unknown>): PackContent {
  const content: PackContent = { node: emptyMap(service.place), packs: [], incomplete: false, diagnostics: [] };
  const list = child(service.node, "packs");
  const uses = usesOf(list);
  // A use that is not written as one brings something, too.
  content.incomplete = list !== undefined && (list.type !== "list" || uses.length < list.items.length);
  for (const use of uses) add(catalog, service, use, content, []);
  return content;
}

function usesOf(list: Node | undefined): Use[] {
  if (list?.type !== "list") return [];
  return list.items.flatMap((item): Use[] => {
    if (item.type === "scalar")
      return typeof item.value === "string" ? [{ pack: item.value, with: new Map(), at: place(item) }] : [];
    const name = child(item, "use");
    const as = child(item, "as");
    if (name?.type !== "scalar" || typeof name.value !== "string") return [];
    const given = child(item, "with");
    const words = given?.type === "map" ? [...given.entries] : [];
    return [
      {
        pack: name.value,
        with: new Map(words.flatMap(([word, { value }]) => (value.type === "scalar" ? [[word, value.written]] : []))),
        ...(as?.type === "scalar" && typeof as.value === "string" && { as: as.value }),
        at: place(name),
      },
    ];
  });
}

function add(
  catalog: Catalog,
  service: Found<unknown>,
  use: Use,
  content: PackContent,
  through: readonly string[],
): void {
  const pack = catalog.sections.packs.get(use.pack);
  if (!pack) content.incomplete = true;
  if (!pack || through.includes(use.pack)) return;
  for (const included of includesOf(pack.node))
    add(catalog, service, { ...use, pack: included }, content, [...through, use.pack]);
  if (!content.packs.includes(use.pack)) content.packs.push(use.pack);
  const fill = words(pack, use, service, content.diagnostics, through);
  for (const part of WATCHED) {
    const source = child(pack.node, part);
    if (source?.type !== "map") continue;
    const filled = ofLayer(source, "pack", use.pack, fill);
    if (filled.type === "map") join(content, part, filled, use, service);
  }
}

function includesOf(pack: Node): string[] {
  const list = child(pack, "includes");
  return list?.type === "list"
    ? list.items.flatMap((item) => (item.type === "scalar" && typeof item.value === "string" ? [item.value] : []))
    : [];
}

/** Adds one part of a pack; two packs that bring the same name are a finding at the second use. */
function join(content: PackContent, part: string, filled: MapNode, use: Use, service: Found<unknown>): void {
  const target = child(content.node, part);
  const entries = target?.type === "map" ? target.entries : new Map();
  for (const [name, entry] of filled.entries) {
    const key = use.as === undefined ? name : `${use.as}-${name}`;
    const before = entries.get(key);
    if (
      before &&
      before.value.pack === use.pack &&
      before.value.line === entry.value.line &&
      use.as === undefined &&
      includedTwice(before.value, entry.value)
    )
      continue;
    if (before)
      content.diagnostics.push({
        code: "duplicate-name",
        severity: "error",
        message: `the pack \`${use.pack}\` brings \`${part}.${key}\`, and so does \`${String(before.value.pack)}\``,
        hint: `Give one of the uses a prefix: \`{use: ${use.pack}, as: …}\`.`,
        ...use.at,
        path: `services.${service.key}.packs`,
      });
    else entries.set(key, entry);
  }
  content.node.entries.set(part, { key: place(filled), value: { ...filled, entries } });
}

/** The same entry of the same pack with the same words, reached through two packs that include it. */
function includedTwice(a: Node, b: Node): boolean {
  return JSON.stringify(a, replacer) === JSON.stringify(b, replacer);
}

function replacer(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

/** Fills a pack's parameters into a text; the words every text knows are left for later. */
function words(
  pack: Found<unknown>,
  use: Use,
  service: Found<unknown>,
  diagnostics: Diagnostic[],
  through: readonly string[],
): (text: string) => string {
  const parameters = child(pack.node, "parameters");
  const declared = parameters?.type === "map" ? parameters.entries : new Map<string, { key: Place; value: Node }>();
  const values = new Map<string, string>();
  const path = `services.${service.key}.packs`;
  for (const [name, { value }] of declared) {
    const otherwise = child(value, "default");
    const given = use.with.get(name) ?? (otherwise?.type === "scalar" ? otherwise.written : undefined);
    if (given !== undefined) values.set(name, given);
    else
      diagnostics.push({
        code: "missing-key",
        severity: "error",
        message: `the pack \`${pack.key}\` needs a value for \`${name}\``,
        hint: `Write \`{use: ${use.pack}, with: {${name}: …}}\`.`,
        ...use.at,
        path,
      });
  }
  if (through.length === 0)
    for (const name of use.with.keys()) {
      if (declared.has(name) || includesOf(pack.node).length > 0) continue;
      const near = nearest(name, declared.keys());
      diagnostics.push({
        code: "unknown-parameter",
        severity: "error",
        message: `\`${name}\` is no parameter of the pack \`${pack.key}\``,
        hint: near
          ? `Did you mean \`${near}\`?`
          : declared.size === 0
            ? "It has none."
            : `It has ${[...declared.keys()].map((one) => `\`${one}\``).join(", ")}.`,
        ...use.at,
        path,
      });
    }
  return (text) =>
    text.replace(/\$\{([a-z]\w*)\}/g, (whole, name: string) =>
      (BUILT_IN_PARAMETERS as readonly string[]).includes(name) && !values.has(name)
        ? whole
        : (values.get(name) ?? whole),
    );
}
