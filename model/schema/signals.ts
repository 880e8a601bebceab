/** Security signals once they are there: who is told of them, and which are known and make no noise. */

import * as z from "zod";
import { handle } from "./handle";
import { day, distinct, durationOr, tag, text } from "./scalars";
import { STATUSES } from "./security";
import { accepted } from "./waiver";

/** The vendor's kinds of detection rule whose signals can be told. */
export const RULE_TYPES = [
  "log_detection",
  "application_security",
  "workload_security",
  "signal_correlation",
  "cloud_configuration",
  "infrastructure_configuration",
  "application_code_vulnerability",
  "application_library_vulnerability",
  "attack_path",
  "container_image_vulnerability",
  "identity_risk",
  "misconfiguration",
  "api_security",
  "host_vulnerability",
] as const;

export const SignalNotification = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    enabled: z.boolean().default(true).describe("`false` leaves it out. Default true."),
    severities: distinct(z.enum(STATUSES))
      .min(1)
      .default(["medium", "high", "critical"])
      .describe(
        "Signals of these severities are told to whom an alert of the severity of the same name is told. Default medium and worse.",
      ),
    rules: z
      .enum(["others", "all"])
      .default("others")
      .describe("`others`: not the catalog's own rules, whose cases tell already. Default `others`."),
    types: distinct(z.enum(RULE_TYPES))
      .min(1)
      .default(["log_detection"])
      .describe("Kinds of detection rule. Default `[log_detection]`."),
    findings: z
      .boolean()
      .default(false)
      .describe("Vulnerabilities and misconfigurations in place of signals. Default false."),
    where: z.string().default("").describe("Further search on tags and attributes of the signals. Default: none."),
    allServices: z.boolean().default(false).describe("Leave the `service:` filter out. Default false."),
    together: durationOr("0s").describe(
      "Signals of this time are told together, `0s` or from `15min` to `1d`. Default `0s`: each at once.",
    ),
    notify: z.array(handle).default([]).describe("Handles told beside those of the severity."),
    ...accepted,
  })
  .describe("Who is told of security signals.");

export const Suppression = z
  .strictObject({
    title: text.optional().describe("Name for people. Default: from the key."),
    reason: text.describe("Why these signals are no news."),
    until: day.describe("The last day it holds, e.g. `2026-12-31`; from then on signals come again."),
    from: day.optional().describe("The first day it holds. Default: at once."),
    rules: distinct(z.string())
      .min(1)
      .optional()
      .describe("Detection rules of the service, by key. Default: all of the service's."),
    ruleSearch: z
      .string()
      .optional()
      .describe("Other rules, in the syntax of the search for detection rules: `source:cloudtrail`."),
    signals: z
      .string()
      .optional()
      .describe("Signals that are not made, as a search: `@usr.id:scanner`. Give this, `events` or both."),
    events: z.string().optional().describe("Events that the rules do not even look at, as a search."),
    tags: z.array(tag).default([]).describe("Further tags, `key:value`."),
    ...accepted,
  })
  .describe("Security signals that are known and make no noise for a while.");
