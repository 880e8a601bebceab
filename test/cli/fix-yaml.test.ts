import { describe, expect, it } from "vitest";
import { applyToYaml, type Change } from "../../cli/lint/fix-yaml";

function applied(text: string, changes: Change[]): { text: string; applied: number } {
  const { text: after, applied: made } = applyToYaml(text, changes);
  return { text: after, applied: made.length };
}

/** A change of the value that begins at a place of the text. */
function change(text: string, value: string, from: string, to: string, at: { line: number; column: number }): Change {
  const start = value.indexOf(from);
  expect(text.split("\n")[at.line - 1]).toBeDefined();
  return { ...at, value, start, end: start + from.length, text: to };
}

describe("a part of a value is changed in the file, and nothing else is:", () => {
  it.each([
    {
      name: "a plain value, with a comment behind it",
      text: "a:\n  query: status:error and b  # why\n",
      value: "status:error and b",
      at: { line: 2, column: 10 },
      after: "a:\n  query: status:error AND b  # why\n",
    },
    {
      name: "a value in double quotes",
      text: 'query:   "status:error and b"\nb: 1\n',
      value: "status:error and b",
      at: { line: 1, column: 10 },
      after: 'query:   "status:error AND b"\nb: 1\n',
    },
    {
      name: "a value with escapes before the part",
      text: 'query: "@a:\\"x y\\" and b"\n',
      value: '@a:"x y" and b',
      at: { line: 1, column: 8 },
      after: 'query: "@a:\\"x y\\" AND b"\n',
    },
    {
      name: "a folded text",
      text: "q:\n  query: >-\n    status:error\n    and b\n  x: 1\n",
      value: "status:error and b",
      at: { line: 2, column: 10 },
      after: "q:\n  query: >-\n    status:error\n    AND b\n  x: 1\n",
    },
    {
      name: "a value in a flow map",
      text: "m: { query: a and b, over: 5min } # keep\n",
      value: "a and b",
      at: { line: 1, column: 13 },
      after: "m: { query: a AND b, over: 5min } # keep\n",
    },
    {
      name: "windows line ends",
      text: "a: 1\r\nquery: a and b\r\n",
      value: "a and b",
      at: { line: 2, column: 8 },
      after: "a: 1\r\nquery: a AND b\r\n",
    },
  ])("$name", ({ text, value, at, after }) => {
    expect(applied(text, [change(text, value, "and", "AND", at)])).toEqual({ text: after, applied: 1 });
  });

  it("several of one value and of one line, in any order", () => {
    const text = "m: { a: x and y and z, b: p or q }\n";
    const first = { line: 1, column: 9, value: "x and y and z" };
    const changes = [
      { ...first, start: 2, end: 5, text: "AND" },
      { line: 1, column: 27, value: "p or q", start: 2, end: 4, text: "OR" },
      { ...first, start: 8, end: 11, text: "AND" },
    ];
    expect(applied(text, changes)).toEqual({ text: "m: { a: x AND y AND z, b: p OR q }\n", applied: 3 });
  });

  it("once, though every environment asks for it", () => {
    const one = { line: 1, column: 4, value: "x and y", start: 2, end: 5, text: "AND" };
    expect(applied("q: x and y\n", [one, { ...one }])).toEqual({ text: "q: x AND y\n", applied: 1 });
  });
});

describe("nothing is changed where the outcome is not certain:", () => {
  const one = { line: 1, column: 4, value: "x and y", start: 2, end: 5, text: "AND" };
  it.each([
    { name: "another value stands there now", text: "q: x and z\n", with: one },
    { name: "no value begins there", text: "q:  x and y\n", with: one },
    { name: "the file does not parse", text: "q: x and y\nb: [\n", with: one },
    { name: "the change would end the text's quotes", text: "q: 'x and y'\n", with: { ...one, text: "'" } },
    { name: "the change would begin a comment", text: "q: x and y\n", with: { ...one, text: "#" } },
  ])("$name", ({ text, with: given }) => {
    expect(applied(text, [given])).toEqual({ text, applied: 0 });
  });
});
