/** Downtimes: hours in which a service is expected to be busy or away, every week. Single ones belong to the vendor's page. */

import * as z from "zod";
import { clock, DAYS, duration, text, timeZone } from "./scalars";
import { accepted } from "./waiver";

export const Downtime = z
  .strictObject({
    reason: text.describe("Why alerts are expected then, shown beside the muted alerts."),
    signals: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        "Signals of this service that are muted, where they are on. Default: everything that carries its `service` tag.",
      ),
    days: z.array(z.enum(DAYS)).min(1).optional().describe("Days of the week. Default: every day."),
    from: clock.describe("Time of day it begins, e.g. `02:00`."),
    lasts: duration.describe("How long it lasts, e.g. `1h`."),
    timeZone: timeZone.describe("The time zone of `from`, e.g. `Europe/Berlin`."),
    enabled: z.boolean().default(true).describe("`false` leaves the downtime out. Default true."),
    ...accepted,
  })
  .describe("Hours in which alerts are muted, every week.");
