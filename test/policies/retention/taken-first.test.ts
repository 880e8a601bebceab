/** Where another class's index takes the events, the order is what has to be mended, and every fix says so. */

import { describe, expect, it } from "vitest";
import type { PolicyId } from "../../../model/index";
import { type Configuration, DEFAULTS, evaluate, RULES } from "../../../policies/index";
import { type Fragment, overlaid, saidBy, stackFor } from "../example";
import { changedStack, indexOrder } from "./deployed-changes";

const ARCHIVE = { storage: "s3", path: "shop/x", accountId: "123456789012", roleName: "DatadogLogsArchive" };

/** Kept longest in all, so first; searchable for three days only. */
const EVERYTHING = {
  retentionClasses: {
    everything: {
      title: "Everything",
      days: 3000,
      searchableDays: 3,
      dailyLimit: 1_000_000,
      dataClass: "application",
      archive: { ...ARCHIVE, bucket: "example-logs-everything" },
    },
  },
  services: { checkout: { logs: { streams: { application: { class: "everything", filter: "*" } } } } },
};

describe("the fix of what another index takes first", () => {
  const fixes = (rule: PolicyId, fragment: object) =>
    saidBy(rule, stackFor({ ...fragment })).flatMap(({ hint, subject }) =>
      subject?.startsWith("security in ") ? [hint ?? ""] : [],
    );

  it.each<PolicyId>(["not-immediately-available", "protected-class-limited"])("is the order: %s", (rule) => {
    expect(fixes(rule, EVERYTHING)).toEqual([
      expect.stringMatching(/^Put `security-prod` before `everything-prod` in the order of the indexes/),
    ]);
  });

  it("is the order: retention-too-short", () => {
    const fragment = { retentionClasses: { security: { archive: null, days: 90, regulations: [] } } };
    const changes = {
      "logs-index-order/main": indexOrder("application-prod"),
      "logs-index/application-prod": { filters: [{ query: "*" }] },
      "logs-archive/application-prod": null,
      "logs-archive/audit-prod": null,
    };
    const found = saidBy("retention-too-short", changedStack({ fragment, changes }));
    expect(found.flatMap(({ hint, subject }) => (subject === "security in prod" ? [hint] : []))).toEqual([
      expect.stringMatching(/^Put `security-prod` before `application-prod` in the order of the indexes/),
    ]);
  });

  it("is the order: protected-class-excluded", () => {
    const streams = { application: { class: "everything", filter: "*", sample: "50%" } };
    const found = fixes("protected-class-excluded", { ...EVERYTHING, services: { checkout: { logs: { streams } } } });
    expect(found).toEqual([
      expect.stringMatching(/^Put `security-prod` before `everything-prod` in the order of the indexes/),
    ]);
  });

  it("is the class, where its own index would keep them too short as well", () => {
    expect(fixes("not-immediately-available", { retentionClasses: { security: { searchableDays: 30 } } })).toEqual([
      expect.stringMatching(/^Set `searchableDays`/),
    ]);
  });
});

describe("what follows from it", () => {
  const FOLLOWING: readonly PolicyId[] = [
    "not-immediately-available",
    "protected-class-limited",
    "retention-too-short",
  ];
  const rules = RULES.filter(({ id }) => id === "stream-taken-first" || FOLLOWING.includes(id));
  const said = (configuration: Configuration = DEFAULTS, over: Fragment = {}) =>
    evaluate(stackFor(overlaid(EVERYTHING, over) as Fragment), rules, configuration).findings.filter(
      ({ policy, subject }) => subject === "security in prod" && policy?.state === "violated",
    );

  it("is told with it, once, with the clauses that are broken", () => {
    const [one] = said().filter(({ code }) => code === "stream-taken-first");
    expect(one).toMatchObject({ code: "stream-taken-first", severity: "error" });
    expect(one?.message).toMatch(/; this breaks `not-immediately-available` as well$/);
    expect(one?.policy?.follows).toEqual([
      { code: "not-immediately-available", message: expect.stringContaining("PCI DSS 10.5.1 wants at hand 90 days") },
    ]);
    expect(one?.policy?.clauses).toContainEqual({ framework: "PCI DSS", clause: "10.5.1" });
  });

  it("is all that either way of the fix mends", () => {
    const rest = [...new Set(said().map(({ code }) => code))].filter((code) => code !== "stream-taken-first");
    const longer = said(DEFAULTS, { retentionClasses: { everything: { searchableDays: 90 } } });
    expect(rest).toEqual(["protected-class-limited"]);
    expect([...new Set(longer.map(({ code }) => code))]).toEqual(rest);
  });

  it.each<[string, Partial<Configuration>]>([
    ["accepted", { accepts: (rule) => rule === "stream-taken-first" }],
    [
      "only advisory",
      {
        applied: (rule, environment) => ({
          ...DEFAULTS.applied(rule, environment),
          ...(rule.id === "stream-taken-first" && { level: "advisory" }),
        }),
      },
    ],
  ])("stands by itself where the cause is %s", (_, configuration) => {
    const codes = said({ ...DEFAULTS, ...configuration }).flatMap(({ code, severity }) =>
      severity === "error" ? [code] : [],
    );
    expect(codes).toEqual(["not-immediately-available", "protected-class-limited"]);
  });
});
