import { checkRule } from "../rule-cases";

checkRule("event-recovery-threshold", [
  {
    shows: "an event monitor",
    monitor: {
      type: "event-v2 alert",
      query: 'events("a").rollup("count").last("5m") > 5',
      options: { thresholds: { critical: 5, critical_recovery: 2 } },
    },
    finds: [["error", "options.thresholds.critical_recovery", "takes no `critical_recovery`"]],
    fix: { type: "remove", path: "options.thresholds.critical_recovery" },
  },
  {
    shows: "a log monitor, of which no refusal is recorded",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").last("5m") > 5',
      options: { thresholds: { critical: 5, warning_recovery: 2 } },
    },
    finds: [["info", "options.thresholds.warning_recovery", "`log alert`"]],
  },
  {
    shows: "a metric monitor",
    monitor: { query: "avg(last_5m):avg:a{*} > 5", options: { thresholds: { critical: 5, critical_recovery: 2 } } },
  },
  {
    shows: "no recovery",
    monitor: {
      type: "event-v2 alert",
      query: 'events("a").rollup("count").last("5m") > 5',
      options: { thresholds: { critical: 5, critical_recovery: null } },
    },
  },
]);
