import { checkRule } from "../rule-cases";

checkRule("staleness-by-change", [
  {
    shows: "a standstill",
    monitor: { query: "change(avg(last_5m),last_1d):avg:a.timestamp{*} == 0" },
    finds: [["warning", "query", "standstill"]],
  },
  {
    shows: "with a notification about missing data",
    monitor: {
      query: "change(avg(last_5m),last_1d):avg:a.timestamp{*} == 0",
      options: { on_missing_data: "show_and_notify_no_data" },
    },
  },
  { shows: "a growth", monitor: { query: "change(avg(last_5m),last_1d):avg:a{*} > 0" } },
]);
