/**
 * What widgets ask for: queries by name, formulas over them, and the shapes Datadog's requests have. No widget of the catalog is
 * known here.
 */

import type { Body, BodyValue } from "../spec";
import { body } from "./draft";

/** Formulas and queries of one request. */
export interface Drawn {
  queries: Body[];
  formulas: Body[];
}

export function one(query: Body, alias: string): Drawn {
  return { queries: [query], formulas: [{ formula: String(query.name), alias }] };
}

export function metricQuery(name: string, query: string, aggregator?: string): Body {
  return body({ data_source: "metrics", name, query, aggregator });
}

interface Computed {
  measure: string;
  of?: string | undefined;
  by: readonly string[];
  interval?: number;
  limit?: number;
}

export function eventQuery(
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

export function withUnit(drawn: Drawn, unit: string | undefined): Drawn {
  if (unit === undefined || unit === "none") return drawn;
  const [unit_name = unit, per_unit_name] = unit.split("/");
  const number_format = { unit: body({ type: "canonical_unit", unit_name, per_unit_name }) };
  return { ...drawn, formulas: drawn.formulas.map((formula) => ({ ...formula, number_format })) };
}

export type Before = "hour" | "day" | "week" | "month";

/** The same formulas at an earlier time: each query of a formula is moved, so that a quotient stays one. */
export function before({ queries, formulas }: Drawn, when: Before): Body[] {
  const names = queries.map(({ name }) => String(name)).sort((a, b) => b.length - a.length);
  const query = new RegExp(`\\b(?:${names.join("|")})\\b(?!\\s*\\()`, "g");
  return formulas.map(({ formula, alias, ...rest }) =>
    body({
      ...rest,
      formula: String(formula).replace(query, (name) => `${when}_before(${name})`),
      alias: alias === undefined ? undefined : `${String(alias)}, ${EARLIER[when]} before`,
    }),
  );
}

const EARLIER = { hour: "an hour", day: "a day", week: "a week", month: "a month" } as const;

const SPANS = {
  "5min": "5m",
  "15min": "15m",
  "1h": "1h",
  "4h": "4h",
  "1d": "1d",
  "2d": "2d",
  "1w": "1w",
  "1mo": "1mo",
  "3mo": "3mo",
  "6mo": "6mo",
  "1y": "1y",
} as const;

/** A widget's own time; nothing when it follows the page. */
export function timeOf(span: keyof typeof SPANS | undefined): Body {
  return span === undefined ? {} : { time: { live_span: SPANS[span] } };
}

export function timeseries(
  title: string,
  drawn: Drawn,
  {
    display = "line",
    markers = [],
    compareTo,
  }: { display?: string; markers?: BodyValue[]; compareTo?: Before | undefined },
): Body {
  const earlier = compareTo && {
    response_format: "timeseries",
    queries: drawn.queries,
    formulas: before(drawn, compareTo),
    display_type: "line",
    style: { palette: "grey", line_type: "dashed", line_width: "thin" },
  };
  return body({
    type: "timeseries",
    title,
    show_legend: true,
    legend_layout: "auto",
    requests: [
      { response_format: "timeseries", queries: drawn.queries, formulas: drawn.formulas, display_type: display },
      ...(earlier ? [earlier] : []),
    ],
    markers: markers.length > 0 ? markers : undefined,
  });
}

/** Scalars show one number per series: event queries have no interval then. */
export function scalar(type: string, title: string, drawn: Drawn, more: Body = {}): Body {
  const rest = Object.fromEntries(
    Object.entries(more).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
  const queries = withoutIntervals(drawn.queries);
  return { type, title, requests: [{ response_format: "scalar", queries, formulas: drawn.formulas, ...rest }] };
}

function withoutIntervals(queries: readonly Body[]): Body[] {
  return queries.map((query): Body => {
    const { compute } = query;
    if (compute === null || typeof compute !== "object" || Array.isArray(compute)) return query;
    const { interval: _, ...rest } = compute as Body;
    return { ...query, compute: rest };
  });
}

/** The groups and how they changed, those that changed most first. */
export function change(
  title: string,
  drawn: Drawn,
  { compareTo, as, better }: { compareTo: Before; as: "absolute" | "relative"; better: "more" | "less" | "neither" },
): Body {
  return {
    type: "change",
    title,
    requests: [
      {
        response_format: "scalar",
        queries: withoutIntervals(drawn.queries),
        formulas: [...before(drawn, compareTo), ...drawn.formulas],
        compare_to: `${compareTo}_before`,
        change_type: as,
        increase_good: better === "more",
        order_by: "change",
        order_dir: "desc",
        show_present: true,
      },
    ],
  };
}
