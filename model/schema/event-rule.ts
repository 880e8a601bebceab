/** What PagerDuty does with an event before it becomes an incident, in plain words. */

import { z } from "zod";
import { clock, DAYS, duration, text, timeZone } from "./scalars";

/** A field of an event: one of the common ones, or one of the sender's own details. */
const FIELD =
  /^(summary|source|severity|component|group|class|details\.[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)$/;

const field = z
  .string()
  .regex(FIELD)
  .describe("`summary`, `source`, `severity`, `component`, `group`, `class`, or `details.<name>`.");

const Test = z.union([
  text,
  z.array(text).min(1),
  z.strictObject({ contains: text.describe("A text it contains.") }),
  z.strictObject({ matches: text.describe("A regular expression (RE2) it matches.") }),
  z.strictObject({ exists: z.boolean().describe("Whether the event has the field at all.") }),
  z.strictObject({ not: z.union([text, z.array(text).min(1)]).describe("What it must not be.") }),
]);

export const EventMatch = z
  .record(field, Test)
  .describe(
    "By field (`summary`, `source`, `severity`, `component`, `group`, `class`, `details.<name>`): a text it must be, a list of texts of which it must be one, `{contains: …}`, `{matches: …}`, `{exists: true}` or `{not: …}`.",
  );

export const EventRule = z
  .strictObject({
    title: text.describe("What the rule is for, as PagerDuty shows it."),
    when: EventMatch.optional().describe("Which events; every given field must fit. Default: all."),
    hours: z
      .strictObject({
        days: z.array(z.enum(DAYS)).min(1).optional().describe("Days of the week. Default: every day."),
        from: clock.describe("Time of day it begins, e.g. `09:00`."),
        to: clock.describe("Time of day it ends, e.g. `17:00`."),
        timeZone: timeZone.describe("The time zone of both, e.g. `Europe/Berlin`."),
        outside: z.boolean().default(false).describe("`true`: outside these hours. Default false."),
      })
      .optional()
      .describe("At which hours. Default: always. Needs PagerDuty's AIOps add-on."),
    dedupeBy: z
      .array(field)
      .min(1)
      .optional()
      .describe(
        "Events with the same values of these fields are one alert, e.g. `[details.host]`. Needs PagerDuty's AIOps add-on.",
      ),
    severity: z
      .enum(["critical", "error", "warning", "info"])
      .optional()
      .describe("The severity the event gets; `critical` and `error` wake people by their urgent rules."),
    suppress: z
      .boolean()
      .optional()
      .describe("`true`: the alert is kept, and nobody is told. Needs PagerDuty's AIOps add-on."),
    pauseFor: duration
      .optional()
      .describe("Tell people only if it has not ended after this, e.g. `5min`. Needs PagerDuty's AIOps add-on."),
    note: text.optional().describe("A note on the incident."),
  })
  .describe("What PagerDuty does with some events.");
