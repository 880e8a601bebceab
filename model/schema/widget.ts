/** Widgets: what a dashboard shows. Signals and objectives are drawn by name; the rest holds queries of its own. */

import * as z from "zod";
import { quantity, text } from "./scalars";
import { unitName } from "./standards";

const title = text.optional().describe("The widget's title. Default: what it draws.");
const ownTitle = text.describe("The widget's title.");
const width = z
  .union([z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(8), z.literal(9), z.literal(12)])
  .default(4)
  .describe("Twelfths of the page it is wide. Default 4.");
const height = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)])
  .default(2)
  .describe("Rows it is high. Default 2.");
const size = { width, height };

const span = z
  .enum(["5min", "15min", "1h", "4h", "1d", "2d", "1w", "1mo", "3mo", "6mo", "1y"])
  .optional()
  .describe("The time it shows, whatever the page shows. Default: the page's.");

const compareTo = z.enum(["hour", "day", "week", "month"]);
const better = z
  .enum(["more", "less", "neither"])
  .default("neither")
  .describe("Which direction of a change is good: it is green, the other red. Default `neither`.");

export const DATA_SOURCES = [
  "metrics",
  "logs",
  "rum",
  "spans",
  "events",
  "audit",
  "security_signals",
  "ci_pipelines",
] as const;

const Series = z
  .strictObject({
    source: z.enum(DATA_SOURCES).default("metrics").describe("Where the data comes from. Default `metrics`."),
    query: z
      .string()
      .describe(
        "A metric query, e.g. `avg:system.cpu.user{${scope}}`, or a search for the other sources. `${scope}`, `${service}` and `${env}` are filled in; `$name` is a variable of the dashboard. Searches get service and environment added, but not those of `security_signals`.",
      ),
    allServices: z
      .boolean()
      .default(false)
      .describe(
        "For searches, and `${scope}`: leave the `service:` filter out, to draw the whole environment. Default false.",
      ),
    measure: z
      .enum(["count", "cardinality", "avg", "sum", "min", "max", "pc50", "pc75", "pc90", "pc95", "pc99"])
      .default("count")
      .describe("For searches: what is computed. Default `count`."),
    of: z.string().optional().describe("For searches: the attribute it is computed of."),
    by: z.array(z.string()).default([]).describe("For searches: the attributes it is split by."),
    label: text.optional().describe("Name in the legend."),
  })
  .describe("One query.");

const drawn = {
  queries: z.record(z.string(), Series).describe("The queries, by a name that `formula` may use."),
  formula: z
    .string()
    .optional()
    .describe("Computed from the queries' names, e.g. `errors / hits`. Default: each query by itself."),
  unit: unitName.optional().describe("What the values are measured in."),
  span,
};

/** Lines of a graph, and colours of numbers: one list for both. */
const Mark = z
  .strictObject({
    above: quantity.optional().describe("From more than this. Give one of the four."),
    atLeast: quantity.optional().describe("From this on."),
    below: quantity.optional().describe("From less than this."),
    atMost: quantity.optional().describe("From this down."),
    colour: z.enum(["red", "yellow", "green", "grey"]).describe("The colour."),
    label: text.optional().describe("What the line is, e.g. `promised`. Default: the value."),
  })
  .describe("A line in a graph; the colour of a number, a bar or a cell.");

const marks = z
  .array(Mark)
  .default([])
  .describe("Lines in a graph; elsewhere colours, of which the first that holds is taken. Default: none.");

const signalForm = ["timeseries", "value", "toplist", "table", "change"] as const;
const limit = z.int().min(1).max(100).default(10).describe("How many. Default 10.");

