/** What the packs of a service contain, with their parameters filled in, as one tree to lay the service over. */

import type { Diagnostic } from "../../diagnostics/index";
import type { Catalog, Found } from "../load/catalog";
import { child, type MapNode, type Node, type Place, place } from "../load/tree";
import { nearest } from "../quantity";
import { emptyMap, ofLayer } from "./lay";

/** The parts of a pack that go into a service. */
export const WATCHED = ["monitors", "objectives", "security", "synthetics", "dashboards"] as const;

/** A parameter's value as it is given under a `with`. */
interface Word {
  text: string;
  key: Place;
  value: Place;
  /** False where the schema refuses it already. */
  isText: boolean;
}

/** The use of a pack by a service, or by its kind. */
interface Use {
  pack: string;
  with: Map<string, Word>;
  as?: string;
  at: Place;
}

export interface PackContent {
  node: MapNode;
  /** Keys of the packs used, those they include too. */
  packs: string[];
  /** Whether a pack is named that there is not: what it would have brought is not known then. */
  incomplete: boolean;
  /** Words the packs ask for and nobody says. */
  missing: Set<string>;
  /** What the packs' parameters were given, by what they brought, e.g. `monitors.errors`. */
  given: Map<string, ReadonlyMap<string, Word>>;
  diagnostics: Diagnostic[];
}

/** The content of all packs of a service: those it names, else those of its kind. `given` is what it says under `with`. */
export function packContent(catalog: Catalog, service: Found<unknown>, given: Node | undefined): PackContent {
  const content: PackContent = {
    node: emptyMap(service.place),
    packs: [],
    incomplete: false,
    missing: new Set(),
    given: new Map(),
    diagnostics: [],
  };
  const own = child(service.node, "packs");
  const list = own ?? child(catalog.sections.kinds.get(kindOf(service.node))?.node, "packs");
  const uses = usesOf(list);
  // A use that is not written as one brings something, too.
  content.incomplete = list !== undefined && (list.type !== "list" || uses.length < list.items.length);
  const words = wordsIn(given);
  content.diagnostics.push(...usedTwice(uses, service));
  for (const use of uses) {
    // What is nearer to the service wins: its use of a pack, then its `with`, then what its kind says.
    const filled = new Map(own ? [...words, ...use.with] : [...use.with, ...words]);
    add(catalog, service, { ...use, with: filled }, { content, own: use.with, byKind: !own }, []);
  }
  if (!content.incomplete) content.diagnostics.push(...unknownWords(catalog, service, content, given));
  return content;
}

/** A pack that a list names twice alike brings everything once. */
function usedTwice(uses: readonly Use[], service: Found<unknown>): Diagnostic[] {
  const seen = new Set<string>();
  return uses.flatMap(({ pack, as, with: given, at }): Diagnostic[] => {
    const name = JSON.stringify([pack, as, [...given].map(([word, { text }]) => [word, text])]);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [
      {
        code: "duplicate-name",
        severity: "error",
        message: `the pack \`${pack}\` is used already`,
        hint: `Take it out; to watch a second thing alike, write \`{use: ${pack}, as: …, with: …}\`.`,
        ...at,
        path: `services.${service.key}.packs`,
      },
    ];
  });
}

function kindOf(service: Node): string {
  const kind = child(service, "kind");
  return kind?.type === "scalar" ? String(kind.value) : "service";
}

function usesOf(list: Node | undefined): Use[] {
  if (list?.type !== "list") return [];
  return list.items.flatMap((item): Use[] => {
    if (item.type === "scalar")
      return typeof item.value === "string" ? [{ pack: item.value, with: new Map(), at: place(item) }] : [];
    const name = child(item, "use");
    const as = child(item, "as");
    if (name?.type !== "scalar" || typeof name.value !== "string") return [];
    return [
      {
        pack: name.value,
        with: wordsIn(child(item, "with")),
        ...(as?.type === "scalar" && typeof as.value === "string" && { as: as.value }),
        at: place(name),
      },
    ];
  });
}

function wordsIn(given: Node | undefined): Map<string, Word> {
  const words = given?.type === "map" ? [...given.entries] : [];
  return new Map(
    words.flatMap(([word, { key, value }]) =>
      value.type === "scalar"
        ? [[word, { text: value.written, key, value: place(value), isText: typeof value.value === "string" }]]
        : [],
    ),
  );
}

