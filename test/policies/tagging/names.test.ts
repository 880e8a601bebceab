import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import type { Stack } from "../../../policies/index";
import { type Declared, type Fragment, saidBy, stackFor, stackWith, stackWithout, wordsOf } from "../example";

const NOT_KNOWN = { $unknown: true };
const SERVICE = "pagerduty:index/service:Service";

function said(id: PolicyId, properties: Fragment, type = SERVICE): string[] {
  return wordsOf(saidBy(id, stackWith({ it: { type, properties } })));
}

describe("a name", () => {
  it("that is not known yet is undecided, and silences none of the others", () => {
    const declared: Record<string, Declared> = {
      a: { type: SERVICE, properties: { name: NOT_KNOWN } },
      b: { type: SERVICE, properties: { name: "shop-checkout-prod" } },
    };
    expect(wordsOf(saidBy("ambiguous-name", stackWith(declared)))).toEqual([
      expect.stringMatching(/^undecided pagerduty\/service\/a name/),
      "violated pagerduty/service/b name: the PagerDuty service `shop-checkout-prod` has the name of pagerduty/service/shop-checkout",
    ]);
  });

  it("of another stack of the account counts as well, and is told where it can be changed", () => {
    const same = { environments: { staging: { title: "Copy" }, prod: { title: "Copy" } } };
    const findings = (stack: Stack) =>
      wordsOf(saidBy("ambiguous-name", stack)).filter((words) => words.includes("dashboard"));
    expect(findings(stackFor(same, "prod"))).toContainEqual(
      expect.stringMatching(/has the name of datadog\/dashboard\/.* of staging$/),
    );
    expect(findings(stackFor(same, "staging"))).toContainEqual(
      expect.stringMatching(/has the name of datadog\/dashboard\/.* of prod$/),
    );
  });

  it("may be that of an alert of another project", () => {
    const alert = (project: string): Declared => ({
      type: "sentry:index/sentryIssueAlert:SentryIssueAlert",
      properties: { name: "[prod] New kind of error", project },
    });
    expect(wordsOf(saidBy("ambiguous-name", stackWith({ a: alert("one"), b: alert("two") })))).toEqual([]);
    expect(wordsOf(saidBy("ambiguous-name", stackWith({ a: alert("one"), b: alert("one") })))).toHaveLength(1);
  });

  it("says its environment as a word of its own", () => {
    const of = (name: string) => said("environment-in-name", { name, description: "Takes the money." });
    expect(of("shop-checkout-prod")).toEqual([]);
    expect(of("Checkout (Production)")).toEqual([]);
    expect(of("checkout-reproduction")).toEqual([expect.stringMatching(/^violated/)]);
    expect(of("checkout-staging")).toEqual([expect.stringMatching(/^violated/)]);
  });

  it("says its environment in a description that is not known yet, perhaps", () => {
    expect(said("environment-in-name", { name: "checkout", description: NOT_KNOWN })).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
    expect(said("environment-in-name", { name: "checkout-prod", description: NOT_KNOWN })).toEqual([]);
  });

  it("begins with a service's whole name, not with a part of it", () => {
    expect(said("service-in-name", { name: "shop-checkout" })).toEqual([]);
    expect(said("service-in-name", { name: "shop-checkouts-prod" })).toHaveLength(1);
    expect(said("service-in-name", { name: "shop" })).toHaveLength(1);
    expect(said("service-in-name", { name: NOT_KNOWN })).toEqual([expect.stringMatching(/^undecided/)]);
  });
});

describe("without a catalog", () => {
  const alone = (id: PolicyId, type: string, properties: Fragment) =>
    wordsOf(saidBy(id, stackWithout({ it: { type, properties } })));

  it("only the stack's name is known of its environment", () => {
    expect(alone("environment-in-name", SERVICE, { name: "checkout-prod" })).toEqual([]);
    expect(alone("environment-in-name", SERVICE, { name: "checkout-production" })).toEqual([
      expect.stringMatching(/^undecided .*without a catalog/),
    ]);
    const alert = "sentry:index/sentryIssueAlert:SentryIssueAlert";
    expect(alone("sentry-environment", alert, { environment: "production" })).toEqual([
      expect.stringMatching(/^undecided/),
    ]);
    expect(alone("sentry-environment", alert, {})).toEqual([expect.stringMatching(/^violated/)]);
  });

  it("a monitor's tag says which environment its query should ask for", () => {
    const type = "datadog:index/monitor:Monitor";
    const query = "avg(last_5m):avg:a.b{env:staging} > 1";
    expect(alone("watched-environment", type, { query, tags: ["env:staging"] })).toEqual([]);
    expect(alone("watched-environment", type, { query, tags: ["env:production"] })).toEqual([
      expect.stringMatching(/^violated/),
    ]);
    expect(alone("watched-environment", type, { query })).toEqual([expect.stringMatching(/^undecided/)]);
  });
});

describe("a description", () => {
  it.each([
    ["is missing", {}],
    ["is blank", { description: " " }],
    ["is the provider's own", { description: "Managed by Pulumi" }],
  ])("%s", (_, properties) => expect(said("undescribed", properties)).toEqual([expect.stringMatching(/^violated/)]));

  it("is not known yet", () => {
    expect(said("undescribed", { description: NOT_KNOWN })).toEqual([expect.stringMatching(/^undecided/)]);
  });
});
