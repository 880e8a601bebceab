/** The quick reader of simple YAML must say exactly what the general one says, or give up; what catalogs hold it must not give up. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../bin/package-root";
import { readPlain } from "../../model/load/read-plain";
import { MOST_BYTES, readGeneral, readYaml } from "../../model/load/read-yaml";
import type { Node } from "../../model/load/tree";
import { filesBelow, textOfWritten } from "../bench/written-catalog";

/** All YAML of the repository, what is written by hand and what is broken on purpose. */
const FILES = filesBelow(packageRoot(), /^(node_modules|\.git|\.watchbill|dist)$/).filter((file) =>
  /\.ya?ml$/.test(file),
);
const CATALOGS = FILES.filter((file) => /\/(catalog|catalogs|template)\//.test(file));
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
console.log(`quick reader against the general one: SEED=${SEED}`);
const TEXTS = FILES.map((file) => readFileSync(file, "utf8"));

function agrees(text: string): boolean {
  const quick = readPlain(text, "a.yaml");
  if (!quick) return false;
  const general = readGeneral(text, "a.yaml");
  expect(general).toEqual({ root: quick, whole: true, diagnostics: [] });
  return true;
}

describe("the quick reader", () => {
  it.each(FILES)("agrees about %s", (file) => {
    agrees(readFileSync(file, "utf8"));
  });

  it("reads nearly all files of real catalogs by itself", () => {
    const left = CATALOGS.filter((file) => !readPlain(readFileSync(file, "utf8"), file));
    expect(left.length, `left to the general reader: ${left.join(", ")}`).toBeLessThan(CATALOGS.length / 5);
    expect(agrees(textOfWritten("service-0001", 1))).toBe(true);
  });

  it.each([
    ["a plain map", "a: b\nc: d\n"],
    ["maps in maps, with comments between", "# x\na: # y\n  b: c # z\n\n  # w\n  d: e\nf: g\n"],
    ["lists, also as far left as their key", "a:\n  - b\n  - c\nd:\n- e\n- f\ng: h\n"],
    ["maps in lists", "a:\n  - b: c\n    d:\n      e: f\n  -   g: h\n      i: j\n"],
    ["flow collections", "a: { b: [c, 1, -2.5, true], \"d e\": 'f', g: {}, h: [] } # x\n"],
    ["quotes", "a: \"b \\\" \\\\ c # d\"\ne: 'f '' : g'\nh: ''\ni: \"\"\n'j k': l\n"],
    ["folded text", "a: >-\n  b\n  c\n\n  d\n\n\n  e\nf: >\n  g\n\n# x\nh: i\n"],
    ["literal text", "a: |\n  b\n    c\n\n  d: e # f\n\ng:\n  - |-\n    h\n  - i\n"],
    [
      "text with signs in it",
      "a: b:c\nd: e#f\ng: h - i\nj: 5min\nk: 10/min\nl: a && b || !c\nm: http://x/y?z=1\nn: (a OR b)\n",
    ],
    ["white space that is text to YAML", "a: b\u00a0\nc: [d\u3000, e\u2028]\nf: { g: h\u00a0 }\n"],
    ["a long key", `${"k".repeat(900)}: b\n`],
    ["numbers", "a: 0\nb: 12\nc: -3\nd: 0.50\ne: 2026-01-05\nf: 1.2.3\n1: x\n"],
  ])("reads %s", (_, text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    ["nothing behind a key", "a:\nb: c\n"],
    ["null", "a: null\n"],
    ["numbers that change", "a: 007\n"],
    ["numbers of other bases", "a: 0x10\n"],
    ["anchors", "a: &x b\nc: *x\n"],
    ["tags", "a: !!str 1\n"],
    ["directives and documents", "%YAML 1.2\n---\na: b\n"],
    ["a second document", "a: b\n---\nc: d\n"],
    ["a key twice", "a: b\na: c\n"],
    ["keys that reach a prototype", "__proto__: b\n"],
    ["text over lines", "a: b\n  c\nd: e\n"],
    ["text in quotes over lines", 'a: "b\n  c"\n'],
    ["flow over lines", "a: [b,\n  c]\n"],
    ["a list that stands less far right than it began", "a:\n   - b\n  - c\n"],
    ["a colon in a text", "a: b: c\n"],
    ["tabs", "a:\tb\n"],
    ["a missing blank", "a: {b:c}\n"],
    ["no end of line", "a: b"],
    ["line ends of Windows", "a: b\r\n"],
    ["keys longer than YAML allows", `${"k".repeat(1025)}: b\n`],
    ["such keys in quotes and braces", `a: { "${"k".repeat(1025)}": b }\n`],
    ["keys that are no texts", "true: b\n? c\n: d\n"],
  ])("gives up at %s", (_, text) => {
    expect(readPlain(text, "a.yaml")).toBeUndefined();
  });

  it("is not led astray by a change anywhere in a file", () => {
    const piece = fc.constantFrom(
      ..."\n -:#\"'{}[],|>&*!%@`?\\a0.",
      "\n  ",
      ": ",
      "- ",
      "- - ",
      " #",
      "---\n",
      "null",
      "\n\n",
      "~",
      "''",
      "<<: ",
      "|+",
      ">2",
      ..."\u00a0\u3000\u2028\u2003",
    );
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 4 }), text: fc.array(piece, { maxLength: 2 }) });
    let same = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS, textOfWritten("service-0001", 1)),
        change,
        (text, { at, length, text: parts }) => {
          const start = at % text.length;
          // A window around the change, so that each is cheap; it begins with a key at the left.
          const from = Math.max(0, text.lastIndexOf("\n", Math.max(0, start - 400)) + 1);
          const changed = `${text.slice(from, start)}${parts.join("")}${text.slice(start + length, start + 600)}\n`;
          const outdented = changed.replace(/^ *(?=\S)/, "");
          if (agrees(changed)) same += 1;
          if (agrees(outdented)) same += 1;
        },
      ),
      { numRuns: 8000, seed: SEED },
    );
    expect(same).toBeGreaterThan(100);
  });

  it("agrees about made-up trees however they are laid out", () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        "a",
        "b c",
        "5min",
        "10%",
        "1",
        "-1",
        "1.5",
        "true",
        "'q'",
        '"r"',
        "x:y",
        "a, b",
        "no",
        "0",
        "-0",
        "1e3",
        ".5",
        "2026-01-01",
        "@x",
        "a #b",
        "a# b",
        "*",
        "${env}",
        "$x",
        "<= 1",
        "é",
        "n\u00a0",
        "\u3000",
      ),
      fc.string({ maxLength: 6, unit: fc.constantFrom(..."ab1 :#-,[]{}'\"|>&*!%@`?.\\\u00a0\u2028") }),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        scalar,
        fc.dictionary(fc.constantFrom("a", "b-c", "d.e", "'f g'", '"h"', "1", "no"), tie("tree"), {
          minKeys: 1,
          maxKeys: 3,
        }),
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
      ),
    }));
    let same = 0;
    fc.assert(
      fc.property(tree, fc.nat({ max: 3 }), (value, style) => {
        if (agrees(`root:${laidOut(value, 2, style)}\nend: x\n`)) same += 1;
      }),
      { numRuns: 8000, seed: SEED },
    );
    expect(same).toBeGreaterThan(500);
  });
});

