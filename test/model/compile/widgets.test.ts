import { describe, expect, it } from "vitest";
import type { Body } from "../../../model/index";
import { compileService } from "./compile-yaml";

const MONITORS = `    monitors:
      errors: { type: ratio, title: Errors, numerator: web.bad, denominator: web.all, above: { high: 5%, medium: 1% } }
      slow: { type: rum, title: Slow, query: "@type:view", measure: pc75, of: "@view.loading_time", unit: nanosecond, over: 15min, above: { medium: 4s } }
      odd: { type: anomaly, metric: web.all, counted: true, atLeast: { medium: 80% } }
      up: { type: check, check: http.can_connect, failures: { high: 3 } }
    objectives:
      good: { type: ratio, title: Good, bad: web.bad, total: web.all, target: 99% }
`;

function widgetsOf(widgets: string): { definition: Body; layout: Body }[] {
  const { body, diagnostics } = compileService(
    `${MONITORS}    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [${widgets}] }] }`,
  );
  expect(diagnostics).toEqual([]);
  const { $json } = body("datadog/dashboard/shop-web-board").dashboard as {
    $json: { widgets: { definition: Body }[] };
  };
  return $json.widgets[0]!.definition.widgets as never;
}

describe("widgets", () => {
  it.each([
    [
      "the same a week before, beside a line",
      "{ type: signal, signal: errors, compareTo: week }",
      {
        requests: [
          { formulas: [{ formula: "part / whole" }] },
          {
            formulas: [{ formula: "week_before(part) / week_before(whole)", alias: "Errors, a week before" }],
            style: { line_type: "dashed" },
          },
        ],
      },
    ],
    [
      "how the groups of a signal changed, less being better",
      "{ type: signal, signal: errors, as: change }",
      {
        type: "change",
        requests: [
          {
            response_format: "scalar",
            formulas: [{ formula: "week_before(part) / week_before(whole)" }, { formula: "part / whole" }],
            compare_to: "week_before",
            change_type: "relative",
            increase_good: false,
            order_by: "change",
            order_dir: "desc",
          },
        ],
      },
    ],
    [
      "a number with its change since last week and the first colour that holds",
      "{ type: value, title: Sales, queries: { a: { query: 'sum:web.all{${scope}}.as_count()' } }, unit: order, compareTo: week, better: more, span: 1w, marks: [{ below: 10, colour: red }, { atLeast: 1k, colour: green }] }",
      {
        type: "query_value",
        time: { live_span: "1w" },
        requests: [
          {
            comparison: { type: "both", directionality: "increase_better", duration: { type: "previous_week" } },
            conditional_formats: [
              { comparator: "<", value: 10, palette: "white_on_red" },
              { comparator: ">=", value: 1000, palette: "white_on_green" },
            ],
          },
        ],
      },
    ],
    [
      "marks in the unit of the widget",
      "{ type: timeseries, title: Time, queries: { a: { query: 'p95:web.time{${scope}}' } }, unit: second, marks: [{ above: 200ms, colour: yellow, label: promised }] }",
      { markers: [{ value: "y = 0.2", display_type: "warning dashed", label: "promised" }] },
    ],
    [
      "the colours of a table's cells by formula",
      "{ type: table, title: T, queries: { a: { query: 'avg:web.time{${scope}} by {path}' } }, unit: second, marks: [{ above: 2s, colour: red }] }",
      {
        type: "query_table",
        requests: [{ formulas: [{ conditional_formats: [{ value: 2 }], limit: { count: 10 } }] }],
      },
    ],
    [
      "a distribution of one query",
      "{ type: distribution, title: D, queries: { a: { query: 'avg:web.time{${scope}} by {host}' } } }",
      {
        type: "distribution",
        requests: [
          {
            request_type: "histogram",
            query: { data_source: "metrics", name: "a", query: "avg:web.time{env:production,service:web} by {host}" },
          },
        ],
      },
    ],
    [
      "a heat map of single values",
      "{ type: heatmap, title: H, queries: { a: { query: 'histogram:web.time{${scope}}' } } }",
      {
        type: "heatmap",
        requests: [{ request_type: "histogram", query: { query: "histogram:web.time{env:production,service:web}" } }],
      },
    ],
    [
      "a heat map of groups",
      "{ type: heatmap, title: H, queries: { a: { query: 'avg:web.time{${scope}} by {host}' } } }",
      { type: "heatmap", requests: [{ response_format: "timeseries", formulas: [{ formula: "a" }] }] },
    ],
    [
      "a map of countries",
      "{ type: geomap, title: Where, queries: { a: { source: logs, query: 'status:error', by: ['@geo.country.iso_code'] } } }",
      {
        type: "geomap",
        view: { focus: "WORLD" },
        requests: [
          {
            queries: [{ group_by: [{ facet: "@geo.country.iso_code", limit: 250 }] }],
            formulas: [{ formula: "a", limit: { count: 250, order: "desc" } }],
          },
        ],
      },
    ],
    [
      "a funnel of sessions",
      "{ type: funnel, title: F, query: '@session.type:user', steps: [{ facet: '@view.name', value: / }, { facet: '@view.name', value: /pay }] }",
      {
        type: "funnel",
        requests: [
          {
            request_type: "funnel",
            query: {
              data_source: "rum",
              query_string: "env:production service:web @session.type:user",
              steps: [
                { facet: "@view.name", value: "/" },
                { facet: "@view.name", value: "/pay" },
              ],
            },
          },
        ],
      },
    ],
    [
      "a list of objectives",
      "{ type: objectives }",
      { type: "slo_list", requests: [{ query: { query_string: "env:production service:web", limit: 20 } }] },
    ],
    [
      "signals of security rules, which carry their rule's tags, by severity",
      "{ type: toplist, title: Signals, queries: { a: { source: security_signals, query: 'env:${env} source:web', by: [status] } } }",
      {
        requests: [
          {
            queries: [
              {
                data_source: "security_signals",
                search: { query: "env:production source:web" },
                group_by: [{ facet: "status" }],
              },
            ],
          },
        ],
      },
    ],
    [
      "the newest signals",
      "{ type: events, title: New, source: security_signals, query: 'env:${env}', columns: [status] }",
      { requests: [{ query: { data_source: "security_signals_stream", query_string: "env:production" } }] },
    ],
    [
      "how many signals of a severity a system has",
      "{ type: security-signals, as: value, severity: critical, of: system }",
      {
        type: "query_value",
        title: "Signals, critical",
        requests: [
          {
            queries: [
              { data_source: "security_signals", search: { query: "env:production system:shop status:critical" } },
            ],
            conditional_formats: [
              { comparator: ">", value: 0, palette: "white_on_red" },
              { comparator: "<=", value: 0, palette: "white_on_green" },
            ],
          },
        ],
      },
    ],
    [
      "the rules that found something in the environment",
      "{ type: security-signals, as: rules, of: environment, span: 1d }",
      {
        type: "toplist",
        time: { live_span: "1d" },
        requests: [
          { queries: [{ search: { query: "env:production" }, group_by: [{ facet: "@workflow.rule.name" }] }] },
        ],
      },
    ],
    [
      "events of all services",
      "{ type: events, title: New, query: '@evt.category:auth', allServices: true }",
      { requests: [{ query: { query_string: "env:production @evt.category:auth" } }] },
    ],
  ])("draws %s", (_, written, definition) => {
    expect(widgetsOf(written)[0]!.definition).toMatchObject(definition);
  });

  it("shows a check that leaves tags out as the state of its monitor, which knows them", () => {
    const { body, diagnostics } = compileService(
      "    monitors:\n      up: { type: check, check: http.can_connect, failures: { high: 3 }, where: '!host:a' }\n" +
        "    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [{ type: signal, signal: up }] }] }",
    );
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(body("datadog/dashboard/shop-web-board"))).toContain(
      '{"type":"manage_status","title":"Web shop: Up","query":{"$text":[{"$ref":"datadog/monitor/shop-web-up","output":"id"}]}',
    );
  });

  it.each([
    [
      "avg(last_10m):100 * max:web.used{${scope}} by {host} / (max:web.free{${scope}} by {host} + max:web.used{${scope}} by {host})",
      [
        "max:web.used{env:production,service:web} by {host}",
        "max:web.free{env:production,service:web} by {host}",
        "max:web.used{env:production,service:web} by {host}",
      ],
      "100 * part1 / (part2 + part3)",
    ],
    [
      "max(last_5m):avg:web.depth{${scope}}.fill(zero)",
      ["avg:web.depth{env:production,service:web}.fill(zero)"],
      "part1",
    ],
    [
      "avg(last_1h):avg:web.all{${scope}} / day_before(avg:web.all{${scope}})",
      ["avg:web.all{env:production,service:web}", "avg:web.all{env:production,service:web}"],
      "part1 / day_before(part2)",
    ],
  ])("draws the series of a query in Datadog's own language: %s", (query, series, formula) => {
    const { body, diagnostics } = compileService(
      `    monitors:\n      raw: { type: query, query: "${query}", unit: percent, above: { high: 90% } }\n` +
        "    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [{ type: signal, signal: raw }] }] }",
    );
    expect(diagnostics).toEqual([]);
    const { $json } = body("datadog/dashboard/shop-web-board").dashboard as unknown as {
      $json: { widgets: { definition: { widgets: { definition: Body }[] } }[] };
    };
    const { requests, markers } = $json.widgets[0]!.definition.widgets[0]!.definition as unknown as {
      requests: { queries: Body[]; formulas: Body[] }[];
      markers: Body[];
    };
    expect(requests[0]!.queries.map((one) => one.query)).toEqual(series);
    expect(requests[0]!.formulas[0]!.formula).toBe(formula);
    expect(markers).toMatchObject([{ value: "y = 90" }]);
  });

  it.each([
    "sum(last_15m):monotonic_diff(sum:web.restarts{${scope}})",
    "avg(last_4h):anomalies(avg:web.depth{${scope}}, 'basic', 2)",
    "change(avg(last_5m),last_1h):avg:web.depth{${scope}}",
  ])("leaves to Datadog's own graph what a line cannot be drawn into: %s", (query) => {
    const { body } = compileService(
      `    monitors:\n      raw: { type: query, query: "${query}", unit: none, above: { high: 90 } }\n` +
        "    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [{ type: signal, signal: raw }] }] }",
    );
    expect(JSON.stringify(body("datadog/dashboard/shop-web-board"))).toContain('"type":"alert_graph"');
  });

  it("has variables, which narrow the signals grouped by their tag and the queries that name them", () => {
    const { body, diagnostics } = compileService(`    monitors:
      full: { type: metric, metric: web.disk, unit: percent, by: [host], above: { high: 90% } }
      errors: { type: ratio, title: Errors, numerator: web.bad, denominator: web.all, above: { high: 5% } }
    dashboards:
      board:
        title: Board
        variables: { host: { tag: host }, build: { tag: version, values: ["1", "2"], default: "2" } }
        groups:
          - title: All
            widgets:
              - { type: signal, signal: full }
              - { type: signal, signal: errors }
              - { type: timeseries, title: T, queries: { a: { query: "avg:web.time{\${scope},$build} by {host}" } } }
              - { type: timeseries, title: L, queries: { a: { source: logs, query: "$host status:error" } } }`);
    expect(diagnostics).toEqual([]);
    const { $json } = body("datadog/dashboard/shop-web-board").dashboard as { $json: Body };
    expect($json.template_variables).toEqual([
      { name: "host", prefix: "host", defaults: ["*"] },
      { name: "build", prefix: "version", available_values: ["1", "2"], defaults: ["2"] },
    ]);
    const text = JSON.stringify($json.widgets);
    expect(text).toContain("avg:web.disk{env:production,service:web,$host} by {host}");
    expect(text).toContain("sum:web.bad{env:production,service:web}.as_count()");
    expect(text).toContain("avg:web.time{env:production,service:web,$build} by {host}");
    expect(text).toContain("env:production service:web $host status:error");
  });

  it.each([
    [
      "{ type: timeseries, title: T, queries: { a: { query: 'avg:web.time{$host}' } } }",
      "`$host` is a variable of a dashboard, and this one has none of that name",
    ],
    [
      "{ type: heatmap, title: T, queries: { a: { query: 'avg:a{*}' }, b: { query: 'avg:b{*}' } } }",
      "a `heatmap` draws one query, and there are 2",
    ],
    [
      "{ type: value, title: T, queries: { a: { query: 'avg:a{*}' } }, unit: second, marks: [{ above: 2, colour: red }] }",
      "`2` has no unit, and this is a length of time in seconds",
    ],
    [
      "{ type: value, title: T, queries: { a: { query: 'avg:a{*}' } }, marks: [{ above: 2, below: 1, colour: red }] }",
      "`above` and `below` are both given",
    ],
    [
      "{ type: value, title: T, queries: { a: { query: 'avg:a{*}' } }, marks: [{ colour: red }] }",
      "the mark has no value",
    ],
  ])("refuses %s", (written, message) => {
    const { diagnostics } = compileService(
      `    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [${written}] }] }`,
    );
    expect(diagnostics.map((one) => one.message)).toContain(message);
  });
});
