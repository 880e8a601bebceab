import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

describe("detection rules", () => {
  it("count per group, worst case first, and tell the people of that severity", () => {
    const { body, diagnostics } = compileService(
      `    security:\n      logins: { title: Logins, summary: Someone tries., query: "@evt:login OR @evt:token", by: ["@ip"], above: { medium: 5, high: 10 }, notify: ["@workflow-block"] }`,
    );
    expect(diagnostics).toEqual([]);
    expect(body("datadog/security-rule/shop-web-logins")).toMatchObject({
      type: "log_detection",
      queries: [
        {
          name: "events",
          query: "env:production service:web (@evt:login OR @evt:token)",
          dataSource: "logs",
          aggregation: "count",
          groupByFields: ["@ip"],
        },
      ],
      cases: [
        {
          status: "high",
          condition: "events > 10",
          notifications: ["@pagerduty-shop-web-prod", "@slack-ops", "@workflow-block"],
        },
        { status: "medium", condition: "events > 5", notifications: ["@slack-ops", "@workflow-block"] },
      ],
      options: { detectionMethod: "threshold", evaluationWindow: 300, keepAlive: 3600, maxSignalDuration: 86400 },
    });
    expect(body("datadog/security-rule/shop-web-logins").message).toBe(
      "Someone tries.\n\nEvents are counted per `@ip` within 5 minutes; high: more than 10, medium: more than 5.\n\nService: Web shop (Production)\nOwner: Operations",
    );
  });

  it.each([
    ["above: { critical: 0 }", true],
    ["above: { high: 10, medium: 0 }", true],
    ["above: { critical: 0 }, alsoWithout: false", false],
    ["above: { critical: 5 }", false],
    ["above: { critical: 5 }, alsoWithout: true", true],
    ["cases: [{ status: critical, when: events > 20 || events > 0 }]", true],
    ["cases: [{ status: critical, when: events >= 1 }]", true],
    ["cases: [{ status: critical, when: events > 5 }, { status: high, when: events > 1 }]", false],
    ["cases: [{ status: critical, when: events > 5 && events > 0 }]", false],
  ])("count what has no value of the group where one event is enough or it is said: %s", (fields, without) => {
    const { queries } = compileService(
      `    security:\n      breach: { title: Breach, summary: Data left., query: "@evt:breach", by: ["@usr.id"], ${fields} }`,
    ).body("datadog/security-rule/shop-web-breach");
    expect(queries).toEqual([
      expect.objectContaining({ groupByFields: ["@usr.id"], ...(without && { hasOptionalGroupByFields: true }) }),
    ]);
    if (!without) expect(queries).not.toMatchObject([{ hasOptionalGroupByFields: true }]);
  });

  it.each(["by", "distinct", "groupSignalsBy"])("name an attribute once in `%s`", (field) => {
    const by = field === "groupSignalsBy" ? 'by: ["@a"], ' : "";
    const { diagnostics } = compileService(
      `    security: { one: { title: T, summary: S, query: a, above: { high: 1 }, ${by}${field}: ["@a", "@a"] } }`,
    );
    expect(diagnostics.map(({ code, message, column }) => [code, message, column > 60])).toEqual([
      ["duplicate-name", "`@a` is there twice", true],
    ]);
  });

  it.each([
    ["over: 7min", "security-window", "The nearest is 5 minutes."],
    [
      "over: 5min, keepAlive: 6h, atMost: 1h",
      "security-signal-length",
      "Make `atMost` as long as `keepAlive` or longer.",
    ],
  ])("with `%s` are refused", (fields, code, hint) => {
    const { diagnostics } = compileService(
      `    security:\n      logins: { title: Logins, summary: Someone tries., query: "@evt:login", above: { high: 10 }, ${fields} }`,
    );
    expect(diagnostics.map((found) => [found.code, found.hint])).toContainEqual([code, hint]);
  });
});