const leaf = [
  z
    .strictObject({
      type: z.literal("signal").describe("A signal with its lines; it follows the signal's thresholds."),
      title,
      signal: z.string().describe("A signal of this service; `<service>/<signal>` for another's."),
      as: z.enum(signalForm).default("timeseries").describe("How it is drawn. Default `timeseries`."),
      compareTo: compareTo
        .optional()
        .describe(
          "Beside it the same an hour, a day, a week or a month before. Default: none; of a `change` the week.",
        ),
      span,
      ...size,
    })
    .describe("A signal."),
  z
    .strictObject({
      type: z.literal("objective").describe("An objective and its budget."),
      title,
      objective: z.string().describe("An objective of this service; `<service>/<objective>` for another's."),
      ...size,
    })
    .describe("An objective."),
  z
    .strictObject({
      type: z.literal("objectives").describe("A list of objectives and how they stand."),
      title,
      query: z.string().optional().describe("Datadog's search of SLOs. Default: the service's in this environment."),
      limit: z.int().min(1).max(100).default(20).describe("How many. Default 20."),
      ...size,
    })
    .describe("Objectives and how they stand."),
  z
    .strictObject({
      type: z.literal("rule").describe("The events a detection rule counts, from its own search, with its lines."),
      title,
      rule: z.string().describe("A detection rule of this service; `<service>/<rule>` for another's."),
      ...size,
    })
    .describe("The events of a detection rule."),
  z
    .strictObject({
      type: z.literal("security-signals").describe("What the detection rules of this service found."),
      title,
      as: z
        .enum(["timeseries", "value", "severities", "rules", "list"])
        .default("timeseries")
        .describe("By severity over time, as one number, by severity, by rule, or the newest. Default `timeseries`."),
      severity: z
        .enum(["info", "low", "medium", "high", "critical"])
        .optional()
        .describe("Only those of this severity. Default: all."),
      of: z
        .enum(["service", "system", "environment"])
        .default("service")
        .describe("Whose rules: this service's, its system's, or all of the environment. Default `service`."),
      span,
      ...size,
    })
    .describe("Security signals."),
  z
    .strictObject({
      type: z.literal("links").describe("Where to go from here: runbook, source, who is on call, dashboards."),
      title,
      ...size,
    })
    .describe("Links."),
  z
    .strictObject({
      type: z.literal("timeseries").describe("Lines over time."),
      title: ownTitle,
      ...drawn,
      display: z.enum(["line", "area", "bars"]).default("line").describe("How it is drawn. Default `line`."),
      compareTo: compareTo.optional().describe("Beside it the same an hour, a day, a week or a month before."),
      marks,
      ...size,
    })
    .describe("Lines over time."),
  z
    .strictObject({
      type: z.literal("value").describe("One number."),
      title: ownTitle,
      ...drawn,
      precision: z.int().min(0).max(6).default(2).describe("Decimals. Default 2."),
      compareTo: z
        .enum(["day", "week", "month"])
        .optional()
        .describe("Beside it the change since a day, a week or a month before."),
      better,
      marks,
      ...size,
    })
    .describe("One number."),
  z
    .strictObject({
      type: z.literal("toplist").describe("The largest groups."),
      title: ownTitle,
      ...drawn,
      limit,
      marks,
      ...size,
    })
    .describe("The largest groups."),
  z
    .strictObject({
      type: z.literal("table").describe("Groups and numbers."),
      title: ownTitle,
      ...drawn,
      limit: limit.describe("How many rows. Default 10."),
      marks,
      ...size,
    })
    .describe("A table."),
  z
    .strictObject({
      type: z.literal("change").describe("Groups, and how they changed."),
      title: ownTitle,
      ...drawn,
      compareTo: compareTo.default("week").describe("Since an hour, a day, a week or a month before. Default `week`."),
      as: z
        .enum(["absolute", "relative"])
        .default("relative")
        .describe("The change as a number, or in percent. Default `relative`."),
      better,
      ...size,
    })
    .describe("What changed."),
  z
    .strictObject({
      type: z.literal("distribution").describe("How often which value occurs, of one query."),
      title: ownTitle,
      queries: drawn.queries.describe("One query."),
      span,
      ...size,
    })
    .describe("How values are spread."),
  z
    .strictObject({
      type: z.literal("heatmap").describe("How values are spread, over time."),
      title: ownTitle,
      queries: drawn.queries.describe(
        "One query: by a tag, or of all single values of a distribution metric: `histogram:trace.http.request{${scope}}`.",
      ),
      span,
      ...size,
    })
    .describe("How values are spread, over time."),
  z
    .strictObject({
      type: z.literal("geomap").describe("Numbers on a map, of a query split by country: `@geo.country.iso_code`."),
      title: ownTitle,
      ...drawn,
      focus: z
        .string()
        .default("WORLD")
        .describe("What the map shows: `WORLD`, or the two letters of a country. Default `WORLD`."),
      limit: z.int().min(1).max(300).default(250).describe("How many places. Default 250."),
      ...size,
    })
    .describe("Numbers on a map."),
  z
    .strictObject({
      type: z.literal("funnel").describe("How many sessions take one step after another, of real user monitoring."),
      title: ownTitle,
      query: z.string().default("").describe("Which sessions. Service and environment are added."),
      steps: z
        .array(
          z.strictObject({
            facet: z.string().describe("The attribute, e.g. `@view.name` or `@action.name`."),
            value: z.string().describe("Its value, e.g. `/checkout`."),
          }),
        )
        .min(2)
        .describe("The steps, in order."),
      span,
      ...size,
    })
    .describe("Steps of sessions."),
  z
    .strictObject({
      type: z.literal("alerts").describe("The state of the service's signals."),
      title,
      query: z.string().optional().describe("Datadog's monitor search. Default: the service's in this environment."),
      ...size,
    })
    .describe("Signals and their state."),
  z
    .strictObject({
      type: z.literal("events").describe("A list of the newest events."),
      title: ownTitle,
      source: z
        .enum(["logs", "rum_issues", "rum", "spans", "events", "audit", "security_signals"])
        .default("logs")
        .describe("Which events. Default `logs`."),
      query: z
        .string()
        .describe("The search. Service and environment are added, but not to those of `audit` and `security_signals`."),
      allServices: z.boolean().default(false).describe("Leave the `service:` filter out. Default false."),
      columns: z.array(z.string()).default([]).describe("The attributes shown."),
      ...size,
    })
    .describe("Newest events."),
  z
    .strictObject({ type: z.literal("note").describe("Text."), text: text.describe("The text, in Markdown."), ...size })
    .describe("Text."),
] as const;

export const Widget = z.discriminatedUnion("type", [...leaf]);
