import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatFrames } from "../../diagnostics/index";
import { checkFiles } from "../../model/index";
import { baseTexts, bytesOf, withMistake } from "./files";
import { MISTAKES } from "./mistakes";

const GOLDEN = join(__dirname, "golden/mistakes");
const update = process.env.UPDATE_GOLDEN === "1";

it("the catalog the mistakes are made in is free of findings", () => {
  const checked = checkFiles(bytesOf(baseTexts()));
  expect(checked.diagnostics).toEqual([]);
  expect(checked.specs.length).toBeGreaterThan(20);
});

describe("a mistake is named with its place, its value and the fix:", () => {
  it.each(MISTAKES)("$name", (mistake) => {
    const texts = withMistake(mistake);
    const { diagnostics, specs } = checkFiles(bytesOf(texts));
    const read = (file: string): string | undefined => {
      const text = texts.get(file.replace("catalog/", ""));
      return typeof text === "string" ? text : undefined;
    };
    const shown = formatFrames(diagnostics, { read });
    compare(mistake.name, shown);
    expect(diagnostics.map(({ code }) => code)).toEqual(mistake.codes);
    expect(diagnostics.every(({ hint, file, line }) => hint && file && line >= 1)).toBe(true);
    expect(specs).toEqual([]);
  });

  it("and there is no golden text without its mistake", () => {
    const names = new Set(MISTAKES.map(({ name }) => slug(name)));
    expect(readdirSync(GOLDEN).filter((file) => !names.has(file))).toEqual([]);
  });
});

it("every mistake of many files is reported in one run", () => {
  const some = [
    "an unknown team",
    "an address without a domain",
    "minutes written as m",
    "a tab as indentation",
    "lines in the wrong order",
  ];
  const picked = MISTAKES.filter(({ name }) => some.includes(name));
  const all = withMistake({
    change: picked.flatMap(({ change }) => change ?? []),
    add: Object.assign({}, ...picked.map(({ add }) => add ?? {})),
  });
  const codes = checkFiles(bytesOf(all)).diagnostics.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(picked.flatMap((one) => one.codes)));
});

function compare(name: string, shown: string): void {
  const file = join(GOLDEN, slug(name));
  if (update || !existsSync(file)) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, shown);
  }
  expect(shown).toBe(readFileSync(file, "utf8"));
}

function slug(name: string): string {
  return `${name.replaceAll(" ", "-")}.txt`;
}
