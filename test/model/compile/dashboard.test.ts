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

describe("a dashboard", () => {
  it("draws a signal from the monitor's series, with its lines", () => {
    const [widget] = widgetsOf("{ type: signal, signal: errors }");
    expect(widget!.definition).toMatchObject({
      type: "timeseries",
      title: "Web shop: Errors",
      requests: [
        {
          queries: [
            { name: "part", query: "sum:web.bad{env:production,service:web}.as_count()" },
            { name: "whole", query: "sum:web.all{env:production,service:web}.as_count()" },
          ],
          formulas: [
            { formula: "part / whole", number_format: { unit: { type: "canonical_unit", unit_name: "fraction" } } },
          ],
        },
      ],
      markers: [
        { value: "y = 0.05", display_type: "error dashed", label: "high 5%" },
        { value: "y = 0.01", display_type: "warning dashed", label: "medium 1%" },
      ],
    });
  });

  it("colours a number by the lines, the worst first", () => {
    const [widget] = widgetsOf("{ type: signal, signal: errors, as: value }");
    expect(widget!.definition).toMatchObject({
      type: "query_value",
      requests: [
        {
          response_format: "scalar",
          conditional_formats: [
            { comparator: ">", value: 0.05, palette: "white_on_red" },
            { comparator: ">", value: 0.01, palette: "white_on_yellow" },
          ],
        },
      ],
    });
  });

  it("draws a search in bars as wide as the signal's window", () => {
    const [widget] = widgetsOf("{ type: signal, signal: slow }");
    const { requests } = widget!.definition as { requests: { queries: Body[] }[] };
    expect(requests[0]!.queries[0]).toEqual({
      data_source: "rum",
      name: "value",
      search: { query: "env:production service:web @type:view" },
      indexes: ["*"],
      compute: { aggregation: "pc75", metric: "@view.loading_time", interval: 900000 },
    });
  });

  it.each([
    [
      "{ type: signal, signal: odd }",
      { type: "alert_graph", alert_id: { $ref: "datadog/monitor/shop-web-odd", output: "id" } },
    ],
    [
      "{ type: signal, signal: up }",
      { type: "check_status", check: "http.can_connect", tags: ["env:production", "service:web"] },
    ],
    [
      "{ type: objective, objective: good }",
      { type: "slo", slo_id: { $ref: "datadog/slo/shop-web-good", output: "id" }, time_windows: ["30d"] },
    ],
    ["{ type: alerts }", { type: "manage_status", query: "tag:(service:web AND env:production)" }],
    ["{ type: note, text: 'In ${env}.' }", { type: "note", content: "In production." }],
    [
      "{ type: events, title: New, query: 'status:error', columns: [host] }",
      {
        type: "list_stream",
        requests: [{ query: { data_source: "logs_stream", query_string: "env:production service:web status:error" } }],
      },
    ],
    [
      "{ type: toplist, title: Top, queries: { a: { query: 'avg:web.time{${scope}} by {path}' } }, limit: 5 }",
      {
        type: "toplist",
        requests: [
          {
            queries: [{ query: "avg:web.time{env:production,service:web} by {path}" }],
            formulas: [{ formula: "a", limit: { count: 5, order: "desc" } }],
          },
        ],
      },
    ],
  ])("draws %s", (written, definition) => {
    expect(widgetsOf(written)[0]!.definition).toMatchObject(definition);
  });

  it("knows what the catalog calls its lines and colours", () => {
    const { spec } = compileService(
      `${MONITORS}    dashboards:\n      board: { title: Board, groups: [{ title: All, widgets: [{ type: signal, signal: slow }, { type: signal, signal: errors, as: value }] }] }`,
    );
    const inside = "dashboard.widgets.0.definition.widgets";
    expect(spec("datadog/dashboard/shop-web-board").words).toEqual({
      [`${inside}.0.definition.markers.0.value`]: { path: "shop-web-slow above.medium, as a line" },
      [`${inside}.0.definition.markers.0.label`]: { path: "shop-web-slow above.medium, as a label" },
      [`${inside}.1.definition.requests.0.conditional_formats.0.value`]: {
        path: "shop-web-errors above.high, as a colour",
        unit: "fraction",
      },
      [`${inside}.1.definition.requests.0.conditional_formats.1.value`]: {
        path: "shop-web-errors above.medium, as a colour",
        unit: "fraction",
      },
    });
  });

  it("fills rows of twelve, left to right", () => {
    const widgets = widgetsOf(
      "{ type: alerts, width: 6, height: 3 }, { type: alerts, width: 6, height: 2 }, { type: alerts, width: 4 }, { type: alerts, width: 12 }",
    );
    expect(widgets.map(({ layout }) => layout)).toEqual([
      { x: 0, y: 0, width: 6, height: 3 },
      { x: 6, y: 0, width: 6, height: 2 },
      { x: 0, y: 3, width: 4, height: 2 },
      { x: 0, y: 5, width: 12, height: 2 },
    ]);
  });
});
