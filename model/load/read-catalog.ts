/**
 * Reads the files of a catalog, joins their sections by key, and validates every entry. Pure: bytes in, catalog and findings out;
 * the order of the files does not matter.
 */

import type { z } from "zod";
import { atStart, type Diagnostic } from "../../diagnostics/index";
import { nearest } from "../quantity";
import { fillIn } from "../resolve/lay";
import { CatalogFile, KINDS, Organisation, SECTIONS, type Section } from "../schema/index";
import type { Catalog, Found, Sections } from "./catalog";
import { findings } from "./issues";
import { readYaml } from "./read-yaml";
import { child, type MapNode, type Node, type Place, placeOf, plain } from "./tree";

export interface CatalogFileBytes {
  /** As the user would type it. */
  file: string;
  bytes: Uint8Array;
}

const NAMES = Object.keys(SECTIONS) as Section[];

/** The catalog the files hold; with `only`, these sections of it, which alone need no `organisation`. */
export function readCatalog(
  files: readonly CatalogFileBytes[],
  only?: readonly Section[],
): { catalog: Catalog; diagnostics: Diagnostic[] } {
  const sorted = files.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const diagnostics: Diagnostic[] = [];
  const sections = Object.fromEntries(NAMES.map((name) => [name, new Map()])) as unknown as Sections;
  const catalog: Catalog = {
    ...{ files: sorted.map(({ file }) => file), sections, headings: [] },
    ...{ whole: true, waiving: new Set() },
  };
  for (const { file, bytes } of sorted) {
    const read = readYaml(bytes, file);
    diagnostics.push(...read.diagnostics);
    if (!read.whole) catalog.whole = false;
    if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("waivers")) catalog.waiving.add(file);
    if (!read.root) continue;
    if (read.root.type === "map") diagnostics.push(...addFile(catalog, read.root, read.whole, only));
    else if (read.whole && !(read.root.type === "scalar" && read.root.value === null))
      diagnostics.push({
        code: "wrong-type",
        severity: "error",
        message: "the file does not hold sections",
        hint: `Begin with a section such as \`services:\`; there are ${NAMES.map((name) => `\`${name}\``).join(", ")}.`,
        ...placeOf(read.root, []),
      });
  }
  if (files.length > 0 && catalog.whole && !catalog.organisation && !only)
    diagnostics.push(
      atStart({
        code: "missing-key",
        severity: "error",
        message: "no file has the section `organisation`",
        hint: "Add `organisation:` with a `name:` to one of the files.",
        file: sorted[0]?.file ?? "",
      }),
    );
  return { catalog, diagnostics: diagnostics.filter((one) => !isText(one, diagnostics)) };
}

/** A number that could be read in two ways where text belongs: that it belongs in quotes is told already. */
function isText({ code, file, line, column }: Diagnostic, all: readonly Diagnostic[]): boolean {
  return (
    code === "ambiguous-number" &&
    all.some(
      (other) => other.code === "wrong-type" && other.file === file && other.line === line && other.column === column,
    )
  );
}

/** Adds the sections of one file. Of a file that was not understood in whole only the names count. */
function addFile(catalog: Catalog, root: MapNode, whole: boolean, only?: readonly Section[]): Diagnostic[] {
  return [...root.entries].flatMap(([name, { key, value }]) => {
    if (only && !(only as readonly string[]).includes(name)) return [];
    if (name === "organisation") return addOrganisation(catalog, key, value, whole);
    if (Object.hasOwn(SECTIONS, name)) return addSection(catalog, name as Section, key, value, whole);
    if (!whole || name.startsWith("x-")) return [];
    const known = Object.keys(CatalogFile.shape);
    const near = nearest(name, known);
    const hint = near
      ? `Did you mean \`${near}\`?`
      : `The sections are ${known.map((one) => `\`${one}\``).join(", ")}.`;
    return [
      {
        code: "unknown-key",
        severity: "error" as const,
        message: `\`${name}\` is no section`,
        hint,
        ...key,
        path: name,
      },
    ];
  });
}

