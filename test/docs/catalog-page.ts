/** The page `docs/catalog.md`: every field of the JSON Schema with its type, default and an example, in the schema's own words. */

/** What is used of a JSON Schema. */
export interface Node {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Node[];
  oneOf?: Node[];
  properties?: Record<string, Node>;
  required?: string[];
  additionalProperties?: Node | boolean;
  items?: Node;
  default?: unknown;
  examples?: unknown[];
  description?: string;
  minimum?: number;
  maximum?: number;
  $defs?: Record<string, Node>;
}

/** How the parts that have a name of their own in the schema are called on the page. */
const PARTS: Readonly<Record<string, string>> = {
  Signal: "signal",
  Objective: "objective",
  SecurityRule: "security rule",
  SyntheticTest: "synthetic test",
  Dashboard: "dashboard",
  Widget: "widget",
  Logs: "logs",
  SentryProject: "Sentry project",
  SentryAlert: "Sentry alert",
  Service: "service",
  Pack: "pack",
  Waiver: "waiver",
};

/** Sections that hold such a part and nothing else. */
const SECTION_OF: Readonly<Record<string, string>> = { services: "Service", packs: "Pack" };

interface Page {
  defs: Readonly<Record<string, Node>>;
  lines: string[];
  /** Where the fields of an object are told, by the object: several fields may hold the same. */
  told: Map<string, string>;
}

export function catalogPage(schema: Node): string {
  const page: Page = { defs: schema.$defs ?? {}, lines: [], told: new Map() };
  const sections = Object.entries(schema.properties ?? {});
  const parts = Object.keys(PARTS).filter((name) => !Object.values(SECTION_OF).includes(name));
  page.lines.push(
    "# The catalog, field by field",
    "",
    "A catalog is every `.yaml` file below its folder; files are joined by section and key, so how they are cut is up to you. Editors",
    "complete and check all of this by [the JSON Schema](schema/catalog.schema.json), from which this page is made. The",
    "[guides](guides/README.md) say what to write first.",
    "",
    `Sections: ${sections.map(([name]) => `[\`${name}\`](#${name.toLowerCase()})`).join(", ")}.`,
    "",
    `Parts of services, packs and others: ${parts.map((name) => `[${PARTS[name] ?? name}](#${anchor(PARTS[name] ?? name)})`).join(", ")}.`,
    "",
    "Times are written `30s`, `5min`, `2h`, `7d`, `1w`; amounts with their unit, `5%`, `200ms`, `10/min`, `3GiB`; keys in lower-case",
    "letters, digits and hyphens. A field without a default is left out unless it is marked *needed*.",
  );
  for (const [name, section] of sections) {
    heading(page, 2, `\`${name}\``, section.description);
    const entry = typeof section.additionalProperties === "object" ? section.additionalProperties : section;
    const part = SECTION_OF[name];
    const node = resolved(page, entry);
    if (part === undefined && node.description && node !== section)
      page.lines.push("", `Each: ${lower(node.description)}`);
    fieldsOf(page, node, name, 3);
  }
  for (const name of parts) {
    const node = page.defs[name];
    if (!node) throw new Error(`the schema has no part ${name}`);
    heading(page, 2, capital(PARTS[name] ?? name), node.description);
    part(page, node, anchor(PARTS[name] ?? name));
  }
  return `${page.lines.join("\n")}\n`;
}

/** A part with variants has a table for each; what all have is told once. */
function part(page: Page, node: Node, path: string): void {
  const variants = (node.oneOf ?? node.anyOf)?.map((one) => resolved(page, one));
  if (!variants) {
    fieldsOf(page, node, path, 3);
    return;
  }
  const all = variants.map(({ properties }) => Object.keys(properties ?? {}));
  const [first] = variants;
  const same = (name: string): boolean =>
    name !== "type" &&
    all.every((names) => names.includes(name)) &&
    new Set(variants.map(({ properties }) => JSON.stringify(properties?.[name]))).size === 1;
  const shared = (all[0] ?? []).filter(same);
  page.lines.push("", "Every type has:");
  fieldsOf(page, pick(first ?? {}, shared), path, 3);
  for (const variant of variants) {
    const type = variant.properties?.type;
    const name = typeNames(type).join(", ");
    heading(page, 3, `${capital(path.replaceAll("-", " "))} of type ${name}`, type?.description ?? variant.description);
    const own = Object.keys(variant.properties ?? {}).filter((field) => field !== "type" && !shared.includes(field));
    fieldsOf(page, pick(variant, own), `${path}-${typeNames(type)[0] ?? ""}`, 4);
  }
}

