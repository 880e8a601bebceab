/** The dashboards of the shipped catalog, written and made: what they draw can be read and is watched. */

import { describe, expect, it } from "vitest";
import type { Spec } from "../../model/index";
import { parse, parseSearch } from "../../query/index";
import { shipped, specAt } from "./shipped";

const DASHBOARDS = shipped.specs.filter(({ kind }) => kind === "datadog/dashboard");

interface Drawn {
  metric: boolean;
  text: string;
}

/** Every metric query and every search in a body. */
function queriesIn(value: unknown): Drawn[] {
  if (Array.isArray(value)) return value.flatMap(queriesIn);
  if (typeof value !== "object" || value === null) return [];
  const { data_source: source, query, search, query_string: list } = value as Record<string, unknown>;
  return [
    ...(source === "metrics" && typeof query === "string" ? [{ metric: true, text: query }] : []),
    ...(search ? [{ metric: false, text: String((search as { query: unknown }).query) }] : []),
    ...(typeof list === "string" ? [{ metric: false, text: list }] : []),
    ...Object.values(value).flatMap(queriesIn),
  ];
}

it("there are some hundreds of queries in them, and each can be read", () => {
  const texts = new Map(DASHBOARDS.flatMap(({ body }) => queriesIn(body)).map((one) => [one.text, one.metric]));
  expect(texts.size).toBeGreaterThan(300);
  const problems = [...texts].flatMap(([text, metric]) =>
    (metric ? parse(text) : parseSearch(text)).problems.map(({ code }) => [text, code]),
  );
  expect(problems).toEqual([]);
});

it("a query that no environment narrows stands in none of them", () => {
  const wide = DASHBOARDS.flatMap(({ env, key, body }) =>
    queriesIn(body).flatMap(({ text }) => (/\benv:[a-z]+\b/.test(text) ? [] : [`${env} ${key}: ${text}`])),
  );
  expect(wide).toEqual([]);
});

describe("the dashboard made of a service", () => {
  const made = DASHBOARDS.filter(({ env, key }) => env === "prod" && key.endsWith("-service"));

  it("draws the series of each of its monitors on metrics", () => {
    const missing = made.flatMap(({ key, body }) => {
      const drawn = new Set(queriesIn(body).flatMap(({ metric, text }) => (metric ? [text] : [])));
      const name = key.slice(0, -"-service".length);
      return shipped.specs
        .filter((spec) => spec.env === "prod" && belongsTo(spec, name) && spec.body.type === "query alert")
        .filter((spec) => ![...drawn].some((series) => String(spec.body.query).includes(series)))
        .map((spec) => `${key} lacks ${spec.key}: ${String(spec.body.query)}`);
    });
    // Datadog's own graph of the monitor shows what these compute.
    expect(missing.filter((text) => !/anomalies\(|forecast\(|change\(|: sum\(/.test(text))).toEqual([]);
  });

  it("is led to by the dashboard of its system", () => {
    for (const { key } of made) {
      const system = DASHBOARDS.filter((one) => one.env === "prod" && one.key.endsWith("-system")).filter(({ refs }) =>
        refs.includes(`datadog/dashboard/${key}`),
      );
      expect([key, system.length]).toEqual([key, 1]);
    }
  });

  it("is there where alerts tell anybody, and not in dev", () => {
    expect(specAt("datadog/dashboard/truststream-api-service")).toBeDefined();
    expect(specAt("datadog/dashboard/truststream-api-service", "staging")).toBeDefined();
    expect(specAt("datadog/dashboard/truststream-api-service", "dev")).toBeUndefined();
  });
});

function belongsTo({ kind, component }: Spec, name: string): boolean {
  return kind === "datadog/monitor" && component === `MonitoredService/${name}`;
}