function addOrganisation(catalog: Catalog, key: Place, node: Node, whole: boolean): Diagnostic[] {
  if (catalog.organisation) return [duplicate("organisation", "organisation", key, catalog.organisation.place)];
  const { data, diagnostics } = validate(Organisation, node, key, ["organisation"], whole);
  catalog.organisation = { key: "organisation", place: key, node, data };
  return diagnostics;
}

function addSection(catalog: Catalog, section: Section, place: Place, node: Node, whole: boolean): Diagnostic[] {
  catalog.headings.push({ section, place });
  if (node.type === "scalar" && node.value === null) return [];
  if (node.type !== "map")
    return whole
      ? [
          {
            code: "wrong-type",
            severity: "error",
            message: `\`${section}\` must be a map of entries by key`,
            hint: "Write each entry as `key:` on a line of its own, with its fields indented below.",
            ...place,
            path: section,
          },
        ]
      : [];
  const known = catalog.sections[section] as Map<string, Found<unknown>>;
  return [...node.entries].flatMap(([key, entry]) => {
    const before = known.get(key);
    if (before) return [duplicate(key, `${section}.${key}`, entry.key, before.place)];
    const bad = whole ? badName(section, key, entry.key) : [];
    const { data, diagnostics } = validate(
      SECTIONS[section] as z.ZodType,
      section === "packs" ? withDefaults(entry.value) : entry.value,
      entry.key,
      [section, key],
      whole,
    );
    known.set(key, { key, place: entry.key, node: entry.value, data });
    return [...bad, ...diagnostics];
  });
}

/** A pack with its parameters' defaults or examples filled in, so that `${silent}` may stand where a length of time belongs. */
function withDefaults(pack: Node): Node {
  const parameters = child(pack, "parameters");
  if (parameters?.type !== "map") return pack;
  const values = new Map<string, string>();
  for (const [name, { value }] of parameters.entries) {
    const otherwise = child(value, "default") ?? child(value, "example");
    if (otherwise?.type === "scalar") values.set(name, otherwise.written);
  }
  return fillIn(pack, (text) => text.replace(/\$\{([a-z]\w*)\}/g, (whole, name: string) => values.get(name) ?? whole));
}

function validate<T>(
  schema: z.ZodType<T>,
  node: Node,
  key: Place,
  path: string[],
  whole: boolean,
): { data: T | undefined; diagnostics: Diagnostic[] } {
  if (!whole) return { data: undefined, diagnostics: [] };
  const result = schema.safeParse(plain(node));
  if (result.success) return { data: result.data, diagnostics: [] };
  return { data: undefined, diagnostics: findings(result.error.issues, { schema, root: node, key, path }) };
}

function badName(section: Section, key: string, place: Place): Diagnostic[] {
  if (section === "kinds") return (KINDS as readonly string[]).includes(key) ? [] : [badKind(key, place)];
  const metric = section === "metrics";
  if (metric ? /^[A-Za-z][A-Za-z0-9_.]*\*?$/.test(key) : /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(key)) return [];
  const better = key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const hint = metric
    ? "A metric's name has letters, digits, points and underscores; `*` may end it."
    : `Use lower-case letters, digits and hyphens${better === "" ? "" : `: \`${better}\``}.`;
  return [
    {
      code: "bad-name",
      severity: "error",
      message: `\`${key}\` cannot be a name`,
      hint,
      ...place,
      path: `${section}.${key}`,
    },
  ];
}

function badKind(key: string, place: Place): Diagnostic {
  const near = nearest(key, KINDS);
  return {
    code: "unknown-value",
    severity: "error",
    message: `a service cannot be of the kind \`${key}\``,
    hint: near ? `Did you mean \`${near}\`?` : `The kinds are ${KINDS.map((one) => `\`${one}\``).join(", ")}.`,
    ...place,
    path: `kinds.${key}`,
  };
}

function duplicate(name: string, path: string, place: Place, first: Place): Diagnostic {
  return {
    code: "duplicate-name",
    severity: "error",
    message: `\`${name}\` is already there, in ${first.file}:${first.line}`,
    hint: "Rename one of them, or join the two.",
    ...place,
    path,
  };
}
