/** Every type of monitor that can be made, from the catalog's words to what Datadog's stand-in keeps. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CatalogFileBytes, checkFiles } from "../../model/index";
import type { Values } from "../../vendors/index";
import { openWorld, type Resource, type World } from "../sandbox/provider-client";
import { compileService, ORGANISATION } from "./compile/compile-yaml";

interface Made {
  signal: string;
  query: string;
  variables?: object;
}

const raw = (type: string, query: string, more: string): string =>
  `{ type: query, monitorType: ${type}, query: '${query}', ${more} }`;

const TYPES: Record<string, Made> = {
  "query alert": {
    signal: "{ type: metric, metric: system.cpu.user, by: [host], above: { high: 90% } }",
    query: "avg(last_5m):avg:system.cpu.user{env:production,service:web} by {host} > 90",
  },
  "metric alert": {
    signal: raw(
      "metric alert",
      "max(last_10m):max:shop.queue{${scope}}",
      "over: 10min, unit: none, above: { high: 5 }",
    ),
    query: "max(last_10m):max:shop.queue{env:production,service:web} > 5",
  },
  "service check": {
    signal: "{ type: check, check: postgres.can_connect, failures: { high: 3 } }",
    query: '"postgres.can_connect".over("env:production","service:web").by("host").last(4).count_by_status()',
  },
  "log alert": {
    signal: "{ type: logs, query: 'status:error', above: { high: 10 } }",
    query: 'logs("env:production service:web status:error").index("*").rollup("count").last("5m") > 10',
  },
  "rum alert": {
    signal: "{ type: rum, query: '@type:error', above: { high: 10 } }",
    query: 'rum("env:production service:web @type:error").rollup("count").last("5m") > 10',
  },
  "trace-analytics alert": {
    signal: "{ type: spans, query: 'status:error', above: { high: 10 } }",
    query: 'trace-analytics("env:production service:web status:error").rollup("count").last("5m") > 10',
  },
  "event-v2 alert": {
    signal: "{ type: events, query: 'source:kubernetes status:error', above: { high: 3 } }",
    query: 'events("env:production service:web source:kubernetes status:error").rollup("count").last("5m") > 3',
  },
  "audit alert": {
    signal: "{ type: audit, query: '@evt.name:Monitor @action:deleted', allServices: true, above: { high: 0 } }",
    query: 'audits("env:production @evt.name:Monitor @action:deleted").rollup("count").last("5m") > 0',
  },
  "error-tracking alert": {
    signal: "{ type: error-tracking, query: '*', above: { high: 0 } }",
    query:
      'error-tracking("env:production service:web").source("all").new().rollup("count").by("issue.id").last("5m") > 0',
  },
  "process alert": {
    signal: raw(
      "process alert",
      `processes("nginx").over(\${scope}).rollup("count").last("10m")`.replaceAll('"', "''"),
      "over: 10min, unit: count, below: { high: 1 }",
    ),
    query: "processes('nginx').over('env:production','service:web').rollup('count').last('10m') < 1",
  },
  "ci-pipelines alert": {
    signal: raw(
      "ci-pipelines alert",
      'ci-pipelines("ci_level:pipeline @ci.status:error ${scope}").rollup("count").last("1h")',
      "over: 1h, unit: count, above: { medium: 3 }",
    ),
    query:
      'ci-pipelines("ci_level:pipeline @ci.status:error env:production service:web").rollup("count").last("1h") > 3',
  },
  "ci-tests alert": {
    signal: raw(
      "ci-tests alert",
      'ci-tests("test_level:test @test.status:fail ${scope}").rollup("count").last("1h")',
      "over: 1h, unit: count, above: { medium: 3 }",
    ),
    query: 'ci-tests("test_level:test @test.status:fail env:production service:web").rollup("count").last("1h") > 3',
  },
  "database-monitoring alert": {
    signal: raw(
      "database-monitoring alert",
      'database-monitoring("dbm_type:activity ${scope}").rollup("count").last("5m")',
      "unit: count, above: { medium: 250 }",
    ),
    query: 'database-monitoring("dbm_type:activity env:production service:web").rollup("count").last("5m") > 250',
  },
  "network-performance alert": {
    signal: raw(
      "network-performance alert",
      'network-performance("client_service:web client_env:${env}").rollup("sum", "network.bytes_written").last("5m")',
      "unit: byte, above: { medium: 1GB }",
    ),
    query:
      'network-performance("client_service:web client_env:production").rollup("sum", "network.bytes_written").last("5m") > 1000000000',
  },
  "network-path alert": {
    signal: raw(
      "network-path alert",
      'network-path("@destination.hostname:api.example.com ${scope}").index("netpath-path").rollup("avg", "@rtt").last("15m")',
      "over: 15min, unit: millisecond, above: { medium: 200ms }",
    ),
    query:
      'network-path("@destination.hostname:api.example.com env:production service:web").index("netpath-path").rollup("avg", "@rtt").last("15m") > 200',
  },
  "cost alert": {
    signal: `{ type: query, monitorType: cost alert, query: 'formula("spent").last("7d").anomaly(direction="above")', queries: { spent: { source: cloud_cost, query: "sum:aws.cost.amortized{env:\${env}} by {servicename}" } }, over: 7d, unit: none, grouped: true, atLeast: { medium: 6 } }`,
    query: 'formula("spent").last("7d").anomaly(direction="above") >= 6',
    variables: {
      cloudCostQueries: [
        {
          name: "spent",
          dataSource: "cloud_cost",
          query: "sum:aws.cost.amortized{env:production} by {servicename}",
          aggregator: "sum",
        },
      ],
    },
  },
  "data-quality alert": {
    signal:
      "{ type: query, monitorType: data-quality alert, query: 'formula(\"rows\").last(\"30m\")', queries: { rows: { source: data_quality_metrics, filter: 'search for table where `database:${env} AND table:orders`', measure: row_count, by: [entity_id] } }, over: 30min, unit: none, below: { medium: 1000 } }",
    query: 'formula("rows").last("30m") < 1000',
    variables: {
      dataQualityQueries: [
        {
          name: "rows",
          dataSource: "data_quality_metrics",
          filter: "search for table where `database:production AND table:orders`",
          measure: "row_count",
          groupBies: ["entity_id"],
        },
      ],
    },
  },
  "data-jobs alert": {
    signal:
      "{ type: query, monitorType: data-jobs alert, query: 'formula(\"failed_runs(run_query)\").by(job_name).last(1h)', queries: { run_query: { source: data_jobs, jobType: dbt.job, filter: 'env:${env}' } }, over: 1h, unit: none, grouped: true, above: { medium: 0 } }",
    query: 'formula("failed_runs(run_query)").by(job_name).last(1h) > 0',
    variables: {
      dataJobsQueries: [{ name: "run_query", jobType: "dbt.job", jobsQuery: "env:production", queryDialect: "metric" }],
    },
  },
};

function checked(signal: string) {
  const text = `${ORGANISATION}\nservices:\n  web:\n    system: shop\n    runbook: https://runbooks.example.com/web\n    monitors:\n      it: ${signal}\n`;
  const file: CatalogFileBytes = { file: "catalog.yaml", bytes: new TextEncoder().encode(text) };
  return checkFiles([file], { today: "2026-11-21" });
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe.each(Object.entries(TYPES))("a monitor of the type %s", (type, { signal, query, variables }) => {
  const { specs, diagnostics } = checked(signal);
  const spec = specs.find(({ kind, env }) => kind === "datadog/monitor" && env === "prod");

  it("is written in the catalog's words, and the linter has nothing to say", () => {
    expect(diagnostics.map(({ message, hint }) => `${message} (${hint})`)).toEqual([]);
    expect(spec?.body).toMatchObject({ type, query, ...(variables && { variables }) });
  });

  it("is taken by plugin and API, and is the same when it is read again", async () => {
    if (!spec) throw new Error("not compiled");
    const inputs = JSON.parse(JSON.stringify(spec.body)) as Values;
    const checked = await world.check("datadog/monitor", inputs);
    expect(checked.failures).toEqual([]);
    const made = await world.create("datadog/monitor", checked.inputs);
    expect((await world.diff(made, checked.inputs)).diffs).toEqual([]);
    const read = (await world.read(made)) as Resource;
    expect((await world.diff(read, checked.inputs)).diffs).toEqual([]);
  });
});

it("composites, alerts on objectives and queries are all there are", () => {
  const { body } = compileService(`    monitors:
      a: { type: count, metric: shop.a, above: { high: 1 } }
      b: { type: count, metric: shop.b, above: { high: 1 } }
      both: { type: composite, when: a && b, severity: high }
    objectives:
      good:
        type: ratio
        bad: shop.a
        total: shop.b
        target: 99%
        burnRates: { fast: { severity: high, rate: 14.4, over: 1h } }`);
  const made = [
    body("datadog/monitor/shop-web-both").type,
    body("datadog/monitor/shop-web-good-burn-rate-fast").type,
    ...Object.keys(TYPES),
  ];
  expect(new Set(made).size).toBe(20);
});

it("the one the plugin refuses is refused here, with those there are", () => {
  const { diagnostics } = checked(
    raw(
      "llm-observability alert",
      'llm-observability("*").rollup("count").last("2h")',
      "over: 2h, unit: count, above: { high: 1 }",
    ),
  );
  expect(diagnostics).toMatchObject([{ code: "unknown-value", path: "services.web.monitors.it.monitorType" }]);
});

it.each([
  [
    `{ type: query, monitorType: cost alert, query: 'formula("a").last("7d")', over: 7d, unit: dollar, above: { medium: 5USD } }`,
    "missing-key",
    "query",
  ],
  [
    "{ type: query, query: 'avg(last_5m):avg:shop.a{${scope}}', queries: { a: { source: metrics, query: 'sum:shop.a{${scope}}' } }, unit: none, above: { medium: 5 } }",
    "conflicting-keys",
    "queries",
  ],
  [
    `{ type: query, monitorType: log alert, query: 'formula("a").last("5m")', queries: { a: { source: logs, query: "status:error", measure: avg } }, unit: none, above: { medium: 5 } }`,
    "missing-key",
    "queries.a",
  ],
])("says what a formula lacks: %s", (signal, code, path) => {
  const { diagnostics } = compileService(`    monitors:\n      it: ${signal}`);
  expect(diagnostics.map((one) => [one.code, one.path])).toEqual([[code, `services.web.monitors.it.${path}`]]);
});

it("a formula over searches has them with service and environment", () => {
  const { body, diagnostics } = compileService(
    `    monitors:\n      it: { type: query, monitorType: log alert, query: 'formula("failed / all").last("5m")', queries: { failed: { source: logs, query: "status:error" }, all: { source: logs, query: "*", index: main, by: [region] } }, unit: fraction, above: { high: 5% } }`,
  );
  expect(diagnostics).toEqual([]);
  expect(body("datadog/monitor/shop-web-it")).toMatchObject({
    query: 'formula("failed / all").last("5m") > 0.05',
    variables: {
      eventQueries: [
        {
          name: "failed",
          dataSource: "logs",
          search: { query: "env:production service:web status:error" },
          computes: [{ aggregation: "count" }],
          indexes: ["*"],
        },
        {
          name: "all",
          dataSource: "logs",
          search: { query: "env:production service:web" },
          computes: [{ aggregation: "count" }],
          indexes: ["main"],
          groupBies: [{ facet: "region" }],
        },
      ],
    },
  });
});
