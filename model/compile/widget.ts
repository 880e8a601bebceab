/**
 * Widgets of dashboards, as Datadog's JSON has them. A signal is drawn from the same series as its monitor and with its lines, so
 * that a threshold that moves in the catalog moves on the dashboard, too.
 */

import type { DashboardEntry, Line, ObjectiveEntry, ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import type { Body, BodyValue, Words } from "../spec";
import { body, ref } from "./draft";
import { heartbeatLine } from "./query";
import { metricScope, searchOf, tagLists } from "./scope";
import { countSeries, fillIn, valueSeries } from "./series";
import { COMPARISONS, plain } from "./words";

export type Widget = DashboardEntry["groups"][number]["widgets"][number];
export type WidgetOf<T extends Widget["type"]> = Extract<Widget, { type: T }>;

export interface Context {
  env: ResolvedEnvironment;
  service: ServiceEntry;
}

/** Formulas and queries of one request. */
interface Drawn {
  queries: Body[];
  formulas: Body[];
}

export function signalWidget(context: Context, signal: SignalEntry, widget: WidgetOf<"signal">): Body {
  const title = widget.title ?? `${context.service.title}: ${signal.title}`;
  if (signal.type === "check")
    return {
      type: "check_status",
      title,
      check: signal.check,
      grouping: "cluster",
      group_by: [...signal.by],
      tags: tagLists(context.env, context.service, signal).over,
    };
  const drawn = drawnSignal(context, signal);
  if (!drawn)
    return { type: "alert_graph", title, alert_id: ref(`datadog/monitor/${signal.name}`), viz_type: "timeseries" };
  const unit = signal.measured?.name;
  switch (widget.as) {
    case "timeseries":
      return timeseries(title, withUnit(drawn, unit), "line", markers(signal));
    case "value":
      return {
        ...scalar("query_value", title, withUnit(drawn, unit), { conditional_formats: formats(signal) }),
        autoscale: true,
        precision: 2,
      };
    case "toplist":
      return scalar("toplist", title, withUnit(drawn, unit), { conditional_formats: formats(signal) });
  }
}

/** The signal's series; undefined where Datadog's own graph of the monitor is the only true picture. */
function drawnSignal({ env, service }: Context, signal: SignalEntry): Drawn | undefined {
  switch (signal.type) {
    case "ratio":
      return {
        queries: [
          metricQuery("part", countSeries(env, service, signal.numerator, signal, signal.by), "sum"),
          metricQuery("whole", countSeries(env, service, signal.denominator, signal, signal.by), "sum"),
        ],
        formulas: [{ formula: "part / whole", alias: signal.title }],
      };
    case "metric":
      return one(metricQuery("value", valueSeries(env, service, signal), "avg"), signal.title);
    case "heartbeat":
      if (heartbeatLine(env, signal) === 0)
        return one(
          metricQuery("value", valueSeries(env, service, { ...signal, aggregate: "avg" }), "avg"),
          signal.title,
        );
      return one(
        metricQuery("value", countSeries(env, service, signal.metric, signal, signal.by), "sum"),
        signal.title,
      );
    case "count":
      return one(
        metricQuery("value", countSeries(env, service, signal.metric, signal, signal.by), "sum"),
        signal.title,
      );
    case "logs":
    case "rum":
    case "spans":
    case "events":
    case "audit":
      return one(
        eventQuery("value", signal.type, searchOf(env, service, signal.query, signal), {
          measure: signal.measure,
          of: signal.of,
          by: signal.by,
          // The bars are as wide as the signal's window, so that the line means the same in both places.
          interval: signal.over.seconds * 1000,
        }),
        signal.title,
      );
    default:
      return undefined;
  }
}

function one(query: Body, alias: string): Drawn {
  return { queries: [query], formulas: [{ formula: String(query.name), alias }] };
}

function metricQuery(name: string, query: string, aggregator?: string): Body {
  return body({ data_source: "metrics", name, query, aggregator });
}

interface Computed {
  measure: string;
  of?: string | undefined;
  by: readonly string[];
  interval?: number;
  limit?: number;
}

function eventQuery(
  name: string,
  source: string,
  query: string,
  { measure, of, by, interval, limit = 10 }: Computed,
): Body {
  const counted = measure === "count" || of === undefined;
  return {
    data_source: source,
    name,
    search: { query },
    indexes: ["*"],
    compute: body({ aggregation: counted ? "count" : measure, metric: counted ? undefined : of, interval }),
    ...(by.length > 0 && {
      group_by: by.map((facet) => ({
        facet,
        limit,
        sort: body({ aggregation: counted ? "count" : measure, metric: counted ? undefined : of, order: "desc" }),
      })),
    }),
  };
}

function withUnit(drawn: Drawn, unit: string | undefined): Drawn {
  if (unit === undefined || unit === "none") return drawn;
  const [unit_name = unit, per_unit_name] = unit.split("/");
  const number_format = { unit: body({ type: "canonical_unit", unit_name, per_unit_name }) };
  return { ...drawn, formulas: drawn.formulas.map((formula) => ({ ...formula, number_format })) };
}

function timeseries(title: string, drawn: Drawn, display: string, marked: BodyValue[] = []): Body {
  return body({
    type: "timeseries",
    title,
    show_legend: true,
    legend_layout: "auto",
    requests: [
      { response_format: "timeseries", queries: drawn.queries, formulas: drawn.formulas, display_type: display },
    ],
    markers: marked.length > 0 ? marked : undefined,
  });
}

/** Scalars show one number per series: event queries have no interval then. */
function scalar(type: string, title: string, drawn: Drawn, more: Body = {}): Body {
  const queries = drawn.queries.map((query): Body => {
    const { compute } = query;
    if (compute === null || typeof compute !== "object" || Array.isArray(compute)) return query;
    const { interval: _, ...rest } = compute as Body;
    return { ...query, compute: rest };
  });
  const rest = Object.fromEntries(
    Object.entries(more).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
  return { type, title, requests: [{ response_format: "scalar", queries, formulas: drawn.formulas, ...rest }] };
}

/** What the catalog calls the numbers of a signal's widget, by their path inside the widget. */
export function signalWords(signal: SignalEntry, { as }: WidgetOf<"signal">): Record<string, Words> {
  const { comparator, unit } = signal;
  if (!comparator) return {};
  return Object.fromEntries(
    numbered(signal).flatMap(({ line }, index): [string, Words][] => {
      const path = `${signal.name} ${COMPARISONS[comparator]}.${line.severity}`;
      if (as !== "timeseries")
        return [
          [
            `requests.0.conditional_formats.${index}.value`,
            { path: `${path}, as a colour`, ...(unit !== undefined && { unit }) },
          ],
        ];
      return [
        [`markers.${index}.value`, { path: `${path}, as a line` }],
        [`markers.${index}.label`, { path: `${path}, as a label` }],
      ];
    }),
  );
}

function markers(signal: SignalEntry): BodyValue[] {
  return numbered(signal).map(({ line, value }) => ({
    value: `y = ${plain(value)}`,
    display_type: line.status === "critical" ? "error dashed" : "warning dashed",
    label: `${line.severity} ${line.text}`,
  }));
}

/** The worst first: the first that holds colours the number. */
function formats(signal: SignalEntry): BodyValue[] {
  const { comparator } = signal;
  if (!comparator) return [];
  return numbered(signal).map(({ line, value }) => ({
    comparator,
    value,
    palette: line.status === "critical" ? "white_on_red" : "white_on_yellow",
  }));
}

function numbered(signal: SignalEntry): { line: Line; value: number }[] {
  return signal.lines.flatMap((line) => (line.value === undefined ? [] : [{ line, value: line.value }]));
}

export function objectiveWidget({ service }: Context, objective: ObjectiveEntry, widget: WidgetOf<"objective">): Body {
  return {
    type: "slo",
    title: widget.title ?? `${service.title}: ${objective.title}`,
    slo_id: ref(`datadog/slo/${objective.name}`),
    view_type: "detail",
    view_mode: "overall",
    time_windows: [objective.window],
    show_error_budget: true,
  };
}

type Plain = Exclude<Widget, { type: "signal" } | { type: "objective" }>;

/** The widgets that the catalog describes in full. */
export function plainWidget(context: Context, widget: Plain): Body {
  const { env, service } = context;
  switch (widget.type) {
    case "timeseries":
      return timeseries(widget.title, written(context, widget), widget.display);
    case "value":
      return {
        ...scalar("query_value", widget.title, written(context, widget)),
        autoscale: true,
        precision: widget.precision,
      };
    case "toplist":
    case "table": {
      const drawn = written(context, widget, widget.limit);
      const sorted = drawn.formulas.map((formula, index) => ({
        ...formula,
        ...(index === 0 && { limit: { count: widget.limit, order: "desc" } }),
      }));
      return scalar(widget.type === "table" ? "query_table" : "toplist", widget.title, { ...drawn, formulas: sorted });
    }
    case "alerts":
      return {
        type: "manage_status",
        title: widget.title ?? "Alerts",
        query: fillIn(widget.query ?? "tag:(service:${service} AND env:${env})", env, service, ""),
        sort: "status,asc",
        display_format: "countsAndList",
        color_preference: "text",
        hide_zero_counts: true,
        show_last_triggered: true,
        summary_type: "monitors",
      };
    case "events":
      return {
        type: "list_stream",
        title: widget.title,
        requests: [
          {
            response_format: "event_list",
            columns: ["timestamp", ...widget.columns].map((field) => ({ field, width: "auto" })),
            query: {
              data_source: STREAMS[widget.source],
              query_string: searchOf(env, service, widget.query),
              indexes: [],
            },
          },
        ],
      };
    case "note":
      return {
        type: "note",
        content: fillIn(widget.text, env, service, ""),
        background_color: "white",
        font_size: "14",
        show_tick: false,
      };
  }
}

const STREAMS = {
  logs: "logs_stream",
  security_signals: "logs_stream",
  rum_issues: "rum_issue_stream",
  events: "event_stream",
} as const;

function written(
  { env, service }: Context,
  widget: WidgetOf<"timeseries" | "value" | "toplist" | "table">,
  limit?: number,
): Drawn {
  const entries = Object.entries(widget.queries);
  const queries = entries.map(([name, { source, query, measure, of, by }]) =>
    source === "metrics"
      ? metricQuery(
          name,
          fillIn(query, env, service, metricScope(env, service)),
          /as_count\(\)/.test(query) ? "sum" : "avg",
        )
      : eventQuery(
          name,
          source,
          source === "security_signals" ? fillIn(query, env, service, "") : searchOf(env, service, query),
          {
            measure,
            of,
            by,
            ...(limit !== undefined && { limit }),
          },
        ),
  );
  const formulas =
    widget.formula === undefined
      ? entries.map(([name, { label }]) => body({ formula: name, alias: label }))
      : [{ formula: widget.formula, alias: widget.title }];
  return withUnit({ queries, formulas }, widget.unit);
}
