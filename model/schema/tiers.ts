/** What an entry of a pack says for the tiers of the services that use it: the same fields, laid over the pack's own. */

import * as z from "zod";
import { overlay } from "./overlay";
import { scalar, typeName } from "./scalars";

const tier = scalar<string>({ type: "string", pattern: "^[1-4]$", examples: ["1"] }, (raw) =>
  typeof raw === "string" && /^[1-4]$/.test(raw)
    ? { ok: true, value: raw }
    : {
        ok: false,
        problem: {
          code: "out-of-range",
          message: `there is no tier ${typeof raw === "string" ? `\`${raw}\`` : typeName(raw)}`,
          hint: "The tiers are `1` to `4`, 1 the one most depends on.",
        },
      },
);

/** The field `tiers` of an entry; the entry's schema is asked for later, since it has this field. */
export const tiersOf = (schema: () => z.ZodType) =>
  z
    .record(
      tier,
      z.lazy(() => overlay(schema())),
    )
    .optional()
    .describe(
      "In packs only: what differs by the tier of the service that uses it, `{1: {above: {critical: 5%, high: 2%}}}`. Two lines replace the two above them; `none` takes one away.",
    );
