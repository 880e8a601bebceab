/** Dashboards: groups of widgets, drawn from the signals and objectives of the catalog wherever possible. */

import { z } from "zod";
import { text } from "./scalars";
import { unitName } from "./standards";

const title = text.optional().describe("The widget's title. Default: what it draws.");
const width = z
  .union([z.literal(3), z.literal(4), z.literal(6), z.literal(8), z.literal(12)])
  .default(4)
  .describe("Twelfths of the page it is wide. Default 4.");
const height = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6)])
  .default(2)
  .describe("Rows it is high. Default 2.");
const size = { width, height };

const Series = z
  .strictObject({
    source: z
      .enum(["metrics", "logs", "rum", "spans", "events", "audit", "security_signals"])
      .default("metrics")
      .describe("Where the data comes from. Default `metrics`."),
    query: z
      .string()
      .describe(
        "A metric query, e.g. `avg:system.cpu.user{${scope}}`, or a search for the other sources. `${scope}`, `${service}` and `${env}` are filled in.",
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
};

const leaf = [
  z
    .strictObject({
      type: z.literal("signal").describe("A signal with its lines; it follows the signal's thresholds."),
      title,
      signal: z.string().describe("A signal of this service; `<service>/<signal>` for another's."),
      as: z
        .enum(["timeseries", "value", "toplist"])
        .default("timeseries")
        .describe("How it is drawn. Default `timeseries`."),
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
      type: z.literal("timeseries").describe("Lines over time."),
      title: text.describe("The widget's title."),
      ...drawn,
      display: z.enum(["line", "area", "bars"]).default("line").describe("How it is drawn. Default `line`."),
      ...size,
    })
    .describe("Lines over time."),
  z
    .strictObject({
      type: z.literal("value").describe("One number."),
      title: text.describe("The widget's title."),
      ...drawn,
      precision: z.int().min(0).max(6).default(2).describe("Decimals. Default 2."),
      ...size,
    })
    .describe("One number."),
  z
    .strictObject({
      type: z.literal("toplist").describe("The largest groups."),
      title: text.describe("The widget's title."),
      ...drawn,
      limit: z.int().min(1).max(100).default(10).describe("How many. Default 10."),
      ...size,
    })
    .describe("The largest groups."),
  z
    .strictObject({
      type: z.literal("table").describe("Groups and numbers."),
      title: text.describe("The widget's title."),
      ...drawn,
      limit: z.int().min(1).max(100).default(10).describe("How many rows. Default 10."),
      ...size,
    })
    .describe("A table."),
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
      title: text.describe("The widget's title."),
      source: z.enum(["logs", "rum_issues", "events"]).default("logs").describe("Which events. Default `logs`."),
      query: z.string().describe("The search."),
      columns: z.array(z.string()).default([]).describe("The attributes shown."),
      ...size,
    })
    .describe("Newest events."),
  z
    .strictObject({ type: z.literal("note").describe("Text."), text: text.describe("The text, in Markdown."), ...size })
    .describe("Text."),
] as const;

export const Widget = z.discriminatedUnion("type", [...leaf]);

const Group = z
  .strictObject({
    title: text.describe("The group's title."),
    widgets: z.array(Widget).min(1).describe("The widgets, in reading order."),
  })
  .describe("Widgets under one heading.");

export const Dashboard = z
  .strictObject({
    title: text.describe("The dashboard's name."),
    description: text.optional().describe("What it is for."),
    enabled: z.boolean().default(true).describe("`false` leaves the dashboard out. Default true."),
    groups: z.array(Group).min(1).describe("The groups, top to bottom."),
  })
  .describe("A dashboard.");
