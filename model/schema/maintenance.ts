/** Planned work: one window of time in which alerts are expected. What comes back every week is a service's `downtimes`. */

import { z } from "zod";
import { moment, reference, text, timeZone } from "./scalars";

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
    pager: z
      .boolean()
      .default(true)
      .describe(
        "Open no incidents at PagerDuty either, whoever sends the events: by a rule for the service's events where the account has AIOps, else by a maintenance window of PagerDuty. Default true.",
      ),
    enabled: z.boolean().default(true).describe("`false` leaves the window out. Default true."),
  })
  .describe("A window of planned work in which alerts are muted.");
