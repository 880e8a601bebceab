/** Objectives: what a service promises, and the alerts on how fast its error budget is used up. */

import * as z from "zod";
import { duration, key, metricName, percent, plainNumber, quantity, reference, tag, text, url } from "./scalars";
import { unitName } from "./standards";
import { tiersOf } from "./tiers";
import { waivers } from "./waiver";

const BurnRate = z
  .strictObject({
    severity: reference("severities")
      .optional()
      .describe("How bad it is. Needed, but for the alerts of `alerts: standard`."),
    spends: percent
      .optional()
      .describe("Share of the budget that is used up when it alerts, e.g. `2%` over `1h`. Give `spends` or `rate`."),
    rate: plainNumber(0.01, 1_000_000)
      .optional()
      .describe("How many times faster than allowed the budget is used, e.g. 14.4. Give `spends` or `rate`."),
    over: duration
      .optional()
      .describe(
        "The long window, 1 to 48 hours, e.g. `1h`. Needed, but for `fast`, `steady` and `slow`: `1h`, `6h` and `24h`.",
      ),
    short: duration
      .optional()
      .describe("The short window, which ends the alert soon after the trouble. Default: a twelfth of `over`."),
    enabled: z.boolean().default(true).describe("`false` leaves the alert out. Default true."),
    summary: text.optional().describe("What it means and what to look at first."),
  })
  .describe("An alert on the speed at which the budget is used.");

const Budget = z
  .strictObject({
    severity: reference("severities").describe("How bad it is."),
    used: percent.describe("Share of the error budget that is used up, e.g. `80%`."),
    enabled: z.boolean().default(true).describe("`false` leaves the alert out. Default true."),
    summary: text.optional().describe("What it means and what to look at first."),
  })
  .describe("An alert on how much of the budget is used.");

const promise = {
  title: text.optional().describe("Name for people. Default: from the key."),
  description: text.optional().describe("What is promised, in words."),
  enabled: z.boolean().default(true).describe("`false` leaves the objective out. Default true."),
  target: percent.describe("The promise, e.g. `99.9%`."),
  warning: percent.optional().describe("Where it is shown as at risk; more than the target."),
  window: z.enum(["7d", "30d", "90d"]).default("30d").describe("The time the promise is about. Default `30d`."),
  alerts: z
    .enum(["standard", "none"])
    .default("none")
    .describe(
      "`standard`: three burn rates that fit the window, `fast`, `steady` and `slow`, at the three most urgent severities. For 30 days: 2 % of the budget in an hour, 5 % in six hours, 10 % in a day. Default `none`.",
    ),
  burnRates: z
    .record(key, BurnRate)
    .default({})
    .describe(
      "Alerts on the speed at which the budget is used, by name. `fast`, `steady` and `slow` need no numbers; with `alerts: standard` they say what differs.",
    ),
  budgets: z.record(key, Budget).default({}).describe("Alerts on how much of the budget is used, by name."),
  runbook: url.optional().describe("Where it says what to do. Default: the service's."),
  tags: z.array(tag).default([]).describe("Further tags, `key:value`."),
  tiers: tiersOf((): z.ZodType => Objective),
  waivers,
};

const counted = z.union([
  metricName,
  z.strictObject({
    metric: metricName.describe("The count's name."),
    where: z.string().optional().describe("Filter in Datadog's tag syntax for this one alone."),
  }),
]);

const where = z.string().optional().describe("Filter in Datadog's tag syntax, beside service and environment.");
const allServices = z.boolean().default(false).describe("Leave the `service:` filter out. Default false.");

export const Objective = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("ratio").describe("Good events of all events."),
      ...promise,
      good: counted.optional().describe("The count of good events. Give `good` or `bad`."),
      bad: counted.optional().describe("The count of bad events. Give `good` or `bad`."),
      total: counted.describe("The count of all events."),
      requests: quantity
        .optional()
        .describe(
          "The traffic it can count on in its quiet hours, e.g. `50/min`: alerts that a single failure would set off are refused.",
        ),
      where,
      allServices,
    })
    .describe("A share of events."),
  z
    .strictObject({
      type: z.literal("monitors").describe("The time in which none of these signals alerts."),
      ...promise,
      monitors: z
        .array(reference("monitors"))
        .min(1)
        .describe("Signals of this service; `<service>/<signal>` for another's."),
    })
    .describe("The time signals are quiet."),
  z
    .strictObject({
      type: z.literal("time-slice").describe("The share of short slices of time in which a metric keeps a limit."),
      ...promise,
      metric: metricName.describe("The metric's name."),
      unit: unitName.optional().describe("What the metric is measured in; needed for metrics Watchbill does not know."),
      aggregate: z
        .enum(["avg", "sum", "min", "max", "p50", "p75", "p90", "p95", "p99"])
        .default("avg")
        .describe("How values become one. Default `avg`."),
      where,
      allServices,
      below: quantity.optional().describe("The value must be less than this. Give `below` or `above`."),
      above: quantity.optional().describe("The value must be more than this. Give `below` or `above`."),
      missing: z
        .enum(["kept", "broken"])
        .default("kept")
        .describe(
          "What a slice without data counts as. Datadog takes it for kept; `broken` reads it as 0, for a value that must be `above` something, such as a gauge that a dead process no longer sends. Default `kept`.",
        ),
      slice: z.enum(["1min", "5min"]).default("5min").describe("The length of a slice. Default `5min`."),
    })
    .describe("A share of time."),
]);