function typeNames(type: Node | undefined): string[] {
  return (type?.enum ?? [type?.const]).map((name) => `\`${String(name)}\``);
}

function pick(node: Node, names: readonly string[]): Node {
  const properties = Object.fromEntries(names.map((name) => [name, node.properties?.[name] ?? {}]));
  return { ...node, properties };
}

function heading(page: Page, level: number, title: string, description: string | undefined): void {
  page.lines.push("", `${"#".repeat(level)} ${title}`);
  if (description) page.lines.push("", oneLine(description));
}

/** A table of an object's fields, and below it those of the objects in them. */
function fieldsOf(page: Page, node: Node, path: string, level: number): void {
  const fields = Object.entries(node.properties ?? {});
  if (fields.length === 0) return;
  page.lines.push("", "| field | what | type | default | example |", "| --- | --- | --- | --- | --- |");
  const below: [name: string, node: Node][] = [];
  for (const [name, field] of fields) {
    const inner = objectIn(page, field);
    const id = anchor(`${path}-${name}`);
    if (inner && !isOverride(name, inner) && !page.told.has(JSON.stringify(inner))) {
      page.told.set(JSON.stringify(inner), id);
      below.push([name, inner]);
    }
    const cells = [
      `<a id="${id}"></a>\`${name}\``,
      oneLine(descriptionOf(page, field)),
      typeOf(page, field, `${path}-${name}`, name),
      node.required?.includes(name) && field.default === undefined ? "*needed*" : defaultOf(page, field),
      exampleOf(page, field),
    ];
    page.lines.push(`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  }
  for (const [name, inner] of below) {
    heading(page, Math.min(level, 6), `\`${`${path}.${name}`.replaceAll("`", "").replaceAll("-", ".")}\``, undefined);
    page.lines.push("", `<a id="fields-of-${anchor(`${path}-${name}`)}"></a>`);
    fieldsOf(page, inner, `${path}-${name}`, level + 1);
  }
}

/** What differs in an environment or a tier has the fields of the whole. */
function isOverride(name: string, node: Node): boolean {
  return (name === "environments" || name === "tiers") && Object.keys(node.properties ?? {}).length > 10;
}

/** The object with fields of its own in a field: itself, its items, or its entries by key; of several forms all fields. */
function objectIn(page: Page, field: Node): Node | undefined {
  const [first, ...others] = objectsIn(page, field);
  if (!first) return undefined;
  const all = [first, ...others];
  const properties = Object.assign({}, ...all.toReversed().map((one) => one.properties)) as Record<string, Node>;
  const kind = kindField(all);
  for (const name of Object.keys(properties)) {
    const values = all.flatMap((one) => one.properties?.[name] ?? []);
    const constants = [...new Set(values.flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const])))];
    const described = values.find(({ description }) => description !== undefined)?.description;
    if (constants.length > 1) properties[name] = { enum: constants, ...(described && { description: described }) };
    if (kind !== undefined) properties[name] = { ...properties[name], description: toldByKind(all, kind, name) };
  }
  const required = (first.required ?? []).filter((name) => all.every((one) => one.required?.includes(name)));
  return { ...first, properties, required };
}

/** The field that tells the forms of an object apart, such as `storage` of an archive. */
function kindField(all: readonly Node[]): string | undefined {
  if (all.length < 2) return undefined;
  return Object.keys(all[0]?.properties ?? {}).find((name) => {
    const constants = all.map((one) => one.properties?.[name]?.const);
    return constants.every((value) => value !== undefined) && new Set(constants).size === all.length;
  });
}

/** What a field means in which forms, and where it is needed. */
function toldByKind(all: readonly Node[], kind: string, name: string): string {
  const of = (one: Node): string => `\`${String(one.properties?.[kind]?.const)}\``;
  const having = all.filter((one) => one.properties?.[name]);
  const words = [...new Set(having.map((one) => one.properties?.[name]?.description ?? ""))];
  if (name === kind) return having.map((one) => `${of(one)}: ${one.properties?.[name]?.description ?? ""}`).join(" ");
  const needed = having.filter((one) => one.required?.includes(name));
  if (having.length === all.length && (needed.length === 0 || needed.length === all.length)) return words.join(" Or: ");
  const kinds = having.map(of).join(" and ");
  const must =
    needed.length === having.length
      ? ", needed there"
      : needed.length > 0
        ? `, needed for ${needed.map(of).join(" and ")}`
        : "";
  return `${words.join(" Or: ")} Only for ${kinds}${must}.`;
}

