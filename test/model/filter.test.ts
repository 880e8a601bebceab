import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { both, type Filter, listFilter, metricFilter, readFilter, searchFilter, unsaid } from "../../model/filter";

import { parseSearch } from "../../query/index";

const filterOf = (text: string): Filter => readFilter(text).filter;

/** As written, and in the three languages; `-` where a language cannot say it. */
const TABLE: [written: string, metric: string, search: string, list: string][] = [
  ["region:eu", "region:eu", "region:eu", "region:eu"],
  ["region:eu, !role:spare", "region:eu,!role:spare", "region:eu -role:spare", "region:eu without role:spare"],
  ["region:eu AND NOT role:spare", "region:eu,!role:spare", "region:eu -role:spare", "region:eu without role:spare"],
  ["region:eu or region:us", "region:eu OR region:us", "(region:eu OR region:us)", "-"],
  ["region IN (eu,us)", "region IN (eu,us)", "region:(eu OR us)", "-"],
  ["region NOT IN (eu,us)", "region NOT IN (eu,us)", "-region:(eu OR us)", " without region:eu,region:us"],
  ["NOT (a:1 OR b:2)", "NOT (a:1 OR b:2)", "-(a:1 OR b:2)", " without a:1,b:2"],
  ["NOT (a:1 AND b:2)", "NOT (a:1 AND b:2)", "-(a:1 b:2)", "-"],
  ["a:1 AND (b:2 OR c:3)", "a:1 AND (b:2 OR c:3)", "a:1 (b:2 OR c:3)", "-"],
  ["pod:web-*", "pod:web-*", "pod:web-*", "pod:web-*"],
  ["image:repo/web:1.2", "image:repo/web:1.2", "image:repo/web\\:1.2", "image:repo/web:1.2"],
  ["canary", "canary", "-", "canary"],
  ["*", "*", "", ""],
];

describe("a filter is printed in the language it is used in", () => {
  it.each(TABLE)("%s", (written, metric, search, list) => {
    const { filter, problems } = readFilter(written);
    expect(problems).toEqual([]);
    const lists = listFilter(filter);
    const listed =
      lists && [lists.over.join(), ...(lists.exclude.length > 0 ? [lists.exclude.join()] : [])].join(" without ");
    expect([metricFilter(filter), unsaid(filter, "search") ? "-" : searchFilter(filter), listed ?? "-"]).toEqual([
      metric,
      search,
      list,
    ]);
  });
});

describe("filters", () => {
  it("are joined so that each holds", () => {
    const env = filterOf("env:production");
    expect(metricFilter(both([env, filterOf("a:1,!b:2")]))).toBe("env:production,a:1,!b:2");
    expect(metricFilter(both([env, filterOf("a:1 OR b:2")]))).toBe("env:production AND (a:1 OR b:2)");
    expect(searchFilter(both([env, filterOf("a:1 OR b:2")]))).toBe("env:production (a:1 OR b:2)");
    expect(metricFilter(both([filterOf("*"), filterOf("")]))).toBe("*");
  });

  it("mean the same in every language, and survive being printed and read", () => {
    const tag = fc.record({ key: fc.constantFrom("a", "b", "c"), value: fc.constantFrom("1", "2") });
    const { filter: arbitrary } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        tag.map(({ key, value }): Filter => ({ type: "tag", key, value })),
        fc.record({ type: fc.constant("not" as const), filter: tie("filter") }),
        fc.record({
          type: fc.constantFrom("and" as const, "or" as const),
          filters: fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
        }),
      ),
    }));
    const worlds = ["1", "2", "3"].flatMap((a) => ["1", "2"].flatMap((b) => ["1", "2"].map((c) => ({ a, b, c }))));
    fc.assert(
      fc.property(arbitrary, (filter) => {
        const again = readFilter(metricFilter(filter));
        expect(again.problems).toEqual([]);
        expect(parseSearch(searchFilter(filter)).problems).toEqual([]);
        for (const world of worlds) {
          const truth = holds(filter, world);
          expect(holds(again.filter, world)).toBe(truth);
          const lists = listFilter(filter);
          if (lists)
            expect(lists.over.every((one) => has(world, one)) && !lists.exclude.some((one) => has(world, one))).toBe(
              truth,
            );
        }
      }),
      { numRuns: 300 },
    );
  });
});

function has(world: Record<string, string>, text: string): boolean {
  const [key = "", value] = text.split(":");
  return world[key] === value;
}

function holds(filter: Filter, world: Record<string, string>): boolean {
  switch (filter.type) {
    case "all":
      return true;
    case "tag":
      return world[filter.key] === filter.value;
    case "in":
      return filter.values.includes(world[filter.key] ?? "");
    case "not":
      return !holds(filter.filter, world);
    case "and":
      return filter.filters.every((one) => holds(one, world));
    case "or":
      return filter.filters.some((one) => holds(one, world));
  }
}
