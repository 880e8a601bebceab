/** Detection rules of Datadog's Cloud SIEM. They watch events, not metrics, and make signals, not alerts. */

import * as z from "zod";
import { handle } from "./handle";
import { distinct, durationOr, quantity, tag, text, url, whole } from "./scalars";
import { waivers } from "./waiver";

export const STATUSES = ["info", "low", "medium", "high", "critical"] as const;
const status = z.enum(STATUSES);

/** One of a few whole numbers. */
function wholeOf(numbers: readonly [number, ...number[]]) {
  return z.literal(numbers);
}

const Search = z
  .strictObject({
    query: z.string().describe("The search whose events count, in Datadog's search syntax."),
    events: z
      .enum(["logs", "audit", "spans", "security_runtime", "network", "events", "security_signals"])
      .default("logs")
      .describe("Where the events come from. Default `logs`."),
    by: distinct(z.string())
      .default([])
      .describe("Count for each value of these attributes separately, e.g. `@ip_address`."),
    alsoWithout: z
      .boolean()
      .optional()
      .describe(
        "Events that lack an attribute under `by` count, too, together; else Datadog leaves them out. Default: where one event is enough, `above: {…: 0}`.",
      ),
    distinct: distinct(z.string()).default([]).describe("Count distinct values of these attributes instead of events."),
    metric: z
      .string()
      .optional()
      .describe("The attribute that is summed or compared, for `max`, `sum` and new values."),
    aggregate: z
      .enum(["count", "cardinality", "sum", "max", "new_value", "geo_data", "none"])
      .optional()
      .describe("What is computed. Default: `cardinality` with `distinct`, else `count`."),
  })
  .describe("A search and what is counted of it.");

const response = z
  .array(handle)
  .default([])
  .describe("Handles told, e.g. `@workflow-block-address`, beside those of the severity of the same name.");

export const SecurityRule = z
  .strictObject({
    title: text.describe("The rule's name."),
    summary: text.describe("What it means and what to do first."),
    runbook: url.optional().describe("Where it says what to do. Default: the service's."),
    enabled: z.boolean().default(true).describe("`false` leaves the rule out. Default true."),
    method: z
      .enum(["threshold", "new_value", "anomaly_detection", "impossible_travel"])
      .default("threshold")
      .describe("How events become a signal. Default `threshold`."),
    ...Search.partial({ query: true }).shape,
    above: z
      .partialRecord(status, quantity)
      .optional()
      .describe(
        "More events than this make a signal, by its severity: `{high: 10}`. For several searches use `queries` and `cases`.",
      ),
    queries: z.record(z.string(), Search).optional().describe("Several searches by name, for `cases`."),
    cases: z
      .array(
        z.strictObject({
          name: text.optional().describe("Name for people."),
          status: status.describe("The signal's severity."),
          when: z
            .string()
            .optional()
            .describe("Condition on the searches' names: `failed > 10 && succeeded > 0`. The first that holds wins."),
          notify: response,
        }),
      )
      .optional()
      .describe("Conditions in order."),
    learn: z
      .strictObject({
        for: wholeOf([0, 1, 7])
          .default(7)
          .describe("Days in which values are learned before any is new: 0, 1 or 7. Default 7."),
        forget: wholeOf([1, 2, 7, 14, 21, 28])
          .default(28)
          .describe(
            "Days after which a value that did not come again is new again: 1, 2, 7, 14, 21 or 28. Default 28.",
          ),
        by: z
          .enum(["duration", "threshold"])
          .default("duration")
          .describe(
            "`threshold`: the second value of a group is new already, without days of learning. Default `duration`.",
          ),
        fromPast: z
          .boolean()
          .default(false)
          .describe("Learn from events that were there before the rule was. Default false."),
      })
      .optional()
      .describe("How `new_value` learns what is known."),
    travel: z
      .strictObject({
        learnLocations: z
          .boolean()
          .default(true)
          .describe("Learn a user's usual places, e.g. a VPN's, before anything is impossible. Default true."),
        for: whole(1, 30).default(1).describe("Days in which they are learned. Default 1."),
      })
      .optional()
      .describe("How `impossible_travel` learns where somebody usually is."),
    lessOutsideProduction: z
      .boolean()
      .default(false)
      .describe(
        "Signals of environments whose tag begins with `staging`, `test` or `dev` are one severity lower. Default false.",
      ),
    groupSignalsBy: distinct(z.string())
      .default([])
      .describe("Signals are put together by these of the attributes under `by`. Default: by all of them."),
    over: durationOr("5min").describe("The window events are counted in. Default `5min`."),
    keepAlive: durationOr("1h").describe("How long a quiet signal stays open. Default `1h`."),
    atMost: durationOr("1d").describe("How long a signal stays open at most. Default `1d`."),
    notify: response,
    tags: z.array(tag).default([]).describe("Further tags, e.g. `tactic:TA0006-credential-access`."),
    waivers: waivers
      .unwrap()
      .optional()
      .describe(waivers.description ?? ""),
  })
  .describe("A detection rule.");
