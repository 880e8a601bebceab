/** Error tracking: Sentry projects and their alert rules. */

import * as z from "zod";
import { duration, durationOr, key, quantity, reference, text, whole } from "./scalars";
import { accepted } from "./waiver";

const times = {
  within: z
    .enum(["1min", "5min", "15min", "1h", "1d", "1w", "30d"])
    .default("1h")
    .describe("The time they are counted in. Default `1h`."),
};

const Trigger = z.union([
  z.enum(["first-seen", "regression", "reappeared", "high-priority"]),
  z
    .strictObject({ events: whole(1, 1_000_000).describe("More events of one issue than this."), ...times })
    .describe("Many events."),
  z
    .strictObject({ users: whole(1, 1_000_000).describe("More users of one issue than this."), ...times })
    .describe("Many users."),
]);

const Filter = z.union([
  z
    .strictObject({ level: z.enum(["debug", "info", "warning", "error", "fatal"]).describe("At least this level.") })
    .describe("By level."),
  z
    .strictObject({ tag: z.string().describe("The tag's name."), is: z.string().describe("The value it must have.") })
    .describe("By tag."),
  z
    .strictObject({ latestRelease: z.literal(true).describe("Only events of the newest release.") })
    .describe("By release."),
  z
    .strictObject({ occurrences: whole(1, 1_000_000).describe("The issue has happened at least this often.") })
    .describe("By number."),
]);

const IssueAlert = z
  .strictObject({
    type: z.literal("issue").describe("Alerts on what happens to one issue."),
    title: text.optional().describe("Name for people. Default: from the key."),
    enabled: z.boolean().default(true).describe("`false` leaves the alert out. Default true."),
    severity: reference("severities").describe("How bad it is."),
    when: z
      .array(Trigger)
      .min(1)
      .describe(
        "Any of: `first-seen`, `regression`, `reappeared`, `{events: 100, within: 1h}`, `{users: 10, within: 1h}`.",
      ),
    only: z
      .array(Filter)
      .default([])
      .describe("All must hold: `{level: error}`, `{tag: …, is: …}`, `{latestRelease: true}`."),
    ...accepted,
    every: durationOr("30min").describe(
      "At most one notification per issue in this time, `5min` to `30d`. Default `30min`.",
    ),
  })
  .describe("An alert on issues.");

const MetricAlert = z
  .strictObject({
    type: z.literal("metric").describe("Alerts on a number over all events."),
    title: text.optional().describe("Name for people. Default: from the key."),
    enabled: z.boolean().default(true).describe("`false` leaves the alert out. Default true."),
    measure: z
      .enum(["events", "users", "failure-rate", "apdex", "p50", "p75", "p95", "p99"])
      .default("events")
      .describe("What is measured. Default `events`."),
    query: z.string().default("").describe("Sentry search that selects the events. Default: all."),
    above: z
      .record(reference("severities"), quantity)
      .optional()
      .describe("Alert when it is greater, by severity: `{high: 10/min}`."),
    below: z.record(reference("severities"), quantity).optional().describe("Alert when it is less, by severity."),
    over: z
      .enum(["1min", "5min", "10min", "15min", "30min", "1h", "2h", "4h", "1d"])
      .default("5min")
      .describe("The window. Default `5min`."),
    ...accepted,
  })
  .describe("An alert on a number.");

export const SentryAlert = z.discriminatedUnion("type", [IssueAlert, MetricAlert]);

export const SentryProject = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: service and key."),
    platform: z.string().describe("Sentry's platform, e.g. `javascript-react`, `node`; what the application's SDK is."),
    enabled: z.boolean().default(true).describe("`false` leaves the project out. Default true."),
    resolveAfter: duration
      .optional()
      .describe("Close issues that are silent for this long, in whole hours. Default: never."),
    rateLimit: z
      .strictObject({
        events: whole(1, 1_000_000).describe("Most events."),
        per: duration.describe("In this time, e.g. `1min`."),
      })
      .optional()
      .describe(
        "Most events the key accepts. Default: no limit. Taken out again, the key keeps its last one: the plugin has no word for none. Write a large one instead.",
      ),
    alerts: z.record(key, SentryAlert).default({}).describe("Alert rules, by name."),
    ...accepted,
  })
  .describe("A Sentry project.");
