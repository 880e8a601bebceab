/**
 * Signals: what is watched, and from which value on someone is told how urgently. Two severities of one signal are one
 * Datadog monitor, its critical and its warning line. `type` says how it is measured.
 */

import * as z from "zod";
import { formulaQueries } from "./formula";
import { duration, durationOr, metricName, quantity, reference, runs, tagKey, whole } from "./scalars";
import { aboutWith, aggregate, by, levels, lines, scope, silence, timing, where } from "./signal-parts";
import { unitName } from "./standards";
import { tiersOf } from "./tiers";

const about = aboutWith(tiersOf((): z.ZodType => Signal));

/** A count, by name or with its own filter. */
const Series = z.union([
  metricName,
  z.strictObject({
    metric: metricName.describe("The metric's name."),
    where: where.describe("Filter for this one alone."),
  }),
]);

const Ratio = z
  .strictObject({
    type: z.literal("ratio").describe("Share of one count in another, e.g. errors of requests. In percent."),
    ...about,
    numerator: Series.describe("What is counted, e.g. `trace.http.request.errors`."),
    denominator: Series.describe("What it is a share of, e.g. `trace.http.request.hits`."),
    ...scope,
    ...by,
    ...levels,
    minimum: quantity
      .optional()
      .describe("Least traffic of the denominator that counts, e.g. `10/min`; below it the signal is quiet."),
    ...timing("5min"),
    ...silence("ok"),
  })
  .describe("A ratio of two counts.");

const Metric = z
  .strictObject({
    type: z.literal("metric").describe("The value of a metric, e.g. a latency or a utilisation."),
    ...about,
    metric: metricName.describe("The metric's name."),
    unit: unitName.optional().describe("What the metric is measured in; needed for metrics Watchbill does not know."),
    aggregate: aggregate.default("avg").describe("How the hosts' or requests' values become one. Default `avg`."),
    across: z
      .enum(["avg", "sum", "min", "max"])
      .default("avg")
      .describe("How the values over the window become one. Default `avg`."),
    ...scope,
    ...by,
    ...levels,
    ...timing("5min"),
    ...silence("show"),
  })
  .describe("The value of a metric.");

const Count = z
  .strictObject({
    type: z.literal("count").describe("How often something happened within the window, from a count metric."),
    ...about,
    metric: metricName.describe("The count's name, e.g. `trace.http.request.errors`."),
    ...scope,
    ...by,
    ...levels,
    ...timing("5min"),
    ...silence("ok"),
  })
  .describe("A count over the window. `10/min` over 5 minutes is a count of 50.");

const SEARCH_TYPES = ["logs", "rum", "spans", "events", "audit", "error-tracking"] as const;

const Search = z
  .strictObject({
    type: z
      .enum(SEARCH_TYPES)
      .describe("How many events a search finds within the window, or a value computed from them."),
    ...about,
    query: z.string().describe("The search, in Datadog's search syntax. Service and environment are added."),
    index: z
      .string()
      .default("*")
      .describe(
        "The log index searched: one the catalog makes, `<class>-<environment>`, or one of the account's `otherIndexes`. Default: all.",
      ),
    measure: z
      .enum(["count", "cardinality", "avg", "sum", "min", "max", "pc50", "pc75", "pc90", "pc95", "pc99"])
      .default("count")
      .describe("What is computed from the events. Default `count`."),
    of: z
      .string()
      .optional()
      .describe("The attribute it is computed of, e.g. `@duration`; needed for all but `count`."),
    unit: unitName
      .optional()
      .describe("What the attribute is measured in; durations of spans, logs and sessions are `nanosecond`."),
    ...scope,
    ...by,
    ...levels,
    ...timing("5min"),
    ...silence("ok"),
  })
  .describe("A search in logs, user sessions, spans or events.");

const Check = z
  .strictObject({
    type: z.literal("check").describe("A service check of the agent, e.g. `postgres.can_connect`."),
    ...about,
    check: z.string().describe("The check's name."),
    ...scope,
    by: z.array(tagKey).default(["host"]).describe("Alert for each value of these tags separately. Default `[host]`."),
    failures: z
      .record(reference("severities"), runs)
      .describe("How many runs in a row must fail, by severity: `{high: 3}`."),
    recovers: whole(1, 100).default(1).describe("How many runs in a row must succeed for it to end. Default 1."),
    newGroupDelay: duration.optional().describe("How long a new group is left alone. Default `1min`."),
    noData: z
      .enum(["alert", "keep"])
      .default("keep")
      .describe("What it means when the check is silent. Default `keep`."),
    silentFor: durationOr("10min").describe("How long it must be silent, with `noData: alert`. Default `10min`."),
  })
  .describe("A service check.");

const Heartbeat = z
  .strictObject({
    type: z.literal("heartbeat").describe("Alerts when a metric that must always be there falls silent."),
    ...about,
    metric: metricName.describe(
      "The metric that must be there; a count that is 0 counts as silent, any other value does not.",
    ),
    counted: z
      .boolean()
      .optional()
      .describe("Whether it is a count. Default: as the section `metrics` or its unit tells; a count if nothing does."),
    ...scope,
    ...by,
    silentFor: durationOr("10min").describe("How long it must be silent. Default `10min`."),
    severity: reference("severities").describe("How bad the silence is."),
  })
  .describe("The absence of data.");

const Composite = z
  .strictObject({
    type: z.literal("composite").describe("Other signals combined."),
    ...about,
    when: z
      .string()
      .describe(
        "Signals of this service joined by `&&`, `||`, `!` and parentheses: `errors && !deploying`; `<service>/<signal>` for another service's.",
      ),
    severity: reference("severities").describe("How bad it is."),
  })
  .describe("A combination of other signals.");

