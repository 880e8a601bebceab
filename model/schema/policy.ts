/** What the organisation says of the rules of policies: how strict each is where, its parameters, and whether it can be waived. */

import * as z from "zod";
import { duration, reference } from "./scalars";

export const LEVELS = ["mandatory", "advisory", "disabled"] as const;

const item = z.union([z.string(), z.number()]);

const applied = {
  level: z
    .enum(LEVELS)
    .optional()
    .describe(
      "`mandatory`: what is found fails the run. `advisory`: it is said. `disabled`: nothing is looked at. Default: the rule's own.",
    ),
  parameters: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(item)]))
    .default({})
    .describe("Values of the rule's parameters, by name; its page lists them. Default: the rule's own."),
};

export const Policy = z
  .strictObject({
    ...applied,
    environments: z
      .record(reference("environments"), z.strictObject(applied).describe("What differs there."))
      .default({})
      .describe("What differs in an environment: its own level, and parameters over those of all."),
    waivable: z
      .union([z.boolean(), duration])
      .default(true)
      .describe(
        "`false`: no waiver accepts what it finds. A length of time such as `90d`: a waiver ends at most so long from today. Default true.",
      ),
  })
  .describe("How a rule of the policies is applied.");
