import { describe, expect, it } from "vitest";
import { checkFiles } from "../../../model/index";
import { METRIC_UNIT_NAMES } from "../../../model/units";
import { compileService, ORGANISATION } from "./compile-yaml";

const ARRIVED = () => true;

const WITH_SPANS = ORGANISATION.replace("protect: true }", "protect: true, sampling: { spans: 12.5% } }").replace(
  "notify: chat }",
  "notify: chat, sampling: { spans: 0% } }",
);

describe("spans", () => {
  const { body, specs } = compileService("", "", WITH_SPANS);

  it("with errors are kept whole, of the others the share the environment states", () => {
    expect(body("datadog/apm-retention-filter/prod-errors")).toEqual({
      name: "[prod] Spans with errors",
      enabled: true,
      filterType: "spans-sampling-processor",
      filter: { query: "env:production status:error" },
      rate: "1.0",
    });
    expect(body("datadog/apm-retention-filter/prod-others")).toMatchObject({
      filter: { query: "env:production -status:error" },
      rate: "0.125",
    });
    expect(
      specs.filter(({ kind }) => kind === "datadog/apm-retention-filter").map(({ env, key }) => [env, key]),
    ).toEqual([
      ["prod", "prod-errors"],
      ["prod", "prod-others"],
      ["staging", "staging-errors"],
    ]);
  });
});

describe("sessions", () => {
  it("are kept by two filters that share nothing", () => {
    const { body } = compileService(`    rum: { application: web, applicationId: "app-1", keep: { sessions: 10% } }
    environments: { staging: { rum: { keep: { sessions: 100% } } } }`);
    expect(body("datadog/rum-retention-filter/shop-web-errors")).toEqual({
      applicationId: "app-1",
      name: "[prod] Sessions with errors",
      eventType: "session",
      sampleRate: 100,
      query: "env:production @session.error.count:>0",
      enabled: true,
    });
    expect(body("datadog/rum-retention-filter/shop-web-others")).toMatchObject({
      sampleRate: 10,
      query: "env:production @session.error.count:0",
    });
    expect(body("datadog/rum-retention-filter/shop-web-others", "staging").sampleRate).toBe(100);
  });

  it("need the application's id", () => {
    const { diagnostics } = compileService("    rum: { application: web, keep: { sessions: 10% } }");
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["missing-key", "`keep` needs the id of the application `web`"],
    ]);
  });
});

const METRICS = (fields: string) => `metrics: { web.lag: { type: distribution, unit: millisecond, ${fields} } }`;
const LAG = (more: string) =>
  `    monitors:\n      lag: { type: metric, metric: web.lag, over: 5min, above: { high: 2s }, ${more} }`;

describe("metrics of one's own", () => {
  it("keep the tags that are named, once per account, and are told to Datadog", () => {
    const { body, specs, diagnostics } = compileService(
      LAG("by: [queue]"),
      METRICS("tags: [queue], percentiles: true, metadata: true, description: How late messages are."),
      ORGANISATION,
      ARRIVED,
    );
    expect(diagnostics).toEqual([]);
    expect(body("datadog/metric-tags/web-lag")).toEqual({
      metricName: "web.lag",
      metricType: "distribution",
      tags: ["env", "queue", "service"],
      includePercentiles: true,
    });
    expect(body("datadog/metric-metadata/web-lag")).toEqual({
      metric: "web.lag",
      type: "distribution",
      unit: "millisecond",
      description: "How late messages are.",
    });
    expect(specs.filter(({ kind }) => kind.startsWith("datadog/metric-")).map(({ env }) => env)).toEqual([
      "prod",
      "prod",
    ]);
  });

  it("have units per time, and none where they count nothing in particular", () => {
    const { body } = compileService(
      "",
      "metrics: { a.b: { type: rate, unit: byte/second, metadata: true }, c.d: { type: count, unit: count, metadata: true } }",
      ORGANISATION,
      ARRIVED,
    );
    expect(body("datadog/metric-metadata/a-b")).toMatchObject({ unit: "byte", perUnit: "second" });
    expect(body("datadog/metric-metadata/c-d")).toEqual({ metric: "c.d", type: "count" });
  });

  it("have no unit that Datadog does not know, and all that it knows", () => {
    const names = METRIC_UNIT_NAMES.filter((name) => name !== "none" && name !== "count");
    const metrics = names.map((unit) => `"of.${unit}": { type: gauge, unit: ${unit}, metadata: true }`);
    const { specs } = compileService("", `metrics: { ${metrics.join(", ")} }`, ORGANISATION, ARRIVED);
    const without = specs.flatMap(({ kind, body: { metric, unit } }) =>
      kind === "datadog/metric-metadata" && unit === undefined ? [String(metric).slice("of.".length)] : [],
    );
    expect(without).toEqual(
      [
        "action click crash failure function incident lookup order payment pod product registration replay retry rollback",
        "signup subscription trade visit visitor",
      ]
        .join(" ")
        .split(" "),
    );
  });

  it("are told of once they have arrived, and wait until then", () => {
    const metrics =
      "metrics: { a.b: { type: count, unit: error, metadata: true }, c.d: { type: count, unit: error, tags: [] }, e.f: { type: count, unit: error } }";
    const made = ({ specs }: ReturnType<typeof compileService>) =>
      specs.filter(({ kind }) => kind.startsWith("datadog/metric-")).map(({ kind, key }) => `${kind}/${key}`);
    expect(made(compileService("", metrics))).toEqual([]);
    expect(made(compileService("", metrics, ORGANISATION, (name) => name === "c.d"))).toEqual([
      "datadog/metric-tags/c-d",
    ]);
    const text = `${ORGANISATION}\nservices:\n  web: { system: shop, title: Web shop }\n${metrics}\n`;
    const checked = checkFiles([{ file: "catalog.yaml", bytes: new TextEncoder().encode(text) }]);
    expect(checked.waitingMetrics).toEqual(["a.b", "c.d"]);
  });

  it.each([
    ["web.lag: { type: gauge, unit: second, percentiles: true }", "`percentiles` are of distributions"],
    ['"web.*": { type: gauge, unit: second, tags: [a] }', "`tags` is of one metric"],
  ])("%s is refused", (metric, message) => {
    const { diagnostics } = compileService("", `metrics: { ${metric} }`);
    expect(diagnostics.map((one) => one.code)).toEqual(["conflicting-keys"]);
    expect(diagnostics[0]?.message).toContain(message);
  });
});
