import { describe, expect, it } from "vitest";
import { lint } from "../../../query/lint/index";
import { parseMonitorQuery, print } from "../../../query/monitor/index";
import { withoutSpans } from "../text/fuzz";
import { VALID_MONITORS } from "./valid-monitors";

describe("monitors of other people", () => {
  it("are at least 150, of every type that has a query", () => {
    expect(VALID_MONITORS.length).toBeGreaterThanOrEqual(150);
    expect(new Set(VALID_MONITORS.map(({ type }) => type)).size).toBeGreaterThanOrEqual(20);
  });

  it.each(VALID_MONITORS.map((monitor) => [monitor.type, monitor.query, monitor] as const))(
    "of type %s have no error: %s",
    (_type, _query, monitor) => {
      const { findings } = lint([monitor]);
      expect(findings.filter(({ diagnostic }) => diagnostic.severity === "error")).toEqual([]);
    },
  );

  it.each(VALID_MONITORS.map(({ type, query }) => [type, query] as const))(
    "of type %s are read, printed and read again alike: %s",
    (type, query) => {
      const { query: tree, problems } = parseMonitorQuery(type, query);
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
      const canonical = print(tree);
      expect(withoutSpans(parseMonitorQuery(type, canonical).query)).toEqual(withoutSpans(tree));
      expect(print(parseMonitorQuery(type, canonical).query)).toBe(canonical);
    },
  );
});
