/**
 * The functions, modifiers and aggregators of metric queries and formulas, with their arguments. Data only. Evidence tags
 * stand behind each group: [DOC] a documentation page, [API] the API's own description, [SEEN] met in published queries.
 */

/** `series`: an expression; `string`: quoted; `tags`: `{a,b}`; `any`: a number or a string. */
export type ArgumentKind = "series" | "number" | "string" | "tags" | "any";

export interface FunctionFacts {
  required: readonly ArgumentKind[];
  optional: readonly ArgumentKind[];
  keywords: readonly string[];
  /** Why it may not stand in a monitor; undefined when it may. */
  notInMonitors: string | undefined;
}

export const FUNCTIONS: ReadonlyMap<string, FunctionFacts> = new Map(buildFunctions());

function buildFunctions(): [string, FunctionFacts][] {
  const table: [string, FunctionFacts][] = [];
  const add = (
    names: string,
    required: readonly ArgumentKind[],
    more: { optional?: readonly ArgumentKind[]; keywords?: readonly string[]; notInMonitors?: string } = {},
  ) => {
    const { optional = [], keywords = [], notInMonitors } = more;
    for (const name of names.split(" ")) table.push([name, { required, optional, keywords, notInMonitors }]);
  };

  // Arithmetic, interpolation, rates, smoothing, regression [DOC functions].
  add("abs log2 log10 integral exclude_null default_zero", ["series"]);
  add("count_nonzero count_not_null", ["series"]);
  add("clamp_min clamp_max cutoff_min cutoff_max default", ["series", "number"]);
  add("per_second per_minute per_hour rate derivative diff monotonic_diff dt throughput", ["series"]);
  add("hour_before day_before week_before month_before", ["series"]);
  add("timeshift", ["series", "number"]);
  add("calendar_shift", ["series", "string", "string"], { optional: ["any"] });
  add("ewma_3 ewma_5 ewma_7 ewma_10 ewma_20 median_3 median_5 median_7 median_9", ["series"]);
  add("robust_trend trend_line piecewise_constant", ["series"]);
  add("is_greater is_less", ["series", "number"]);
  add("is_between", ["series", "number", "number"]);
  add("moving_rollup", ["series", "number", "string"]);
  add("round", ["series"], { optional: ["number"] });

  // Not for monitors: the value depends on the time frame looked at [DOC troubleshooting-no-data, smoothing].
  add("cumsum", ["series"], {
    notInMonitors: "its value depends on the time frame: use a `current_` window for a running total",
  });
  add("autosmooth", ["series"], {
    notInMonitors: "the vendor does not allow it in monitors: use `ewma_5` or `median_5`",
  });
  const unordered = "it picks groups by rank, so a group comes and goes: remove it and use `by`";
  add("top", ["series", "number", "string", "string"], { notInMonitors: unordered });
  for (const side of ["top", "bottom"]) {
    for (const count of [5, 10, 15, 20]) {
      for (const by of ["mean", "min", "max", "last", "area", "l2norm", "norm"]) {
        add(`${side}${count}_${by}`, ["series"], { notInMonitors: unordered });
      }
      add(`${side}${count}`, ["series"], { notInMonitors: unordered });
    }
  }

  // Aggregators as functions: over time or over groups [DOC nested_queries].
  add("avg sum min max stddev count", ["series"], { optional: ["tags"] });
  add("percentile", ["series", "string"], { optional: ["tags"] });
  add("rollup", ["series", "string", "number"]);

  // Algorithms [DOC anomaly, forecasts, outlier].
  add("anomalies", ["series", "string", "number"], {
    keywords: ["direction", "alert_window", "interval", "count_default_zero", "seasonality", "timezone"],
  });
  add("forecast", ["series", "string", "number"], {
    keywords: ["interval", "history", "model", "seasonality", "timezone"],
  });
  add("outliers", ["series", "string", "number"], { optional: ["number"], keywords: ["tolerance", "pct", "percent"] });
  return table;
}

/** `min(a, b)` and `max(a, 0)` of formulas take any expressions [SEEN]. */
export const VARIADIC: ReadonlySet<string> = new Set(["min", "max", "avg", "sum"]);

export interface ModifierFacts {
  /** Fewest and most arguments. */
  arguments: readonly [number, number];
}

/** [DOC type_modifiers, rollup, interpolation]. `weighted` is added by the vendor's own editor. */
export const MODIFIERS: Readonly<Record<string, ModifierFacts>> = {
  as_count: { arguments: [0, 0] },
  as_rate: { arguments: [0, 0] },
  weighted: { arguments: [0, 0] },
  rollup: { arguments: [0, 4] },
  fill: { arguments: [1, 2] },
};

/** Time aggregators of a monitor's head. The API's text lists avg, sum, min, max; `last` and `median` are seen. */
export const TIME_AGGREGATORS: ReadonlySet<string> = new Set(["avg", "sum", "min", "max", "last", "median"]);

/** Space aggregators besides percentiles (`p95`, `p99.9`); `histogram` is for heat maps on dashboards [REC]. */
export const SPACE_AGGREGATORS: ReadonlySet<string> = new Set([
  "avg",
  "sum",
  "min",
  "max",
  "count",
  "stddev",
  "last",
  "histogram",
]);

/** Methods of `.rollup(…)` [DOC rollup]. */
export const ROLLUP_METHODS: ReadonlySet<string> = new Set(["avg", "sum", "min", "max", "count"]);

/** Methods of `.fill(…)` [DOC interpolation]; a number fills with that number [SEEN]. */
export const FILL_METHODS: ReadonlySet<string> = new Set(["linear", "last", "zero", "null"]);

/** What people write for an aggregator, and the aggregator meant. */
export const AGGREGATOR_SPELLINGS: Readonly<Record<string, string>> = {
  average: "avg",
  mean: "avg",
  minimum: "min",
  maximum: "max",
  total: "sum",
};
