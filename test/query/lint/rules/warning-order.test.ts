import { checkRule } from "../rule-cases";

checkRule("warning-order", [
  {
    shows: "a warning above the critical",
    monitor: { query: "avg(last_5m):avg:a{*} > 20", options: { thresholds: { critical: 20, warning: 50 } } },
    finds: [["error", "options.thresholds.warning", "`warning` (`50`) must be below `critical` (`20`) with `>`"]],
  },
  {
    shows: "a warning below a lower limit",
    monitor: { query: "avg(last_5m):avg:a{*} < 20", options: { thresholds: { critical: 20, warning: 10 } } },
    finds: [["error", "options.thresholds.warning", "must be above"]],
  },
  {
    shows: "the same number",
    monitor: { query: "avg(last_5m):avg:a{*} >= 20", options: { thresholds: { critical: 20, warning: 20 } } },
    finds: [["error", "options.thresholds.warning", "must be below"]],
  },
  {
    shows: "in order",
    monitor: { query: "avg(last_5m):avg:a{*} > 20", options: { thresholds: { critical: 20, warning: 10 } } },
  },
  {
    shows: "an equality, which has no order",
    monitor: { query: "avg(last_5m):avg:a{*} == 20", options: { thresholds: { critical: 20, warning: 30 } } },
  },
]);
