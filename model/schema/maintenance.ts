/**
 * Planned work: one window of time in which alerts are expected. What comes back every week is a service's `downtimes`. Datadog mutes what
 * it would tell, pages included; PagerDuty's rules for events know weekly hours only, so what others send in it pages as ever.
 */

import * as z from "zod";
import { moment, reference, text, timeZone } from "./scalars";
import { accepted } from "./waiver";

export const Maintenance = z
  .strictObject({
    reason: text.describe("What is done, shown beside the muted alerts."),
    from: moment.describe("When it begins, in `timeZone`: `2026-12-05T22:00`."),
    to: moment.describe("When it ends, in `timeZone`. What has ended is left out, and `check` says so."),
    timeZone: timeZone.describe("The time zone of both, e.g. `Europe/Berlin`."),
    services: z.array(reference("services")).min(1).optional().describe("The services it is of."),
    systems: z.array(reference("systems")).min(1).optional().describe("Systems, with all their services."),
    environments: z
      .array(reference("environments"))
      .min(1)
      .optional()
      .describe("The environments it is in. Default: all."),
    enabled: z.boolean().default(true).describe("`false` leaves the window out. Default true."),
    ...accepted,
  })
  .describe("A window of planned work in which alerts are muted.");
