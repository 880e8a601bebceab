import { checkRule } from "../rule-cases";

checkRule("current-window", [
  {
    shows: "a cumulative search without its start",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").current("1d") > 5' },
    finds: [["error", "query", '`.current("1d")` counts from a fixed start']],
  },
  {
    shows: "a cumulative search with its start",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").current("1d") > 5',
      options: { scheduling_options: { evaluation_window: { day_starts: "04:00" } } },
    },
  },
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
