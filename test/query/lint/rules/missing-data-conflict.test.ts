import { checkRule } from "../rule-cases";

checkRule("missing-data-conflict", [
  {
    shows: "with notify_no_data",
    monitor: { options: { on_missing_data: "resolve", notify_no_data: true } },
    finds: [["error", "options.notify_no_data", "beside `on_missing_data: resolve`"]],
    fix: { type: "remove", path: "options.notify_no_data" },
  },
  {
    shows: "with a time frame",
    monitor: { options: { on_missing_data: "resolve", no_data_timeframe: 10 } },
    finds: [["error", "options.no_data_timeframe", "`no_data_timeframe: 10`"]],
  },
  {
    shows: "with both switched off, as exports have it",
    monitor: { options: { on_missing_data: "resolve", notify_no_data: false, no_data_timeframe: null } },
  },
  {
    shows: "types without `on_missing_data`: that one has to go, not this",
    monitor: { type: "composite", query: "1 && 2", options: { on_missing_data: "resolve", notify_no_data: true } },
  },
  {
    shows: "two ways to end the alert",
    monitor: { options: { on_missing_data: "resolve", timeout_h: 2 } },
    finds: [["error", "options.timeout_h", "which ends the alert already"]],
    fix: { type: "remove", path: "options.timeout_h" },
  },
  { shows: "a time that is switched off", monitor: { options: { on_missing_data: "resolve", timeout_h: 0 } } },
  { shows: "the old way alone", monitor: { options: { notify_no_data: true, no_data_timeframe: 10 } } },
]);
