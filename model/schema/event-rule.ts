/** What PagerDuty does with an event before it becomes an incident, in plain words. */

import * as z from "zod";
import { clock, DAYS, duration, scalar, text, timeZone, wrongType } from "./scalars";

const FIELDS = ["summary", "source", "severity", "component", "group", "class"] as const;
const DETAIL = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** A field of an event by its name: one of the common ones, or one of the sender's own details. */
const fieldName = scalar<string>({ type: "string", examples: ["source", "details.host"] }, (raw) => {
  if (typeof raw !== "string") return wrongType("the name of a field", raw, "Write a name such as `source`.");
  const [, detail] = /^details\.(.+)$/.exec(raw) ?? [];
  if (detail === undefined ? (FIELDS as readonly string[]).includes(raw) : DETAIL.test(detail))
    return { ok: true, value: raw };
  const known = FIELDS.map((name) => `\`${name}\``).join(", ");
  return {
    ok: false,
    problem: {
      code: "unknown-value",
      message: `\`${raw}\` is no field of an event`,
      hint: `There are ${known}, and \`details.<name>\` for what the sender adds.`,
    },
  };
});

/** A text for PagerDuty's conditions, which stand in single quotes. */
const operand = scalar<string>({ type: "string", pattern: "^[^']+$" }, (raw) => {
  if (typeof raw !== "string") return wrongType("a text", raw, "Put it in quotes.");
  if (raw !== "" && !raw.includes("'")) return { ok: true, value: raw };
  return {
    ok: false,
    problem: {
      code: "bad-condition",
      message: `\`${raw}\` cannot stand in a condition`,
      hint:
        raw === ""
          ? "Write a text, or `{exists: false}`."
          : "Leave the quote out: use `{contains: …}` with a part without one.",
    },
  };
});

const Test = z.union([
  operand,
  z.array(operand).min(1),
  z.strictObject({ contains: operand.describe("A text it contains.") }),
  z.strictObject({ matches: operand.describe("A regular expression (RE2) it matches.") }),
  z.strictObject({ exists: z.boolean().describe("Whether the event has the field at all.") }),
  z.strictObject({ not: z.union([operand, z.array(operand).min(1)]).describe("What it must not be.") }),
]);

const tested = (what: string) =>
  Test.optional().describe(
    `${what}: a text it must be, a list of texts of which it must be one, \`{contains: …}\`, \`{matches: …}\`, \`{exists: true}\` or \`{not: …}\`.`,
  );

export const EventMatch = z
  .strictObject({
    summary: tested("What happened"),
    source: tested("What it happened to"),
    severity: tested("`critical`, `error`, `warning` or `info`, as the sender says"),
    component: tested("The part of the source"),
    group: tested("What the source belongs to"),
    class: tested("The kind of event"),
    details: z
      .record(z.string().regex(DETAIL), Test)
      .optional()
      .describe("What the sender adds, by name; names may have points."),
  })
  .describe("Which events: every given field must fit.");

export const EventRule = z
  .strictObject({
    title: text.describe("What the rule is for, as PagerDuty shows it."),
    when: EventMatch.optional().describe("Which events; every given field must fit. Default: all."),
    hours: z
      .strictObject({
        days: z.array(z.enum(DAYS)).min(1).optional().describe("Days of the week. Default: every day."),
        from: clock.describe("Time of day it begins, e.g. `09:00`."),
        to: clock.describe("Time of day it ends, e.g. `17:00`."),
        timeZone: timeZone.describe("The time zone of both, e.g. `Europe/Berlin`."),
        outside: z.boolean().default(false).describe("`true`: outside these hours. Default false."),
      })
      .optional()
      .describe("At which hours. Default: always. Needs PagerDuty's AIOps add-on."),
    dedupeBy: z
      .array(fieldName)
      .min(1)
      .optional()
      .describe(
        "Events with the same values of these fields are one alert, e.g. `[details.host]`. Needs PagerDuty's AIOps add-on.",
      ),
    severity: z
      .enum(["critical", "error", "warning", "info"])
      .optional()
      .describe("The severity the event gets; `critical` and `error` wake people by their urgent rules."),
    suppress: z
      .boolean()
      .optional()
      .describe("`true`: the alert is kept, and nobody is told. Needs PagerDuty's AIOps add-on."),
    pauseFor: duration
      .optional()
      .describe("Tell people only if it has not ended after this, e.g. `5min`. Needs PagerDuty's AIOps add-on."),
    note: text.optional().describe("A note on the incident."),
  })
  .describe("What PagerDuty does with some events.");
