/** Who is woken, in which order: rotations, escalations, and what runs when an incident opens. */

import * as z from "zod";
import { EventMatch } from "./event-rule";
import {
  clock,
  DAYS,
  distinct,
  duration,
  instant,
  key,
  moment,
  reference,
  secretName,
  text,
  timeZone,
  url,
  whole,
} from "./scalars";
import { accepted } from "./waiver";

const Hours = z.strictObject({
  days: z.array(z.enum(DAYS)).min(1).optional().describe("Days of the week it applies to. Default: every day."),
  from: clock.describe("Time of day it begins, e.g. `08:00`."),
  to: clock.describe("Time of day it ends, e.g. `18:00`; at or before `from` means on the next day."),
});

const RotationLayer = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    timeZone: timeZone
      .optional()
      .describe(
        "The time zone of its hours and hand-overs. Default: the rotation's. PagerDuty reads all hours of a schedule in one zone, so layers of another zone become a schedule of their own; a step that names the rotation notifies all of them.",
      ),
    start: instant.optional().describe("When the first person's first turn began. Default: the rotation's."),
    turn: duration.optional().describe("How long a turn is, e.g. `1d`. Default: the rotation's."),
    people: z
      .array(reference("people"))
      .min(1)
      .describe("The people, in order. Append to it: changing the order changes who is on call now."),
    hours: z.array(Hours).optional().describe("When the layer is on duty. Default: always."),
  })
  .describe("People who take turns at certain hours.");

const Cover = z
  .strictObject({
    person: reference("people").describe("Who is on call instead."),
    insteadOf: reference("people")
      .optional()
      .describe("Whose turns are taken; the others keep theirs. Default: everybody's."),
    layer: z.string().optional().describe("The layer it is of. Needed where the rotation has several."),
    from: moment.describe("When it begins, in the rotation's or layer's time zone: `2026-12-24T09:00`."),
    to: moment.describe("When it ends. What has ended is left out, and `check` says so."),
  })
  .describe("Somebody who is on call for somebody else.");

export const Rotation = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What the rotation is for."),
    team: reference("teams").describe("The team it belongs to."),
    timeZone: timeZone.describe("The time zone of its hours and hand-overs, e.g. `Europe/Berlin`."),
    start: instant
      .optional()
      .describe(
        "When the first person's first turn began: a fixed moment, never moved, or every turn after it moves. Needed unless every layer says it.",
      ),
    turn: duration
      .optional()
      .describe(
        "How long a turn is: `1d` for daily, `1w` for weekly hand-overs, which stay at the same time of day when the clocks change. Needed unless every layer says it.",
      ),
    people: z
      .array(reference("people"))
      .min(1)
      .optional()
      .describe(
        "The people, in order. Append to it: changing the order changes who is on call now. Needed unless there are `layers`.",
      ),
    hours: z.array(Hours).optional().describe("When the rotation is on duty. Default: always."),
    layers: z
      .record(key, RotationLayer)
      .optional()
      .describe(
        "In place of `people` and `hours`: several groups of people with hours of their own, e.g. one for each part of the world. Where two are on duty at once, the later one is called.",
      ),
    covers: z
      .array(Cover)
      .default([])
      .describe("Who is on call for somebody else, and for how long: a layer on top, from then to then."),
    ...accepted,
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
          notify: distinct(z.string().describe("A key of `rotations` or `people`."))
            .min(1)
            .describe("Rotations and people notified at this step."),
          escalateAfter: duration.describe(
            "How long they have to acknowledge before the next step, in whole minutes, e.g. `10min`.",
          ),
        }),
      )
      .min(1)
      .describe("The steps, first to last."),
    ...accepted,
  })
  .describe("Whom an incident reaches, and after how long the next.");

export const Orchestration = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    description: text.optional().describe("What it does."),
    team: reference("teams").optional().describe("The team it belongs to."),
    routes: z
      .array(
        z.strictObject({
          title: text.optional().describe("Name for people."),
          when: EventMatch.optional().describe("Which events; every given field must fit. Default: all."),
          to: reference("services").describe("The service they go to."),
        }),
      )
      .default([])
      .describe("Which events go to which service; the first route that fits applies."),
    otherwise: reference("services")
      .optional()
      .describe(
        "The service that gets what no route fits. Default: nobody; PagerDuty keeps such events and opens nothing.",
      ),
    ...accepted,
  })
  .describe("An entry point at PagerDuty for events that are no Datadog monitor's.");

export const Webhook = z
  .strictObject({
    kind: z
      .enum(["json", "discord"])
      .default("json")
      .describe(
        "`discord`: a channel of Discord, with the message Discord wants; the address is the channel's webhook and a secret. Default `json`.",
      ),
    url: url.optional().describe("Where it posts to, when the address is no secret."),
    urlSecret: secretName.optional().describe("Name of the secret that holds the address."),
    headersSecret: secretName.optional().describe("Name of the secret that holds the headers, as a JSON object."),
    wakes: z
      .boolean()
      .default(false)
      .describe(
        "Whether it wakes somebody without PagerDuty, e.g. a gateway for text messages of another vendor: the second way that `no-second-route` asks for. Nobody can verify it from here. Default `false`.",
      ),
    payload: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        "The JSON body; Datadog's `$VARIABLES` are filled in. Default: Datadog's own body; of `kind: discord` a message with the alert's title, text, link and colour.",
      ),
    ...accepted,
  })
  .describe("An address Datadog calls; `@webhook-<key>` in a message uses it.");
