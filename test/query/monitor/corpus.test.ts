import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseMonitorQuery, print } from "../../../query/monitor/index";
import { CORPUS, corpusMonitors, hasCorpus, recordedExchanges } from "../text/corpus";
import { withoutSpans } from "../text/fuzz";

interface Case {
  where: string;
  type: string;
  query: string;
}

/** Every distinct query that the recorded API took. */
function acceptedQueries(): Case[] {
  const seen = new Map<string, Case>();
  for (const { path, request, status } of recordedExchanges()) {
    const { type, query } = (request ?? {}) as Partial<Case>;
    if (!path.startsWith("/api/v1/monitor") || status >= 300 || !type || query === undefined) continue;
    seen.set(`${type} ${query}`, { where: path, type, query });
  }
  return [...seen.values()];
}

function monitorQueries(): Case[] {
  return corpusMonitors().map(({ file, type, query }) => ({ where: file, type, query }));
}

function dashboardQueries(): string[] {
  return readFileSync(join(CORPUS, "dashboard-queries.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe.skipIf(!hasCorpus)("the corpus", () => {
  it("has 379 recommended monitors and their queries parse without a problem", () => {
    const cases = monitorQueries();
    expect(cases).toHaveLength(379);
    expect(withProblems(cases)).toEqual([]);
  });

  it("has queries that the real API took and they parse without a problem", () => {
    const cases = acceptedQueries();
    expect(cases.length).toBeGreaterThan(20);
    expect(withProblems(cases)).toEqual([]);
  });

  it("prints every monitor's query so that it reads back the same, and prints that the same", () => {
    for (const { type, query } of [...monitorQueries(), ...acceptedQueries()]) {
      const tree = parseMonitorQuery(type, query).query;
      const printed = print(tree);
      const again = parseMonitorQuery(type, printed).query;
      expect(withoutSpans(again), query).toEqual(withoutSpans(tree));
      expect(print(again)).toBe(printed);
    }
  });

  it("is read the same without being told the monitor's type", () => {
    for (const { type, query } of [...monitorQueries(), ...acceptedQueries()]) {
      expect(withoutSpans(parse(query).query), query).toEqual(withoutSpans(parseMonitorQuery(type, query).query));
    }
  });

  it("has 6,952 dashboard queries and they parse, print and parse the same", () => {
    const queries = dashboardQueries();
    expect(queries).toHaveLength(6952);
    const bad: string[] = [];
    for (const text of queries) {
      const { query, problems } = parse(text);
      // Drawn all the same: see the severity of mixed scopes.
      if (query.type !== "metric-expressions" || problems.some(({ code }) => code !== "query-mixed-scope"))
        bad.push(text);
      const printed = print(query);
      const again = parse(printed).query;
      expect(withoutSpans(again), text).toEqual(withoutSpans(query));
      expect(print(again)).toBe(printed);
    }
    expect(bad).toEqual([]);
  });
});

function withProblems(cases: Case[]): unknown[] {
  return cases.flatMap(({ where, type, query }) => {
    const parsed = parseMonitorQuery(type, query);
    const codes = parsed.problems.map(({ code }) => code);
    return codes.length > 0 || parsed.query.type === "unread" ? [{ where, query, codes }] : [];
  });
}
