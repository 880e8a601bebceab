/** Imports point one way: the code map of ARCHITECTURE.md is read and held. */

import { describe, expect, it } from "vitest";
import { FILES, type Import, importsOf, isCode, read, SOURCES, topFolder } from "./repository";

const MAP = codeMap(read("ARCHITECTURE.md"));
const IMPORTS = SOURCES.flatMap(importsOf);

/** `"model"` → what it may import, from rows such as: | `model/` | the catalog | diagnostics, query, vendors | */
function codeMap(text: string): Map<string, Set<string>> {
  const rows = [...text.matchAll(/^\| `([a-z]+)\/` \| [^|]+ \| ([^|]+) \|$/gm)];
  const map = new Map(rows.map(([, folder = ""]) => [folder, new Set<string>()]));
  for (const [, folder = "", words = ""] of rows) {
    for (const word of words.split(/[,;] /)) {
      const below = /^([a-z]+) and below$/.exec(word.trim())?.[1];
      const named = below ?? word.trim();
      if (word.startsWith("everything")) for (const other of map.keys()) map.get(folder)?.add(other);
      else if (map.has(named)) map.get(folder)?.add(named);
      if (below) for (const other of map.get(below) ?? []) map.get(folder)?.add(other);
    }
  }
  return map;
}

/** Where Pulumi's packages may be imported; importing them costs half a second. Its protocol stubs alone are light. */
/** The last one steers the SDK before a program loads it. */
const SDK_ALLOWED = /^(components|stacks|policies)\//;
const STUBS = /^@pulumi\/pulumi\/(proto\/|version$)/;
const STUBS_ALLOWED = /^(sandbox\/provider|engine\/language-host)\//;

function ofPulumi({ specifier }: Import): boolean {
  return /^@pulumi(verse)?\//.test(specifier);
}

function shown({ file, specifier }: Import): string {
  return `${file} imports ${specifier}`;
}

describe("the code map of ARCHITECTURE.md", () => {
  it("has a row for every folder of code, and no other", () => {
    expect([...MAP.keys()].sort()).toEqual([...new Set(SOURCES.map(topFolder))].sort());
  });

  it("says what each folder may import", () => {
    expect(MAP.get("query")).toEqual(new Set(["diagnostics"]));
    expect(MAP.get("stacks")).toEqual(new Set(["components", "model", "policies", "vendors", "diagnostics"]));
  });

  it("is kept by every import", () => {
    const wrong = IMPORTS.filter(({ file, path }) => {
      if (path === undefined) return false;
      const [from, to] = [topFolder(file), topFolder(path)];
      // How sources run without a build is everybody's ground.
      return from !== to && to !== "bin" && !MAP.get(from)?.has(to);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("lets nobody import the command line", () => {
    const wrong = IMPORTS.filter(({ file, path }) => path && topFolder(path) === "cli" && topFolder(file) !== "cli");
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe("imports", () => {
  it("of another folder go through its index", () => {
    const wrong = IMPORTS.filter(({ file, path }) => {
      if (path === undefined || topFolder(path) === topFolder(file) || topFolder(path) === "bin") return false;
      return path !== `${topFolder(path)}/index`;
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("of Pulumi's SDK stand only in components, stacks and policies", () => {
    const wrong = IMPORTS.filter((one) => {
      if (!ofPulumi(one) || SDK_ALLOWED.test(one.file)) return false;
      return !(STUBS.test(one.specifier) && STUBS_ALLOWED.test(one.file));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("of Node's own modules say so", () => {
    const wrong = IMPORTS.filter(({ specifier }) =>
      /^(fs|path|os|url|util|crypto|child_process|net)(\/|$)/.test(specifier),
    );
    expect(wrong.map(shown)).toEqual([]);
  });

  it("name a module without its extension, but for plain JavaScript", () => {
    const wrong = IMPORTS.filter(({ path }) => path && /\.(ts|js)$/.test(path));
    expect(wrong.map(shown)).toEqual([]);
  });

  it("are all found by the scanner: it sees every kind", () => {
    const found = FILES.filter((file) => isCode(file)).flatMap(importsOf);
    expect(found.length).toBeGreaterThan(1000);
    expect(found.map(shown)).toContain("cli/commands/deploy.ts imports ../deploy/deploy");
    expect(found.map(shown)).toContain("bin/pack.cjs imports ./load.cjs");
  });
});
