import { expect, it } from "vitest";
import { spanIn } from "../../../query/text/index";

it.each([
  ["abc", 0, 3, [1, 1, 1, 4]],
  ["a\nbc", 2, 4, [2, 1, 2, 3]],
  ["a\nbc\nd", 1, 5, [1, 2, 3, 1]],
  ["ab\n", 3, 3, [2, 1, 2, 1]],
  ["", 0, 0, [1, 1, 1, 1]],
  ["abc", 2, 99, [1, 3, 1, 4]],
])("the place in %j from %i to %i", (text, start, end, [line, column, endLine, endColumn]) => {
  expect(spanIn(text, { start, end })).toEqual({ line, column, endLine, endColumn });
});
