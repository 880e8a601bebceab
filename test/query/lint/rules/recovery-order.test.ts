import { checkRule } from "../rule-cases";

checkRule("recovery-order", [
  {
    shows: "a recovery above the threshold",
    monitor: { query: "avg(last_5m):avg:a{*} > 20", options: { thresholds: { critical: 20, critical_recovery: 25 } } },
    finds: [["error", "options.thresholds.critical_recovery", "must not be above `critical` (`20`)"]],
  },
  {
    shows: "a recovery below a lower limit",
    monitor: { query: "avg(last_5m):avg:a{*} < 20", options: { thresholds: { critical: 20, critical_recovery: 15 } } },
    finds: [["error", "options.thresholds.critical_recovery", "must not be below"]],
  },
  {
    shows: "a warning recovery without a warning",
    monitor: { query: "avg(last_5m):avg:a{*} > 20", options: { thresholds: { critical: 20, warning_recovery: 5 } } },
    finds: [["warning", "options.thresholds.warning_recovery", "there is no `warning`"]],
  },
  {
    shows: "recoveries in order",
    monitor: {
      query: "avg(last_5m):avg:a{*} > 20",
      options: { thresholds: { critical: 20, critical_recovery: 15, warning: 10, warning_recovery: 10 } },
    },
  },
]);
