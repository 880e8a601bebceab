import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkCatalog, loadCatalog } from "../../model/index";
import { baseTexts } from "./files";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "watchbill-load-"));
  mkdirSync(join(root, "catalog/deep/er"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const load = () => loadCatalog(join(root, "catalog"), { cwd: root });

describe("a catalog is every YAML file below its folder", () => {
  it("in any folder, under either ending, named as the user would type it", () => {
    const [organisation = "", shop = "", standards = ""] = [...baseTexts().values()].map(String);
    write("catalog/one.yaml", organisation);
    write("catalog/deep/two.yml", shop);
    write("catalog/deep/er/three.yaml", standards);
    write("catalog/README.md", "not: read");
    write("catalog/.hidden.yaml", "not: read");
    const { catalog, diagnostics } = load();
    expect(diagnostics).toEqual([]);
    expect(catalog?.files).toEqual(["catalog/deep/er/three.yaml", "catalog/deep/two.yml", "catalog/one.yaml"]);
  });

  it("one that is empty, or lost its content, is told", () => {
    for (const [path, text] of baseTexts()) write(`catalog/${path}`, String(text));
    write("catalog/empty.yaml", "");
    write("catalog/silent.yaml", "# services:\n#   a: {}\n");
    expect(load().diagnostics.map(({ code, severity, file, message }) => [code, severity, file, message])).toEqual([
      ["empty-file", "warning", "catalog/empty.yaml", "the file is empty"],
      ["empty-file", "warning", "catalog/silent.yaml", "the file holds nothing but comments"],
    ]);
  });

  it("but nothing that a link leads out of it to", () => {
    write("secret.yaml", "people: {}\n");
    symlinkSync(join(root, "secret.yaml"), join(root, "catalog/link.yaml"));
    const { diagnostics } = load();
    expect(diagnostics).toMatchObject([
      { code: "unreadable-file", file: "catalog/link.yaml", message: "the link leads out of the catalog's folder" },
    ]);
  });

  it("and a link that leads nowhere is a finding", () => {
    symlinkSync(join(root, "nowhere.yaml"), join(root, "catalog/link.yaml"));
    expect(load().diagnostics).toMatchObject([
      { code: "unreadable-file", message: "the file cannot be read (ENOENT)" },
    ]);
  });
});

describe("where there is no catalog", () => {
  it("a folder that is missing is named", () => {
    expect(loadCatalog(join(root, "nope"), { cwd: root })).toMatchObject({
      catalog: undefined,
      diagnostics: [{ code: "no-catalog", message: "there is no folder `nope`", file: "nope" }],
    });
  });

  it("an empty folder too", () => {
    expect(load()).toMatchObject({ catalog: undefined, diagnostics: [{ code: "no-catalog" }] });
  });
});

it("names that only a damaged file could hold are not called unknown", () => {
  write("catalog/a.yaml", 'teams:\n  shop: { name: "Shop }\n');
  write(
    "catalog/b.yaml",
    "systems:\n  shop: { title: Shop, team: shop }\n  other: { title: Other, team: people-elsewhere }\n",
  );
  const codes = checkCatalog(join(root, "catalog"), { cwd: root }).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );
  expect(codes.filter((code) => code.startsWith("yaml-syntax"))).toHaveLength(1);
  expect(codes.filter((code) => code.includes("`shop`"))).toEqual([]);
});