/** Scalars stand as they are: most are good YAML, some are not. */
function laidOut(value: unknown, indent: number, style: number): string {
  const blank = " ".repeat(indent);
  if (typeof value === "string") return ` ${value}`;
  if (style === 3 || (style === 2 && indent > 4)) return ` ${flow(value)}`;
  if (Array.isArray(value))
    return `\n${value.map((item) => `${blank}-${laidOut(item, indent + 2, style).replace(/^\n *(?=[^ -])/, " ")}`).join("\n")}`;
  return `\n${Object.entries(value as object)
    .map(
      ([key, item]) => `${blank}${key}:${laidOut(item, indent + (style === 1 && Array.isArray(item) ? 0 : 2), style)}`,
    )
    .join(style === 1 ? "\n# c\n\n" : "\n")}`;
}

function flow(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  return `{ ${Object.entries(value as object)
    .map(([key, item]) => `${key}: ${flow(item)}`)
    .join(", ")} }`;
}

/** So that the trees compared are trees at all. */
it("compares something", () => {
  const node: Node | undefined = readPlain("a: { b: [c] }\n", "a.yaml");
  expect(node?.type).toBe("map");
});

describe("what the general reader refuses is refused on the quick way too", () => {
  const codes = (bytes: Uint8Array): string[] => readYaml(bytes, "a.yaml").diagnostics.map(({ code }) => code);
  const plain = "a: b\nc: { d: [e, 1] }\n";

  it("a plain file has nothing to refuse", () => {
    expect(readPlain(plain, "a.yaml")).toBeDefined();
    expect(codes(Buffer.from(plain))).toEqual([]);
  });

  it.each(["\u200b", "\u202e", "\u0007", "\u0085", "\u2060", "\ufeff"])("a character that hides: %j", (character) => {
    expect(codes(Buffer.from(plain.replace("b", `b${character}b`)))).toContain("hidden-character");
    expect(codes(Buffer.from(plain.replace("1]", `"x${character}"]`)))).toContain("hidden-character");
    expect(codes(Buffer.from(`${plain}# ${character}\n`))).toContain("hidden-character");
  });

  it("a file that is too large, and one that is no UTF-8", () => {
    expect(codes(Buffer.from(`${plain}# ${"x".repeat(MOST_BYTES)}\n`))).toEqual(["file-too-large"]);
    expect(codes(Buffer.concat([Buffer.from(plain), Buffer.from([0x23, 0xff, 0x0a])]))).toEqual(["not-utf8"]);
  });

  it.each(["maps", "flow"])("one that is nested too deeply, in %s", (way) => {
    const nested = (depth: number): string =>
      way === "flow"
        ? `a: ${"[".repeat(depth)}x${"]".repeat(depth)}\n`
        : `${Array.from({ length: depth }, (_, level) => `${" ".repeat(level)}a:`).join("\n")} x\n`;
    expect(codes(Buffer.from(nested(70)))).toEqual(["too-deep"]);
    expect(codes(Buffer.from(nested(30)))).toEqual([]);
    // A million brackets bring down neither.
    expect(codes(Buffer.from(nested(1000)))).toEqual(["too-deep"]);
  });

  it("keys that would reach a prototype", () => {
    expect(codes(Buffer.from("a: { __proto__: b }\n"))).toEqual(["forbidden-key"]);
    expect(codes(Buffer.from("constructor: b\n"))).toEqual(["forbidden-key"]);
  });
});