function objectsIn(page: Page, field: Node): Node[] {
  if (field.$ref && !field.$ref.includes("/__")) return [];
  const node = resolved(page, field);
  if (node.properties) return [node];
  if (node.items) return objectsIn(page, node.items);
  if (typeof node.additionalProperties === "object") return objectsIn(page, node.additionalProperties);
  return (node.anyOf ?? node.oneOf ?? []).flatMap((form) => objectsIn(page, form));
}

function typeOf(page: Page, field: Node, path: string, name: string): string {
  if (field.$ref && !field.$ref.includes("/__")) return partLink(field.$ref);
  const node = resolved(page, field);
  const inner = objectIn(page, node);
  if (inner && isOverride(name, inner)) return "any fields of the whole, by key";
  const forms = node.anyOf ?? node.oneOf;
  if (forms) {
    const joined = inner && `[fields](#fields-of-${page.told.get(JSON.stringify(inner)) ?? anchor(path)})`;
    const words = forms.map((form) =>
      joined && resolved(page, form).properties ? joined : typeOf(page, form, path, name),
    );
    return [...new Set(words)].join(" or ");
  }
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (inner && node.properties) return `[fields](#fields-of-${page.told.get(JSON.stringify(inner)) ?? anchor(path)})`;
  if (node.items) return `list: ${typeOf(page, node.items, path, name)}`;
  if (typeof node.additionalProperties === "object") {
    const held = typeOf(page, node.additionalProperties, path, name);
    return `map by key: ${held}`;
  }
  const types = [node.type ?? "anything"].flat();
  if (types.includes("integer") || types.join() === "number") return numberType(node, types.includes("integer"));
  return types.map((type) => WORDS[type] ?? type).join(" or ");
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  boolean: "`true`, `false`",
  null: "nothing",
  object: "map",
};

function numberType({ maximum, minimum }: Node, whole: boolean): string {
  const what = whole ? "whole number" : "number";
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  if (least !== undefined && most !== undefined) return `${what}, ${least} to ${most}`;
  return least === undefined ? what : `${what} from ${least}`;
}

function partLink(ref: string): string {
  const name = ref.replace(/^.*\//, "").replace(/Overrides$/, "");
  const title = PARTS[name];
  if (title === undefined) throw new Error(`a part of the schema has no name on the page: ${ref}`);
  const differs = ref.endsWith("Overrides") ? ", what differs" : "";
  return `[${title}](#${name === "Service" || name === "Pack" ? `${anchor(title)}s` : anchor(title)})${differs}`;
}

function resolved(page: Page, node: Node): Node {
  const name = node.$ref?.replace(/^.*\//, "");
  const def = name === undefined ? undefined : page.defs[name];
  if (name !== undefined && !def) throw new Error(`the schema refers to ${node.$ref}, which it does not have`);
  return def ? { ...resolved(page, def), ...(node.description && { description: node.description }) } : node;
}

export function descriptionOf(page: Pick<Page, "defs">, field: Node): string {
  const own = field.description ?? resolved(page as Page, field).description;
  if (own !== undefined) return own;
  const forms = [...new Set((field.anyOf ?? field.oneOf ?? []).map((form) => descriptionOf(page, form)))];
  return forms.join(" Or: ");
}

/** The schema's own, or what the words say of it. */
function defaultOf(page: Page, field: Node): string {
  const said = /Default:? (`[^`]+`|\d[\w%]*|true|false)/.exec(descriptionOf(page, field))?.[1];
  if (said !== undefined && !said.startsWith("`")) return `\`${said}\``;
  return said ?? shown(field.default);
}

/** An example: the schema's own, or the one in the words. */
function exampleOf(page: Page, field: Node): string {
  const node = resolved(page, field);
  const [given] = node.examples ?? node.items?.examples ?? [];
  const said = /(?:e\.g\.|such as|:) (`[^`]+`)/.exec(field.description ?? "")?.[1];
  return said ?? (given === undefined ? "" : shown(given));
}

function shown(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value) && value.length === 0) return "none";
  if (typeof value === "object" && value !== null && Object.keys(value).length === 0) return "none";
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function oneLine(text: string): string {
  return text.replaceAll("\n", " ");
}

export function anchor(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-");
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}

function lower(text: string): string {
  return `${text[0]?.toLowerCase() ?? ""}${text.slice(1)}`;
}