/** Datadog's functions that take a series from before. */
const BEFORE = ["hour-before", "day-before", "week-before", "month-before"] as const;

const Change = z
  .strictObject({
    type: z
      .literal("change")
      .describe(
        "A metric against itself some time before, e.g. orders of this hour against those of the same hour last week.",
      ),
    ...about,
    metric: metricName.describe("The metric's name."),
    counted: z
      .boolean()
      .optional()
      .describe(
        "Whether it is a count, so that its sums over the window are compared; else its means. Default: as the section `metrics` tells; a count if it does not.",
      ),
    aggregate: aggregate
      .default("avg")
      .describe("How the hosts' values become one, with `counted: false`. Default `avg`."),
    comparedTo: z
      .enum(BEFORE)
      .default("week-before")
      .describe(
        "What it is compared to: the same window an hour, a day, a week or four weeks (`month-before`) earlier. Default `week-before`.",
      ),
    ...scope,
    ...by,
    ...levels,
    above: lines
      .optional()
      .describe(
        "Alert when it is more than this share of what it was, by severity: `{medium: 300%}` is three times as much, `150%` is half as much again; more than `100%`, which is no change.",
      ),
    below: lines
      .optional()
      .describe(
        "Alert when it is less than this share of what it was, by severity: `{high: 50%}` is less than half; less than `100%`.",
      ),
    minimum: quantity
      .optional()
      .describe("Least that there must have been before, e.g. `20/h`; with less the signal is quiet. Only for counts."),
    ...timing("1h"),
    ...silence("show"),
  })
  .describe("A metric compared with its own past.");

const Anomaly = z
  .strictObject({
    type: z.literal("anomaly").describe("A metric that behaves unlike its past."),
    ...about,
    metric: metricName.describe("The metric's name."),
    counted: z
      .boolean()
      .default(false)
      .describe("Whether it is a count, so that it is summed per interval. Default false."),
    aggregate: aggregate.default("avg").describe("How the hosts' or requests' values become one. Default `avg`."),
    algorithm: z
      .enum(["basic", "agile", "robust"])
      .default("agile")
      .describe("How the past is modelled; `agile` and `robust` know days and weeks. Default `agile`."),
    deviations: whole(1, 6).default(3).describe("How wide the expected band is. Default 3."),
    direction: z
      .enum(["both", "above", "below"])
      .default("both")
      .describe("Which side of the band counts. Default `both`."),
    ...scope,
    ...by,
    atLeast: lines
      .optional()
      .describe("Share of the window that must lie outside the band, by severity: `{medium: 80%}`."),
    recovery: lines.optional().describe("Share at which an alert of that severity ends. Default `0%`."),
    ...timing("15min"),
    season: z
      .enum(["hourly", "daily", "weekly"])
      .default("daily")
      .describe("The rhythm of the past, for `agile` and `robust`. Default `daily`."),
    ...silence("show"),
  })
  .describe("An anomaly.");

const Forecast = z
  .strictObject({
    type: z
      .literal("forecast")
      .describe("A metric that will cross a line if it goes on like this, e.g. a disk that fills."),
    ...about,
    metric: metricName.describe("The metric's name."),
    unit: unitName.optional().describe("What the metric is measured in; needed for metrics Watchbill does not know."),
    aggregate: aggregate.default("avg").describe("How the hosts' values become one. Default `avg`."),
    algorithm: z.enum(["linear", "seasonal"]).default("linear").describe("How the future is drawn. Default `linear`."),
    deviations: whole(1, 3).default(1).describe("How wide the expected band is. Default 1."),
    within: durationOr("1w").describe("How far ahead, from 12 hours to three months. Default `1w`."),
    ...scope,
    ...by,
    ...levels,
    ...silence("show"),
  })
  .describe("A forecast.");

/**
 * Datadog's types that a query is written for. Composites, service checks and alerts on objectives have words of their own; the plugin
 * refuses "llm-observability alert" before it asks Datadog.
 */
const QUERY_TYPES = [
  "query alert",
  "metric alert",
  "log alert",
  "rum alert",
  "event-v2 alert",
  "trace-analytics alert",
  "error-tracking alert",
  "audit alert",
  "process alert",
  "ci-pipelines alert",
  "ci-tests alert",
  "database-monitoring alert",
  "network-performance alert",
  "network-path alert",
  "cost alert",
  "data-quality alert",
  "data-jobs alert",
] as const;

const Query = z
  .strictObject({
    type: z
      .literal("query")
      .describe("A Datadog query in its own language, without comparison and number: these are added."),
    ...about,
    monitorType: z
      .enum(QUERY_TYPES)
      .default("query alert")
      .describe(
        "Datadog's type of monitor; its Pulumi plugin does not take `llm-observability alert`. Default `query alert`.",
      ),
    query: z
      .string()
      .describe(
        "The query up to the comparison: `avg(last_5m):max:system.disk.in_use{${scope}} by {host}`. `${scope}`, `${service}` and `${env}` are filled in.",
      ),
    queries: formulaQueries,
    unit: unitName.describe("What the query's value is measured in."),
    grouped: z.boolean().optional().describe("Whether the query alerts per group. Default: as its `by` says."),
    ...levels,
    ...timing("5min"),
    over: durationOr("5min").describe(
      "The window the value is taken over, which the message repeats. Default: the `last(…)` of the query; `5min` if it has none.",
    ),
    ...silence("show"),
  })
  .describe("A query in Datadog's own language.");

export const Signal = z.discriminatedUnion("type", [
  Ratio,
  Metric,
  Count,
  Search,
  Check,
  Heartbeat,
  Composite,
  Change,
  Anomaly,
  Forecast,
  Query,
]);
