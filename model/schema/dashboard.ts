/** Dashboards: groups of widgets, and the variables a reader narrows them by. */

import * as z from "zod";
import { tagKey, text } from "./scalars";
import { accepted } from "./waiver";
import { Widget } from "./widget";

const Group = z
  .strictObject({
    title: text.describe("The group's title."),
    widgets: z.array(Widget).min(1).describe("The widgets, in reading order."),
  })
  .describe("Widgets under one heading.");

const Variable = z
  .strictObject({
    tag: tagKey.describe("The tag, or the attribute, whose values can be chosen."),
    values: z.array(z.string()).default([]).describe("The values offered. Default: all there are."),
    default: z.string().min(1).default("*").describe("What is chosen first. Default `*`, everything."),
  })
  .describe("Something the reader of a dashboard chooses.");

export const Dashboard = z
  .strictObject({
    title: text.describe("The dashboard's name."),
    description: text.optional().describe("What it is for."),
    enabled: z.boolean().default(true).describe("`false` leaves the dashboard out. Default true."),
    variables: z
      .record(z.string().regex(/^[a-z][a-z0-9_]*$/), Variable)
      .default({})
      .describe(
        "What the reader can choose, by name. A query takes part by `$name` in its filter; a signal by being grouped by the tag.",
      ),
    groups: z.array(Group).min(1).describe("The groups, top to bottom."),
    ...accepted,
  })
  .describe("A dashboard.");
