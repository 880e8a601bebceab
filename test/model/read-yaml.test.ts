import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkFiles } from "../../model/index";
import { tooDeep } from "../../model/load/depth";
import { MOST_DEPTH, readYaml } from "../../model/load/read-yaml";
import { type Node, plain } from "../../model/load/tree";
import { baseTexts, bytesOf } from "./files";

const read = (text: string) => readYaml(new TextEncoder().encode(text), "a.yaml");
const value = (text: string): unknown => {
  const { root } = read(text);
  return root && plain(root);
};

describe("a file becomes a tree that knows its places", () => {
  it("of keys and values, columns in UTF-16 units", () => {
    const { root } = read("a:\n  🙂b: [x, 12]\n");
    const a = entry(root, "a");
    const b = entry(a.value, "🙂b");
    expect(b.key).toMatchObject({ line: 2, column: 3, endLine: 2, endColumn: 6 });
    expect(b.value.type === "list" && b.value.items[1]).toMatchObject({
      value: 12,
      line: 2,
      column: 12,
      endColumn: 14,
    });
  });

  it.each([
    ["yes", "yes"],
    ["true", true],
    ["~", null],
    ["5%", "5%"],
    ["1.10", 1.1],
    ["1_000", "1_000"],
    ["2026-01-05", "2026-01-05"],
    ['"012"', "012"],
    ["", null],
  ])("`%s` is read as %j", (text, expected) => {
    expect(value(`a: ${text}`)).toEqual({ a: expected });
  });

  it("with aliases written out", () => {
    expect(value("a: &x {b: 1}\nc: *x\n")).toEqual({ a: { b: 1 }, c: { b: 1 } });
  });

  it("and an alias inside what it stands for is a finding", () => {
    expect(read("a: &x [*x]\n").diagnostics).toMatchObject([{ code: "yaml-syntax", line: 1, column: 8 }]);
  });

  it("and a byte order mark is nothing", () => {
    expect(read("\ufeffa: 1\n").diagnostics).toEqual([]);
  });
});

describe("depth is found before the parser sees the text", () => {
  const deep = (open: string, close: string, times: number): string =>
    `a: ${open.repeat(times)}${close.repeat(times)}\n`;
  it.each([
    ["lists in brackets", deep("[", "]", 65)],
    ["maps in braces", deep("{a: ", "}", 65)],
    ["lists in one line", `${"- ".repeat(66)}a\n`],
    ["maps by indentation", Array.from({ length: 66 }, (_, index) => `${" ".repeat(index)}a:\n`).join("")],
    ["brackets over lines", `a: ${"[\n".repeat(65)}`],
    ["brackets after a quoted text", `a: ["[", ${"[".repeat(65)}`],
    ["ten thousand of them", deep("[", "]", 10_000)],
  ])("%s", (_, text) => {
    expect(tooDeep(text, MOST_DEPTH)).toBeDefined();
    expect(read(text)).toMatchObject({ whole: false, diagnostics: [{ code: "too-deep" }] });
  });

  it.each([
    ["brackets in text", `a: "${"[".repeat(100)}"\n`],
    ["brackets in a plain text", `a: x${"[".repeat(100)}\n`],
    ["brackets in a comment", `a: 1 # ${"[".repeat(100)}\n`],
    ["many shallow lists", `a: [${"[],".repeat(1000)}]\n`],
    ["a message with templates", `a: |\n${"  {{#is_alert}} x {{/is_alert}}\n".repeat(100)}`],
  ])("but not %s", (_, text) => {
    expect(tooDeep(text, MOST_DEPTH)).toBeUndefined();
  });
});

