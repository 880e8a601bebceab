/** `docs/catalog.md` is made from the schema; UPDATE_GOLDEN=1 writes it anew. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { jsonSchemaText } from "../../model/index";
import { catalogPage, descriptionOf, type Node } from "./catalog-page";

const FILE = join(packageRoot(), "docs", "catalog.md");
const SCHEMA = JSON.parse(jsonSchemaText()) as Node;
const PAGE = catalogPage(SCHEMA);

it("the committed page is the one the schema gives", () => {
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(FILE, PAGE);
  expect(readFileSync(FILE, "utf8")).toBe(PAGE);
});

/** Every field of the schema by name, wherever it stands. */
function fieldsIn(node: unknown, path: string, found: Map<string, Node>): Map<string, Node> {
  if (typeof node !== "object" || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties")
      for (const [name, field] of Object.entries(value as Record<string, Node>)) found.set(`${path}/${name}`, field);
    fieldsIn(value, `${path}/${key}`, found);
  }
  return found;
}

const FIELDS = fieldsIn(SCHEMA, "", new Map());

describe("the page", () => {
  it("has a description for every field of the schema", () => {
    const page = { defs: SCHEMA.$defs ?? {} };
    expect(FIELDS.size).toBeGreaterThan(500);
    expect([...FIELDS].filter(([, field]) => descriptionOf(page, field).trim() === "").map(([path]) => path)).toEqual(
      [],
    );
    expect(PAGE.split("\n").filter((line) => /^\| <a id="[^"]+"><\/a>`[^`]+` \| {2}\|/.test(line))).toEqual([]);
  });

  it("names every field that can be written", () => {
    const named = new Set([...PAGE.matchAll(/<a id="[^"]*"><\/a>`([^`]+)`/g)].map(([, name]) => name));
    const names = new Set([...FIELDS.keys()].map((path) => path.split("/").at(-1)));
    expect(
      [...names].filter(
        (name) => name !== undefined && !named.has(name) && name !== "type" && !(name in (SCHEMA.properties ?? {})),
      ),
    ).toEqual([]);
  });

  it("leads nowhere by a link that it has not", () => {
    const slug = (title: string) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-");
    const ids = new Set([
      ...[...PAGE.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id),
      ...[...PAGE.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => slug(title)),
    ]);
    const links = [...PAGE.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("has each anchor once", () => {
    const ids = [...PAGE.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

it("has headings without marks inside their marks, and says to which form of an object a field belongs", () => {
  const page = PAGE;
  expect(page.split("\n").filter((line) => /^#+ `[^`]*`[^,`\s]/.test(line))).toEqual([]);
  expect(page).toContain("`s3`: Amazon S3. `gcs`: ");
  expect(page).toContain("The container's name. Only for `azure`, needed there.");
});
