import { checkRule } from "../rule-cases";

checkRule("current-window", [
  {
    shows: "a cumulative window without its start",
    monitor: { query: "max(current_1h):avg:a{*} > 5" },
    finds: [["error", "query", "`current_1h` counts from a fixed start"]],
  },
  {
    shows: "a start without the window",
    monitor: {
      query: "avg(last_5m):avg:a{*} > 5",
      options: { scheduling_options: { evaluation_window: { hour_starts: 0 } } },
    },
    finds: [["error", "options.scheduling_options.evaluation_window", "a sliding one"]],
  },
  {
    shows: "both",
    monitor: {
      query: "max(current_1h):avg:a{*} > 5",
      options: { scheduling_options: { evaluation_window: { hour_starts: 0 } } },
    },
  },
  { shows: "neither", monitor: {} },
]);
