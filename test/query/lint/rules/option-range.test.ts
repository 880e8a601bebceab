import { checkRule } from "../rule-cases";

checkRule("option-range", [
  { shows: "a priority of six", monitor: { priority: 6 }, finds: [["error", "priority", "`priority` is `6`"]] },
  {
    shows: "a priority of zero, which is taken for none",
    monitor: { priority: 0 },
    finds: [["warning", "priority", "`0`"]],
  },
  { shows: "a priority", monitor: { priority: 3 } },
  {
    shows: "two days until it resolves",
    monitor: { options: { timeout_h: 48 } },
    finds: [["error", "options.timeout_h", "`timeout_h` is `48`"]],
  },
  {
    shows: "more than a day of delay",
    monitor: { options: { evaluation_delay: 90000 } },
    finds: [["error", "options.evaluation_delay", "`90000`"]],
  },
  {
    shows: "a choice that does not exist",
    monitor: { options: { on_missing_data: "show_nodata" } },
    finds: [["error", "options.on_missing_data", "`show_nodata`"]],
  },
  {
    shows: "a status that does not exist",
    monitor: { options: { renotify_statuses: ["warning"] } },
    finds: [["error", "options.renotify_statuses", "`warning`"]],
  },
  {
    shows: "groups kept for half an hour",
    monitor: { options: { group_retention_duration: "30m" } },
    finds: [["error", "options.group_retention_duration", "`30m`"]],
  },
  { shows: "groups kept for two days", monitor: { options: { group_retention_duration: "2d" } } },
  {
    shows: "placeholders",
    monitor: { priority: "${var.p}", options: { timeout_h: "${var.t}", on_missing_data: "${var.m}" } },
  },
]);
