/** Who is woken, in which order: rotations, escalations, and what runs when an incident opens. */

import { z } from "zod";
import { clock, duration, instant, reference, secretName, text, timeZone, url, whole } from "./scalars";

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export const Rotation = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What the rotation is for."),
    team: reference("teams").describe("The team it belongs to."),
    timeZone: timeZone.describe("The time zone hand-overs follow, e.g. `Europe/Berlin`."),
    start: instant.describe(
      "When the first person's first turn began: a fixed moment, never moved, or every turn after it moves.",
    ),
    turn: duration.describe("How long a turn is, e.g. `1w`."),
    people: z
      .array(reference("people"))
      .min(1)
      .describe("The people, in order. Append to it: changing the order changes who is on call now."),
    hours: z
      .array(
        z.strictObject({
          days: z.array(z.enum(DAYS)).min(1).optional().describe("Days of the week it applies to. Default: every day."),
          from: clock.describe("Time of day it begins, e.g. `08:00`."),
          to: clock.describe("Time of day it ends, e.g. `18:00`; at or before `from` means on the next day."),
        }),
      )
      .optional()
      .describe("When the rotation is on duty. Default: always."),
  })
  .describe("People who take turns.");

export const Escalation = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What the policy is for."),
    team: reference("teams").describe("The team it belongs to."),
    repeat: whole(0, 9)
      .default(1)
      .describe("How often the steps are gone through again when nobody answers. Default 1."),
    steps: z
      .array(
        z.strictObject({
          notify: z
            .array(z.string().describe("A key of `rotations` or `people`."))
            .min(1)
            .describe("Rotations and people notified at this step."),
          escalateAfter: duration.describe(
            "How long they have to acknowledge before the next step, in whole minutes, e.g. `10min`.",
          ),
        }),
      )
      .min(1)
      .describe("The steps, first to last."),
  })
  .describe("Whom an incident reaches, and after how long the next.");

export const Orchestration = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What it does."),
    team: reference("teams").optional().describe("The team it belongs to."),
  })
  .describe("An entry point at PagerDuty for events that are no Datadog monitor's.");

export const Webhook = z
  .strictObject({
    url: url.optional().describe("Where it posts to, when the address is no secret."),
    urlSecret: secretName.optional().describe("Name of the secret that holds the address."),
    headersSecret: secretName.optional().describe("Name of the secret that holds the headers, as a JSON object."),
    payload: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("The JSON body; Datadog's `$VARIABLES` are filled in. Default: Datadog's own body."),
  })
  .describe("An address Datadog calls; `@webhook-<key>` in a message uses it.");