describe("no text can do harm", () => {
  it("keys that reach a prototype are refused wherever they stand, and nothing is changed by them", () => {
    const key = fc.constantFrom("__proto__", "constructor", "prototype", "a");
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.constant('"polluted"'),
        fc
          .array(fc.tuple(key, tie("node")), { maxLength: 3 })
          .map((pairs) => `{${pairs.map(([name, inner]) => `"${name}": ${inner}`).join(", ")}}`),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (node) => {
        const found = checkFiles([
          ...bytesOf(baseTexts()),
          { file: "catalog/x.yaml", bytes: new TextEncoder().encode(`people: ${node}\npacks: ${node}\n`) },
        ]);
        expect(found.diagnostics.every(({ code }) => code !== "bug")).toBe(true);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("a");
      }),
    );
  });

  it("any text gives a tree or findings with places inside it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "a",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\n",
        "  ",
        '"',
        "'",
        "|",
        ">",
        "&x ",
        "*x",
        "#",
        "!t ",
        "\t",
        "${",
        "}",
        "%",
        "---\n",
        "<<: ",
        "? ",
        ",",
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const lines = text.split("\n").length + 1;
        for (const { line, column, endLine } of read(text).diagnostics) {
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
          expect(endLine).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: Number(process.env.WATCHBILL_FUZZ ?? 1000) },
    );
  });

  it("a good catalog with any line damaged gives findings, never an exception", () => {
    const texts = baseTexts();
    const names = [...texts.keys()];
    const damage = fc.tuple(
      fc.constantFrom(...names),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(
        "",
        ":",
        "x",
        "[",
        "{",
        "- ",
        '"',
        "0",
        "null",
        "\n",
        "  ",
        "${x}",
        "&a",
        "*a",
        "-1",
        "true",
        "[]",
        "{}",
      ),
    );
    fc.assert(
      fc.property(damage, ([name, at, length, insert]) => {
        const text = String(texts.get(name));
        const from = at % text.length;
        const damaged = text.slice(0, from) + insert + text.slice(from + (length % 12));
        const { diagnostics } = checkFiles(bytesOf(new Map(texts).set(name, damaged)));
        for (const { line, hint, file, message, path } of diagnostics) {
          expect(line).toBeGreaterThan(0);
          expect(file).toMatch(/^catalog\//);
          expect(hint ? "" : `${message} at ${path}`).toBe("");
          expect(message).not.toMatch(/invalid input|undefined|\[object/i);
        }
      }),
      { numRuns: Number(process.env.WATCHBILL_FUZZ ?? 400) },
    );
  }, 600_000);
});

function entry(node: Node | undefined, name: string) {
  const found = node?.type === "map" ? node.entries.get(name) : undefined;
  if (!found) throw new Error(`no ${name}`);
  return found;
}

it.each([
  ["a: 1\nname: Caf\xe9\n", "latin1", [2, 10]],
  ["a: \ufffd\r\nb: \ufffd ", "utf8", undefined],
])("points at the byte that is no UTF-8: %j", (text, encoding, place) => {
  const { diagnostics } = readYaml(Buffer.from(text, encoding as BufferEncoding), "a.yaml");
  expect(diagnostics.filter(({ code }) => code === "not-utf8").map(({ line, column }) => [line, column])).toEqual(
    place ? [place] : [],
  );
});

it("points past characters that mean what cannot be read, and stand there as such", () => {
  const bytes = Buffer.concat([Buffer.from("a: \ufffd\nb: x"), Buffer.from([0xff])]);
  expect(readYaml(bytes, "a.yaml").diagnostics.map(({ line, column }) => [line, column])).toEqual([[2, 5]]);
});

describe("one mistake of white space is told once", () => {
  const service = (line: string) =>
    `services:\n  a:\n    system: shop\n${line}\n    runbook: https://example.com\n    escalation: parcels\n`;
  it.each([
    ["\ttier: 1", "Indent with spaces."],
    ["   tier: 1", "Indent it with 4 blanks, like `system`; or with 2 blanks, like `a`."],
    ["    tier:\u00a01", "Write a blank in its place: `tier: 1`."],
    ["    tier:1", "Write `tier: 1`."],
  ])("%j", (line, hint) => {
    expect(read(service(line)).diagnostics.map((one) => [one.line, one.hint])).toEqual([[4, hint]]);
  });
});