/** What a service says under `with` and none of its packs asks for. */
function unknownWords(
  catalog: Catalog,
  service: Found<unknown>,
  { packs }: PackContent,
  given: Node | undefined,
): Diagnostic[] {
  if (given?.type !== "map") return [];
  const known = new Set(packs.flatMap((pack) => [...parametersOf(catalog.sections.packs.get(pack)?.node).keys()]));
  return [...given.entries].flatMap(([name, { key }]): Diagnostic[] => {
    if (known.has(name)) return [];
    return [unknownParameter(name, `any pack of \`${service.key}\``, known, key, `services.${service.key}.with`)];
  });
}

function unknownParameter(name: string, of: string, known: ReadonlySet<string>, at: Place, path: string): Diagnostic {
  const near = nearest(name, known);
  return {
    code: "unknown-parameter",
    severity: "error",
    message: `\`${name}\` is no parameter of ${of}`,
    hint: near
      ? `Did you mean \`${near}\`?`
      : known.size === 0
        ? "There is none."
        : `There ${known.size === 1 ? "is" : "are"} ${[...known].map((one) => `\`${one}\``).join(", ")}.`,
    ...place(at),
    path,
  };
}

function parametersOf(pack: Node | undefined): ReadonlyMap<string, { key: Place; value: Node }> {
  const parameters = child(pack, "parameters");
  return parameters?.type === "map" ? parameters.entries : new Map();
}

/** Where what a pack brings is gathered, and how its use was written. */
interface Gathering {
  content: PackContent;
  /** What the use itself says under `with`. */
  own: ReadonlyMap<string, Word>;
  byKind: boolean;
}

function add(
  catalog: Catalog,
  service: Found<unknown>,
  use: Use,
  gathering: Gathering,
  through: readonly string[],
): void {
  const { content } = gathering;
  const pack = catalog.sections.packs.get(use.pack);
  if (!pack) content.incomplete = true;
  if (!pack || through.includes(use.pack)) return;
  for (const included of includesOf(pack.node))
    add(catalog, service, { ...use, pack: included }, gathering, [...through, use.pack]);
  if (!content.packs.includes(use.pack)) content.packs.push(use.pack);
  const values = words(pack, use, service, gathering, through);
  for (const part of WATCHED) {
    const source = child(pack.node, part);
    if (source?.type !== "map") continue;
    const filled = filledIn(source, use.pack, values);
    if (filled.type === "map") join(content, part, filled, use, service);
  }
}

const known = new WeakMap<Node, Map<string, Node>>();

/** A part of a pack with its words filled in: one tree for all services that fill in the same, so that it is read once. */
function filledIn(source: Node, pack: string, values: ReadonlyMap<string, string>): Node {
  const trees = known.get(source) ?? new Map<string, Node>();
  known.set(source, trees);
  const name = JSON.stringify([pack, ...values]);
  const tree = trees.get(name) ?? ofLayer(source, "pack", pack, (text) => fillWords(text, values));
  trees.set(name, tree);
  return tree;
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
    else {
      entries.set(key, entry);
      content.given.set(`${part}.${key}`, use.with);
    }
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

/** The values of a pack's parameters. */
function words(
  pack: Found<unknown>,
  use: Use,
  service: Found<unknown>,
  { content: { diagnostics, missing }, own, byKind }: Gathering,
  through: readonly string[],
): Map<string, string> {
  const declared = parametersOf(pack.node);
  const values = new Map<string, string>();
  const path = `services.${service.key}.packs`;
  for (const [name, { value }] of declared) {
    const otherwise = child(value, "default");
    const given = use.with.get(name)?.text ?? (otherwise?.type === "scalar" ? otherwise.written : undefined);
    if (given !== undefined) values.set(name, given);
    else {
      missing.add(name);
      diagnostics.push({
        code: "missing-key",
        severity: "error",
        message: `the pack \`${pack.key}\` needs a value for \`${name}\``,
        hint: byKind
          ? `The pack comes with the kind of the service: write \`with: {${name}: …}\` in the service.`
          : `Write \`{use: ${use.pack}, with: {${name}: …}}\`, or \`with: {${name}: …}\` in the service.`,
        ...(byKind ? place(service.place) : use.at),
        path: byKind ? `services.${service.key}` : path,
      });
    }
  }
  if (through.length === 0 && includesOf(pack.node).length === 0)
    for (const [name, { key }] of own)
      if (!declared.has(name))
        diagnostics.push(unknownParameter(name, `the pack \`${pack.key}\``, new Set(declared.keys()), key, path));
  return values;
}

/** A text with the parameters' values; the words every text knows are left for later. */
function fillWords(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{([a-z]\w*)\}/g, (whole, name: string) => values.get(name) ?? whole);
}
