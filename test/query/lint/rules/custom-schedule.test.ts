import { checkRule } from "../rule-cases";

const scheduled = (rrule: string, more: Record<string, unknown> = {}) => ({
  options: { scheduling_options: { custom_schedule: { recurrences: [{ rrule, timezone: "UTC" }] } }, ...more },
});
const RRULE = "options.scheduling_options.custom_schedule.recurrences.0.rrule";

checkRule("custom-schedule", [
  { shows: "a schedule", monitor: scheduled("FREQ=DAILY;INTERVAL=1", { require_full_window: false }) },
  {
    shows: "a full window",
    monitor: scheduled("FREQ=DAILY;INTERVAL=1", { require_full_window: true }),
    finds: [["error", "options.require_full_window", "asks for a full window"]],
    fix: { type: "set", path: "options.require_full_window", value: false },
  },
  {
    shows: "a start in the recurrence",
    monitor: scheduled("DTSTART=20260101T090000;FREQ=DAILY"),
    finds: [["error", RRULE, "`DTSTART` cannot stand"]],
  },
  {
    shows: "more than once a day",
    monitor: scheduled("FREQ=HOURLY;INTERVAL=1"),
    finds: [["error", RRULE, "`FREQ=HOURLY`"]],
  },
  { shows: "a full window without a schedule", monitor: { options: { require_full_window: true } } },
]);
