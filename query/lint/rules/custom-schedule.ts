/** N14: options and recurrences that a monitor on a schedule of its own cannot have. */

import { asRecord, isTrue } from "../input";
import { type Finding, NOTHING, type Rule } from "../rule";

/** A recurrence says how often; from when on stands in `start` [API]. */
const NOT_IN_RULES = /(?:^|[;\s])(DTSTART|DTEND|DURATION)\b/i;

const SUBDAILY = /(?:^|[;\s])FREQ=(HOURLY|MINUTELY|SECONDLY)\b/i;

export const customSchedule: Rule = {
  id: "custom-schedule",
  ref: "N14",
  severity: "error",
  confidence: "likely",
  summary: "A monitor with a custom schedule asks for a full window, or its recurrence says what a recurrence cannot.",
  needsQuery: false,
  check: ({ options }) => {
    const schedule = asRecord(asRecord(options.scheduling_options).custom_schedule);
    const { recurrences } = schedule;
    if (!Array.isArray(recurrences) || recurrences.length === 0) return NOTHING;
    const found = recurrences.flatMap((item, index) => checkRecurrence(item, index));
    if (isTrue(options.require_full_window)) {
      found.push({
        message: "the monitor has a custom schedule and asks for a full window",
        hint: "Set `require_full_window` to false.",
        path: "options.require_full_window",
        fix: { type: "set", path: "options.require_full_window", value: false },
      });
    }
    return found;
  },
};

function checkRecurrence(item: unknown, index: number): Finding[] {
  const { rrule } = asRecord(item);
  if (typeof rrule !== "string") return [];
  const path = `options.scheduling_options.custom_schedule.recurrences.${index}.rrule`;
  const found: Finding[] = [];
  const part = NOT_IN_RULES.exec(rrule)?.[1];
  if (part !== undefined) {
    const hint = "Remove it; when the schedule starts is written in `start`, e.g. `2026-01-31T09:00:00`.";
    found.push({ message: `\`${part}\` cannot stand in the \`rrule\` of a schedule`, hint, path });
  }
  const frequency = SUBDAILY.exec(rrule)?.[1];
  if (frequency !== undefined) {
    const message = `\`FREQ=${frequency}\`: a schedule repeats at most once a day`;
    found.push({ message, hint: "Write `FREQ=DAILY`, `WEEKLY` or `MONTHLY`.", path });
  }
  return found;
}
