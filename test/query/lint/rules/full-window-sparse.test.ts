import { checkRule } from "../rule-cases";

checkRule("full-window-sparse", [
  {
    shows: "counts",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() > 5", options: { require_full_window: true } },
    finds: [["warning", "options.require_full_window", "counts have gaps"]],
    fix: { type: "set", path: "options.require_full_window", value: false },
  },
  {
    shows: "a long rollup",
    monitor: { query: "avg(last_30m):avg:a{*}.rollup(avg, 300) > 5", options: { require_full_window: true } },
    finds: [["warning", "options.require_full_window", "a rollup of 300 seconds"]],
  },
  {
    shows: "a rollup of a bucket",
    monitor: { query: "avg(last_30m):avg:a{*}.rollup(avg, 60) > 5", options: { require_full_window: true } },
  },
  { shows: "a gauge", monitor: { options: { require_full_window: true } } },
  { shows: "not asked for", monitor: { query: "sum(last_5m):sum:a{*}.as_count() > 5" } },
]);
