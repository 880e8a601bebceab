/** What signals of several types say alike: about themselves, their lines, their time, their silence, and what they look at. */

import * as z from "zod";
import { handle } from "./handle";
import { duration, durationOr, key, quantity, reference, tag, tagKey, text, url } from "./scalars";
import { waivers } from "./waiver";

export const lines = z.record(reference("severities"), quantity);

/** What any signal may say about itself. */
export const aboutWith = <T extends z.ZodType>(tiers: T) => ({
  title: text.optional().describe("Name for people, without service or environment. Default: from the key."),
  summary: text
    .optional()
    .describe("One or two sentences for whoever is woken: what it means and what to look at first."),
  message: text.optional().describe("More text for the notification, in Datadog's template language."),
  runbook: url.optional().describe("Where it says what to do. Default: the service's."),
  enabled: z.boolean().default(true).describe("`false` leaves the signal out. Default true."),
  tags: z.array(tag).default([]).describe("Further tags, `key:value`."),
  notify: z.array(handle).default([]).describe("Further handles that are told, beside the severity's and the team's."),
  formerly: key
    .optional()
    .describe("The name it had before: its monitor is renamed then, and keeps its history, downtimes and links."),
  remindEvery: duration.optional().describe("How often an open alert is repeated. Default: the severity's."),
  tiers,
  waivers,
});

/** What a signal with numbers says about when it alerts. Exactly one of the four comparisons is given. */
export const levels = {
  what: text
    .optional()
    .describe(
      "What the number counts, in words, for the notification: `failed logins`. Default: by the metric's unit.",
    ),
  above: lines.optional().describe("Alert when the value is greater: `{high: 5%, medium: 1%}`, by severity."),
  atLeast: lines.optional().describe("Alert when the value is greater or equal, by severity."),
  below: lines.optional().describe("Alert when the value is less, by severity."),
  atMost: lines.optional().describe("Alert when the value is less or equal, by severity."),
  recovery: lines.optional().describe("The value at which an alert of that severity ends, if not the line itself."),
};

export const timing = (window: string) => ({
  over: durationOr(window).describe(`The window the value is taken over. Default \`${window}\`.`),
  evaluationDelay: duration
    .optional()
    .describe("How late the data may arrive, e.g. `15min` for cloud metrics. Default: none."),
  newGroupDelay: duration.optional().describe("How long a new group is left alone; only with `by`. Default `1min`."),
  requireFullWindow: z.boolean().default(false).describe("Wait until the window is full of data. Default false."),
});

const NO_DATA = ["alert", "show", "ok", "keep", "zero"] as const;

export const silence = (otherwise: (typeof NO_DATA)[number]) => ({
  noData: z
    .enum(NO_DATA)
    .default(otherwise)
    .describe(
      `What it means when there is no data: \`alert\` tells people, \`show\` only shows it, \`ok\` counts as recovered, \`keep\` keeps the last state, \`zero\` counts as 0. Default \`${otherwise}\`.`,
    ),
});

export const by = {
  by: z
    .array(tagKey)
    .default([])
    .describe("Alert for each value of these tags separately. Default: one alert for all."),
};
export const where = z
  .string()
  .optional()
  .describe(
    "Filter in Datadog's tag syntax, beside the service and environment filters that are always added, e.g. `resource_name:checkout`.",
  );
export const scope = {
  where,
  allServices: z
    .boolean()
    .default(false)
    .describe("Leave the `service:` filter out, for metrics that carry no service tag. Default false."),
};

export const aggregate = z.enum(["avg", "sum", "min", "max", "p50", "p75", "p90", "p95", "p99"]);
