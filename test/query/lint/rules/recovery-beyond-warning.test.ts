import { checkRule } from "../rule-cases";

checkRule("recovery-beyond-warning", [
  {
    shows: "an alert that recovers below the warning",
    monitor: {
      query: "avg(last_5m):avg:a{*} > 100",
      options: { thresholds: { critical: 100, warning: 80, critical_recovery: 50 } },
    },
    finds: [["warning", "options.thresholds.critical_recovery", "recovers at `50`, beyond the warning at `80`"]],
  },
  {
    shows: "a lower limit",
    monitor: {
      query: "avg(last_5m):avg:a{*} < 10",
      options: { thresholds: { critical: 10, warning: 20, critical_recovery: 30 } },
    },
    finds: [["warning", "options.thresholds.critical_recovery", "`30`"]],
  },
  {
    shows: "an anomaly, where the vendor's form suggests it",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: { thresholds: { critical: 1, warning: 0.5, critical_recovery: 0 } },
    },
    finds: [["info", "options.thresholds.critical_recovery", "`0`"]],
  },
  {
    shows: "a recovery between the two",
    monitor: {
      query: "avg(last_5m):avg:a{*} > 100",
      options: { thresholds: { critical: 100, warning: 80, critical_recovery: 90 } },
    },
  },
]);
