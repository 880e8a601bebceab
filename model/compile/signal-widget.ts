/**
 * A signal or an objective on a dashboard. A signal is drawn from the same series as its monitor and with its lines, so that a
 * threshold that moves in the catalog moves on the dashboard, too.
 */

import { parseMonitorQuery, seriesIn } from "../../query/index";
import type { DashboardEntry, Line, ObjectiveEntry, ResolvedEnvironment, ServiceEntry, SignalEntry } from "../resolved";
import type { Body, BodyValue, Words } from "../spec";
import { ref } from "./draft";
import { heartbeatLine, queryOf } from "./query";
import { change, type Drawn, eventQuery, metricQuery, one, scalar, timeOf, timeseries, withUnit } from "./request";
import { searchOf, tagLists } from "./scope";
import { countSeries, valueSeries } from "./series";
import { COMPARISONS, plain } from "./words";

export type Widget = DashboardEntry["groups"][number]["widgets"][number];
export type WidgetOf<T extends Widget["type"]> = Extract<Widget, { type: T }>;

export interface Context {
  env: ResolvedEnvironment;
  service: ServiceEntry;
  /** The dashboard's variables: the name, and the tag it is a value of. */
  variables: readonly { name: string; tag: string }[];
}

export function signalWidget(context: Context, signal: SignalEntry, widget: WidgetOf<"signal">): Body {
  const title = widget.title ?? `${context.service.title}: ${signal.title}`;
  const time = timeOf(widget.span);
  if (signal.type === "check") return { ...checkWidget(context, signal, title), ...time };
  const bare = drawnSignal(context, signal);
  if (!bare)
    return {
      type: "alert_graph",
      title,
      alert_id: ref(`datadog/monitor/${signal.name}`),
      viz_type: "timeseries",
      ...time,
    };
  const drawn = withUnit(narrowed(bare, context, signal), signal.measured?.name);
  const { compareTo } = widget;
  switch (widget.as) {
    case "timeseries":
      return { ...timeseries(title, drawn, { markers: markers(signal), compareTo }), ...time };
    case "value":
      return {
        ...scalar("query_value", title, drawn, { conditional_formats: formats(signal) }),
        autoscale: true,
        precision: 2,
        ...time,
      };
    case "toplist":
      return { ...scalar("toplist", title, drawn, { conditional_formats: formats(signal) }), ...time };
    case "table": {
      const coloured = drawn.formulas.map((formula) => ({ ...formula, conditional_formats: formats(signal) }));
      return { ...scalar("query_table", title, { ...drawn, formulas: coloured }), ...time };
    }
    case "change":
      return {
        ...change(title, drawn, {
          compareTo: compareTo ?? "week",
          as: "relative",
          better: signal.comparator?.startsWith("<") ? "more" : "less",
        }),
        ...time,
      };
  }
}

type Check = Extract<SignalEntry, { type: "check" }>;

/**
 * A check's state. The widget takes tags that must be there and none that must not: a check that leaves some out is shown as the
 * state of its monitor, which knows them.
 */
function checkWidget({ env, service }: Context, signal: Check, title: string): Body {
  const { over, exclude } = tagLists(env, service, signal);
  if (exclude.length > 0)
    return {
      type: "manage_status",
      title,
      // Datadog finds a monitor by its id.
      query: { $text: [ref(`datadog/monitor/${signal.name}`)] },
      sort: "status,asc",
      display_format: "list",
      color_preference: "background",
      hide_zero_counts: true,
      show_last_triggered: true,
      summary_type: "monitors",
    };
  return {
    type: "check_status",
    title,
    check: signal.check,
    grouping: "cluster",
    group_by: [...signal.by],
    tags: over,
  };
}

/** A signal grouped by a variable's tag is narrowed by what the reader chose. */
function narrowed(drawn: Drawn, { variables }: Context, signal: SignalEntry): Drawn {
  const by: readonly string[] = "by" in signal ? signal.by : [];
  const names = variables.filter(({ tag }) => by.includes(tag)).map(({ name }) => `$${name}`);
  if (names.length === 0) return drawn;
  const queries = drawn.queries.map((query): Body => {
    if (typeof query.query === "string")
      return { ...query, query: query.query.replace(/\{([^}]*)\}/, scopeWith(names)) };
    const { query: search } = query.search as Body;
    return { ...query, search: { query: [String(search), ...names].join(" ") } };
  });
  return { ...drawn, queries };
}

function scopeWith(names: readonly string[]): (whole: string, scope: string) => string {
  return (_, scope) => {
    const words = / (?:AND|OR|IN|NOT) |^NOT /.test(scope);
    return words ? `{(${scope}) AND ${names.join(" AND ")}}` : `{${[scope, ...names].join(",")}}`;
  };
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
    case "query":
    case "change":
      return drawnQuery(env, service, signal);
    default:
      return undefined;
  }
}

/**
 * The series of a monitor's query, and what it computes of them as a formula. Not where the window adds values up or
 * compares them with earlier ones, nor where the past decides: the line would mean something else here.
 */
function drawnQuery(env: ResolvedEnvironment, service: ServiceEntry, signal: SignalEntry): Drawn | undefined {
  const { type, parts } = queryOf(env, service, signal);
  if (type !== "query alert") return undefined;
  const written = parts.map(String).join("");
  const text = `${written} > 0`;
  const { query, problems } = parseMonitorQuery(type, text);
  if (query.type !== "metric-monitor" || problems.some(({ severity }) => severity === "error")) return undefined;
  const { head, expression } = query;
  if (head?.type !== "aggregate" || !COMPARABLE.has(head.aggregator.text)) return undefined;
  if (/\b(?:anomalies|forecast|outliers)\(/.test(text)) return undefined;
  const queries: Body[] = [];
  let formula = "";
  // Behind the colon of the head.
  let at = head.span.end + 1;
  for (const { span } of seriesIn(expression).sort((a, b) => a.span.start - b.span.start)) {
    const name = `part${queries.length + 1}`;
    const series = text.slice(span.start, span.end);
    queries.push(metricQuery(name, series, /\.as_count\(\)/.test(series) ? "sum" : "avg"));
    formula += `${text.slice(at, span.start)}${name}`;
    at = span.end;
  }
  formula += written.slice(at);
  // What is rolled up after it was computed is no formula.
  return queries.length === 0 || /\)\s*\./.test(formula)
    ? undefined
    : { queries, formulas: [{ formula, alias: signal.title }] };
}

const COMPARABLE: ReadonlySet<string> = new Set(["avg", "min", "max"]);

/** What the catalog calls the numbers of a signal's widget, by their path inside the widget. */
export function signalWords(signal: SignalEntry, { as }: WidgetOf<"signal">): Record<string, Words> {
  const { comparator, unit } = signal;
  if (!comparator || as === "change") return {};
  return Object.fromEntries(
    numbered(signal).flatMap(({ line }, index): [string, Words][] => {
      const path = `${signal.name} ${COMPARISONS[comparator]}.${line.severity}`;
      const formats = as === "table" ? "requests.0.formulas.0.conditional_formats" : "requests.0.conditional_formats";
      if (as !== "timeseries")
        return [[`${formats}.${index}.value`, { path: `${path}, as a colour`, ...(unit !== undefined && { unit }) }]];
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
