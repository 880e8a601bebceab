import { describe, expect, it } from "vitest";
import { parseFilter, type SyntaxProblem } from "../../../query/index";

describe("a filter alone", () => {
  const GOOD: [text: string, type: string][] = [
    ["env:prod", "tag"],
    ["env:prod,!region:eu", "and"],
    ["env:prod AND NOT region:eu", "and"],
    ["region IN (eu,us)", "in"],
    ["*", "everything"],
  ];
  it.each(GOOD)("reads %s", (text, type) => {
    const problems: SyntaxProblem[] = [];
    expect(parseFilter(text, problems).type).toBe(type);
    expect(problems).toEqual([]);
  });

  const BAD: [text: string, code: string, shown: string][] = [
    ["a:1,", "query-bad-scope", ","],
    ["a:1 b:2", "query-bad-scope", "b:2"],
    ["a:1} by {host", "query-bad-scope", "}"],
    ["a:1 And b:2", "query-keyword-case", "And"],
    ["a:1,!b:2 OR c:3", "query-mixed-scope", "a:1,!b:2 OR c:3"],
  ];
  it.each(BAD)("says what is wrong with %s, and where in it", (text, code, shown) => {
    const problems: SyntaxProblem[] = [];
    parseFilter(text, problems);
    expect(problems.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toContainEqual([code, shown]);
  });
});
