import { describe, expect, it } from "vitest";
import { compileService } from "./compile-yaml";

const ref = ($ref: string, output = "id") => ({ $ref, output });

describe("logs", () => {
  const { specs, body, spec } = compileService(`    logs:
      streams:
        audit: { class: long, filter: "@audit:* OR @sox:*" }
        all: { class: short, filter: "*" }
        health: { class: short, filter: "@path:/health", sample: 1% }
      metrics:
        web.answers: { filter: "@status:*", of: "@duration", unit: nanosecond, percentiles: true, by: { status: "@status" } }`);

  it("are indexed per environment and class by the owner, the longest kept first", () => {
    expect(body("datadog/logs-index-order/main").indexes).toEqual(
      ["long-dev", "short-dev", "long-prod", "short-prod", "long-staging", "short-staging"].map((key) =>
        ref(`datadog/logs-index/${key}`),
      ),
    );
    expect(specs.filter(({ kind }) => kind.startsWith("datadog/logs")).every(({ env }) => env === "prod")).toBe(true);
    expect(body("datadog/logs-index/long-prod")).toEqual({
      name: "long-prod",
      filters: [{ query: "env:production service:web (@audit:* OR @sox:*)" }],
      retentionDays: 30,
      disableDailyLimit: true,
      tags: ["env:production", "managed-by:watchbill", "service:web", "team:ops", "tier:3"],
    });
    expect(spec("datadog/logs-index/long-prod").protect).toBe(true);
  });

  it("are sampled by leaving the rest out", () => {
    expect(body("datadog/logs-index/short-dev")).toMatchObject({
      dailyLimit: 1000,
      dailyLimitWarningThresholdPercentage: 80,
      disableDailyLimit: false,
      exclusionFilters: [
        {
          name: "shop-web-health",
          filters: [{ query: "env:development service:web @path:/health", sampleRate: 0.99 }],
        },
        { name: "sample", filters: [{ query: "*", sampleRate: 0.9 }] },
      ],
    });
  });

  it("warn at the share of their limit that the class says, as far as Datadog takes it", () => {
    const classes = (share: string) =>
      `retentionClasses: { small: { days: 7, dataClass: application, dailyLimit: 10, dailyLimitWarning: ${share} } }`;
    const stream = '    logs: { streams: { all: { class: small, filter: "*" } } }';
    expect(compileService(stream, classes("60.5%")).body("datadog/logs-index/small-prod")).toMatchObject({
      dailyLimit: 10,
      dailyLimitWarningThresholdPercentage: 60.5,
    });
    const { diagnostics } = compileService(stream, classes("20%"));
    expect(diagnostics.map(({ code, file, message }) => [code, file, message])).toEqual([
      ["out-of-range", "more.yaml", "Datadog warns of a daily limit at `50%` to `99.99%` of it, not at `20%`"],
    ]);
  });

  it("are archived only when they are kept longer than they can be searched", () => {
    expect(specs.filter(({ kind }) => kind === "datadog/logs-archive").map(({ key }) => key)).toEqual([
      "long-dev",
      "long-prod",
      "long-staging",
    ]);
    expect(body("datadog/logs-archive/long-prod")).toMatchObject({
      query: "env:production service:web (@audit:* OR @sox:*)",
      s3Archive: {
        bucket: "acme-long",
        path: "/prod/long",
        accountId: "123456789012",
        roleName: "Logs",
        storageClass: "STANDARD",
      },
    });
  });

  it("go into the archive that comes first and takes them, the longest kept first", () => {
    expect(body("datadog/logs-archive-order/main")).toEqual({
      archiveIds: ["long-dev", "long-prod", "long-staging"].map((key) => ref(`datadog/logs-archive/${key}`)),
    });
  });

  it("become one metric for all environments, told apart by its tags", () => {
    expect(body("datadog/logs-metric/web-answers")).toEqual({
      name: "web.answers",
      compute: { aggregationType: "distribution", path: "@duration", includePercentiles: true },
      filter: { query: "service:web @status:*" },
      groupBies: [
        { path: "env", tagName: "env" },
        { path: "service", tagName: "service" },
        { path: "@status", tagName: "status" },
      ],
    });
  });
});
