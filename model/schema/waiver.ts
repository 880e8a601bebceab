/** Waivers: a finding of the linter that somebody has looked at and accepts, for a reason and until a day. */

import { z } from "zod";
import { day, text } from "./scalars";

export const Waiver = z
  .strictObject({
    rule: text.describe("The rule's id, as a finding shows it, e.g. `slow-evaluation`."),
    reason: text.describe("Why the finding is accepted."),
    until: day.describe("The last day the waiver holds, e.g. `2026-12-31`; from then on it is an error."),
  })
  .describe("A finding of the linter that is accepted for a while.");

export const waivers = z
  .array(Waiver)
  .default([])
  .describe("Findings of the linter that are accepted here. One that is not used, or has ended, is an error.");
