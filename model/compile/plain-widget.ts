/** Widgets that hold queries of their own, as Datadog's JSON has them. */

import { convert } from "../quantity";
import type { Comparator } from "../resolved";
import type { Body, BodyValue } from "../spec";
import { metricUnit } from "../units";
import { body } from "./draft";
import { change, type Drawn, eventQuery, metricQuery, scalar, timeOf, timeseries, withUnit } from "./request";
import { metricScope, searchOf } from "./scope";
import { fillIn } from "./series";
import type { Context, Widget, WidgetOf } from "./signal-widget";
import { COMPARISONS, plain } from "./words";

type Plain = Exclude<Widget, { type: "signal" | "objective" | "rule" | "security-signals" | "links" }>;

export function plainWidget(context: Context, widget: Plain): Body {
  const { env, service } = context;
  switch (widget.type) {
    case "timeseries":
      return {
        ...timeseries(widget.title, written(context, widget), {
          display: widget.display,
          compareTo: widget.compareTo,
          markers: markersOf(widget),
        }),
        ...timeOf(widget.span),
      };
    case "value":
      return {
        ...scalar("query_value", widget.title, written(context, widget), {
          conditional_formats: formatsOf(widget),
          ...(widget.compareTo && { comparison: comparison(widget.compareTo, widget.better) }),
        }),
        autoscale: true,
        precision: widget.precision,
        ...timeOf(widget.span),
      };
    case "toplist":
      return {
        ...scalar("toplist", widget.title, largest(written(context, widget, widget.limit), widget.limit), {
          conditional_formats: formatsOf(widget),
        }),
        ...timeOf(widget.span),
      };
    case "table":
      return {
        ...scalar(
          "query_table",
          widget.title,
          coloured(largest(written(context, widget, widget.limit), widget.limit), formatsOf(widget)),
        ),
        ...timeOf(widget.span),
      };
    case "change":
      return { ...change(widget.title, written(context, widget), widget), ...timeOf(widget.span) };
    case "distribution":
    case "heatmap":
      return { ...spread(context, widget), ...timeOf(widget.span) };
    case "geomap":
      return {
        ...scalar("geomap", widget.title, largest(written(context, widget, widget.limit), widget.limit)),
        style: { palette: "hostmap_blues", palette_flip: false },
        view: { focus: widget.focus },
        ...timeOf(widget.span),
      };
    case "funnel":
      return {
        type: "funnel",
        title: widget.title,
        requests: [
          {
            request_type: "funnel",
            query: {
              data_source: "rum",
              query_string: searchOf(env, service, widget.query),
              steps: widget.steps.map(({ facet, value }) => ({ facet, value })),
            },
          },
        ],
        ...timeOf(widget.span),
      };
    case "objectives":
      return {
        type: "slo_list",
        title: widget.title ?? "Objectives",
        requests: [
          {
            request_type: "slo_list",
            query: {
              query_string: fillIn(widget.query ?? "env:${env} service:${service}", env, service, ""),
              limit: widget.limit,
              sort: [{ column: "status.sli", order: "asc" }],
            },
          },
        ],
      };
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
            query: body({
              data_source: STREAMS[widget.source],
              query_string: OF_THE_ACCOUNT.has(widget.source)
                ? fillIn(widget.query, env, service, "")
                : searchOf(env, service, widget.query, { allServices: widget.allServices }),
              indexes: [],
              // Events ask for it, the others do not know it.
              event_size: widget.source === "events" ? "s" : undefined,
            }),
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
  rum_issues: "rum_issue_stream",
  rum: "rum_stream",
  spans: "trace_stream",
  events: "event_stream",
  audit: "audit_stream",
  security_signals: "security_signals_stream",
} as const;

/** What carries the tags of no service: the account's audit trail, and signals, which have those of their rule. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(["audit", "security_signals"]);

type Queried = WidgetOf<"timeseries" | "value" | "toplist" | "table" | "change" | "geomap">;

function written(context: Context, widget: Queried, limit?: number): Drawn {
  const entries = Object.entries(widget.queries);
  const queries = queriesOf(context, widget.queries, limit);
  const formulas =
    widget.formula === undefined
      ? entries.map(([name, { label }]) => body({ formula: name, alias: label }))
      : [{ formula: widget.formula, alias: widget.title }];
  return withUnit({ queries, formulas }, widget.unit);
}

function queriesOf({ env, service }: Context, written: Queried["queries"], limit?: number): Body[] {
  return Object.entries(written).map(([name, { source, query, measure, of, by, allServices }]) =>
    source === "metrics"
      ? metricQuery(
          name,
          fillIn(query, env, service, metricScope(env, service, { allServices })),
          /as_count\(\)/.test(query) ? "sum" : "avg",
        )
      : eventQuery(
          name,
          source,
          OF_THE_ACCOUNT.has(source)
            ? fillIn(query, env, service, "").trim() || "*"
            : searchOf(env, service, query, { allServices }),
          { measure, of, by, ...(limit !== undefined && { limit }) },
        ),
  );
}

function largest(drawn: Drawn, count: number): Drawn {
  const formulas = drawn.formulas.map((formula, index) => ({
    ...formula,
    ...(index === 0 && { limit: { count, order: "desc" } }),
  }));
  return { ...drawn, formulas };
}

/** Cells of a table are coloured by the formula they belong to. */
function coloured(drawn: Drawn, conditional_formats: BodyValue[]): Drawn {
  if (conditional_formats.length === 0) return drawn;
  return { ...drawn, formulas: drawn.formulas.map((formula) => ({ ...formula, conditional_formats })) };
}

/** All single values of one query: of a histogram as such, of a series by its groups. */
function spread(context: Context, widget: WidgetOf<"distribution" | "heatmap">): Body {
  const [query = {}] = queriesOf(context, widget.queries);
  const histogram = widget.type === "distribution" || String(query.query).startsWith("histogram:");
  const { aggregator: _, ...asked } = query;
  return {
    type: widget.type,
    title: widget.title,
    show_legend: false,
    requests: [
      histogram
        ? { request_type: "histogram", query: asked }
        : { response_format: "timeseries", queries: [query], formulas: [{ formula: String(query.name) }] },
    ],
  };
}

const BETTER = { more: "increase_better", less: "decrease_better", neither: "neutral" } as const;

function comparison(since: "day" | "week" | "month", better: keyof typeof BETTER): Body {
  return { type: "both", directionality: BETTER[better], duration: { type: `previous_${since}` } };
}

type Marked = WidgetOf<"timeseries" | "value" | "toplist" | "table">;

interface Mark {
  comparator: Comparator;
  value: number;
  text: string;
  colour: Marked["marks"][number]["colour"];
  label: string | undefined;
}

const COMPARATORS = Object.entries(COMPARISONS) as [Comparator, (typeof COMPARISONS)[Comparator]][];

/** The marks in the widget's unit; what cannot be converted was refused before. */
function marksOf({ marks, unit }: Marked): Mark[] {
  const measured = metricUnit(unit ?? "none");
  return marks.flatMap((mark): Mark[] =>
    COMPARATORS.flatMap(([comparator, name]) => {
      const limit = mark[name];
      const value = limit && measured && convert(limit, measured);
      return value?.ok && limit
        ? [{ comparator, value: value.value, text: limit.text, colour: mark.colour, label: mark.label }]
        : [];
    }),
  );
}

const LINES = { red: "error dashed", yellow: "warning dashed", green: "ok dashed", grey: "info dashed" } as const;

function markersOf(widget: Marked): BodyValue[] {
  return marksOf(widget).map(({ value, text, colour, label }) => ({
    value: `y = ${plain(value)}`,
    display_type: LINES[colour],
    label: label ?? text,
  }));
}

const PALETTES = {
  red: "white_on_red",
  yellow: "white_on_yellow",
  green: "white_on_green",
  grey: "white_on_gray",
} as const;

function formatsOf(widget: Marked): BodyValue[] {
  return marksOf(widget).map(({ comparator, value, colour }) => ({ comparator, value, palette: PALETTES[colour] }));
}
