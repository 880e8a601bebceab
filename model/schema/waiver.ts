/** Waivers: a finding of the linter or of a policy that somebody has looked at and accepts, for a reason and until a day. */

import * as z from "zod";
import { day, text } from "./scalars";

export const Waiver = z
  .strictObject({
    rule: text.describe(
      "The rule's id, as a finding shows it: of the linter, `slow-evaluation`, or of a policy, `required-tags`.",
    ),
    reason: text.describe("Why the finding is accepted."),
    owner: z
      .string()
      .optional()
      .describe("Who answers for it: a key of `people` or `teams`. Needed for the rules of policies."),
    until: day.describe("The last day the waiver holds, e.g. `2026-12-31`; from then on it is an error."),
    resource: text
      .optional()
      .describe(
        "Only findings of a policy about this resource, as the finding names it: `datadog/monitor/checkout-latency`. Default: whatever the entry makes.",
      ),
  })
  .describe("A finding that is accepted for a while.");

const list = z.array(Waiver);

/** Of entries the linter reads by itself. */
export const waivers = list
  .default([])
  .describe("Findings that are accepted here. One that is not used, or has ended, is an error.");

/** Of all others: what policies find at the entry and at what is made of it. */
export const accepted = {
  waivers: list
    .optional()
    .describe(
      "Findings of policies that are accepted here, at what is written in this entry and what is made of it. One that is not used, or has ended, is an error.",
    ),
};
