import { describe, expect, it } from "vitest";
import { applyFixes } from "../../cli/lint/fix";
import { plainPath } from "../../cli/lint/placed";
import type { Fix } from "../../query/index";

function fixed(text: string, ...fixes: Fix[]): string {
  const placed = { range: () => ({ start: 0, end: text.length }), pathOf: plainPath };
  return applyFixes(
    text,
    fixes.map((fix) => ({ placed, fix })),
  ).text;
}

const remove = (path: string): Fix => ({ type: "remove", path });
const set = (path: string, value: number): Fix => ({ type: "set", path, value });

describe("a key is taken out with its comma, and nothing moves", () => {
  it.each([
    ["the first of a line", '{"o":{"a":1, "b":2}}', "o.a", '{"o":{"b":2}}'],
    ["the last of a line", '{"o":{ "a": 1, "b": 2 }}', "o.b", '{"o":{ "a": 1 }}'],
    ["the only one", '{"o":{"a":1}}', "o.a", '{"o":{}}'],
    ["the first of lines", '{\n\t"a": 1,\n\t"b": 2\n}', "a", '{\n\t"b": 2\n}'],
    ["the last of lines", '{\r\n  "a": 1,\r\n  "b": 2\r\n}', "b", '{\r\n  "a": 1\r\n}'],
    ["one in the middle", '{\n  "a": 1,\n  "b": {"x": [1,\n2]},\n  "c": 3\n}', "b", '{\n  "a": 1,\n  "c": 3\n}'],
    ["one that is not there", '{"a":1}', "b.c", '{"a":1}'],
  ])("%s", (_name, text, path, after) => {
    expect(fixed(text, remove(path))).toBe(after);
  });
});

describe("a key is added behind the last one, written as that is", () => {
  it.each([
    ["on one line", '{"o":{"a":1}}', "o.b", '{"o":{"a":1,"b":5}}'],
    ["with blanks", '{ "o": { "a": 1 } }', "o.b", '{ "o": { "a": 1, "b": 5 } }'],
    ["on lines with tabs", '{\n\t"o": {\n\t\t"a": 1\n\t}\n}', "o.b", '{\n\t"o": {\n\t\t"a": 1,\n\t\t"b": 5\n\t}\n}'],
    ["into nothing", '{"o":{}}', "o.b", '{"o":{"b": 5}}'],
    ["with what is around it", '{"a":1}', "o.t.b", '{"a":1,"o":{"t":{"b":5}}}'],
    ["over what is there", '{"o": {"b" :  90.0 }}', "o.b", '{"o": {"b" :  5 }}'],
  ])("%s", (_name, text, path, after) => {
    expect(fixed(text, set(path, 5))).toBe(after);
    expect(JSON.parse(after)).toBeDefined();
  });
});

it("of two fixes that touch, the second waits", () => {
  const text = '{"a":1,"b":2,"c":3}';
  expect(fixed(text, remove("a"), remove("b"))).toBe('{"b":2,"c":3}');
});
