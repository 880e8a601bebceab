import { describe, expect, it } from "vitest";
import { compileService, WITHOUT_ESCALATION } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("paging", () => {
  const { specs, body, spec } = compileService("    description: The shop.\n    pagerduty: { autoResolve: 4h }");

  it("only an environment that pages has PagerDuty services", () => {
    expect(specs.filter(({ kind }) => kind === "pagerduty/service").map(({ env }) => env)).toEqual(["prod"]);
  });

  it("the key flows from PagerDuty to Datadog", () => {
    expect(body("pagerduty/service/shop-web")).toEqual({
      name: "shop-web-prod",
      description: "The shop. (Production)",
      escalationPolicy: ref("pagerduty/escalation-policy/ops"),
      acknowledgementTimeout: "1800",
      autoResolveTimeout: "14400",
      alertCreation: "create_alerts_and_incidents",
      incidentUrgencyRule: { type: "constant", urgency: "high" },
    });
    expect(body("datadog/pagerduty-service/shop-web")).toEqual({
      serviceName: "shop-web-prod",
      serviceKey: ref("pagerduty/service-integration/shop-web", "integrationKey"),
    });
    expect(spec("pagerduty/service-integration/shop-web").protect).toBe(true);
  });
});

describe("how urgent a page is", () => {
  const TWO =
    "    monitors:\n      slow: { type: metric, metric: trace.http.request, above: { critical: 2s, high: 1s } }";
  const QUIET = "severities:\n  quiet: { title: Quiet, priority: 5, respondWithin: 1d, urgency: low, page: true }";
  const RULES =
    "    pagerduty: { rules: [{ title: Tests, when: { summary: { contains: test } }, severity: SEVERITY }] }\n";
  const said = ({ diagnostics }: ReturnType<typeof compileService>) =>
    diagnostics
      .filter(({ code }) => code !== "urgency-not-told")
      .map(({ code, severity, line }) => [code, severity, line]);
  const urgency = ({ body }: ReturnType<typeof compileService>) =>
    body("pagerduty/service/shop-web").incidentUrgencyRule;

  it("a warning of an urgent severity wakes people like an alert: whatever pages is urgent", () => {
    const compiled = compileService(TWO);
    expect(urgency(compiled)).toEqual({ type: "constant", urgency: "high" });
    expect(String(compiled.body("datadog/monitor/shop-web-slow").message)).toMatch(
      /\{\{#is_warning\}\}[^#]*@pagerduty-shop-web-prod/,
    );
    expect(said(compiled)).toEqual([]);
  });

  it.each([
    ["a severity that pages quietly", compileService(TWO, QUIET), 35],
    ["a rule that calms events", compileService(RULES.replace("SEVERITY", "info") + TWO), 36],
  ])("PagerDuty decides beside %s, and an urgent warning is said to wake nobody", (_, compiled, line) => {
    expect(urgency(compiled)).toEqual({ type: "constant", urgency: "severity_based" });
    expect(said(compiled)).toEqual([["warning-not-urgent", "warning", line]]);
  });

  it("a rule that makes events worse leaves all of them urgent", () => {
    expect(urgency(compileService(RULES.replace("SEVERITY", "critical") + TWO))).toEqual({
      type: "constant",
      urgency: "high",
    });
  });

  it("an urgent severity with a signal of its own is an alert, whoever decides", () => {
    expect(said(compileService(TWO.replace("critical: 2s, ", ""), QUIET))).toEqual([]);
  });
});

describe("what cannot be done is said", () => {
  it("a page that should not wake anybody", () => {
    const { diagnostics } = compileService(
      "",
      "severities:\n  quiet: { title: Quiet, priority: 5, respondWithin: 1d, urgency: low, page: true }",
    );
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["urgency-not-told", "warning"]]);
  });

  it("a webhook that is not there", () => {
    const { diagnostics } = compileService(
      "    monitors:\n      it: { type: count, metric: web.errors, above: { high: 1 }, notify: ['@webhook-gone', '@webhook-hook'] }",
    );
    expect(diagnostics.map(({ code, severity, hint }) => [code, severity, hint])).toEqual([
      ["unknown-reference", "warning", "Add `webhooks:` with `gone:` to the catalog."],
    ]);
  });

  it("a pager beside a severity that does not page, once and at the handle", () => {
    const { diagnostics } = compileService(
      "    monitors:\n      disk: { type: metric, metric: system.disk.in_use, above: { critical: 90%, medium: 80% }, notify: ['@pagerduty-shop-web-dev'] }",
    );
    expect(diagnostics.map(({ code, severity, column, message }) => [code, severity, column, message])).toEqual([
      [
        "pages-anyway",
        "warning",
        105,
        "`@pagerduty-shop-web-dev` is paged at `medium` of `disk` too, a severity with `page: false`",
      ],
    ]);
  });

  it("a service that nobody is paged for", () => {
    const { diagnostics } = compileService("", "", WITHOUT_ESCALATION);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["no-escalation", "error"]]);
  });
});
