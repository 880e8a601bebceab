import { describe, expect, it } from "vitest";
import { lint } from "../../../query/lint/index";
import { parseMonitorQuery, print } from "../../../query/monitor/index";
import { withoutSpans } from "../text/fuzz";
import { BROKEN_MONITORS } from "./broken-monitors";
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

describe("broken monitors of other people", () => {
  it.each(BROKEN_MONITORS.map(([code, severity, given], index) => [code, severity, index + 1, given] as const))(
    "%s, %s (number %i)",
    (code, severity, _number, given) => {
      const monitor = {
        type: "query alert",
        query: "",
        message: "@slack-ops",
        ...(typeof given === "string" ? { query: given } : given),
      };
      const found = lint([monitor]).findings.map(({ diagnostic }) => `${diagnostic.code} ${diagnostic.severity}`);
      expect(found).toContain(`${code} ${severity}`);
    },
  );
});
