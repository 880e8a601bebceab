import { checkRule } from "../rule-cases";

checkRule("anomaly-windows", [
  {
    shows: "windows that fit",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" } },
    },
  },
  {
    shows: "a threshold in percent",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 80",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" } },
    },
    finds: [["error", "query", "`>= 80` is no share"]],
  },
  {
    shows: "a threshold of nothing",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 0",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" } },
    },
    finds: [["error", "query", "no share"]],
  },
  {
    shows: "another trigger window",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: { threshold_windows: { trigger_window: "last_30m", recovery_window: "last_30m" } },
    },
    finds: [
      [
        "error",
        "options.threshold_windows.trigger_window",
        "`trigger_window` is `last_30m` but the query says `alert_window='last_15m'`",
      ],
    ],
  },
  {
    shows: "the same window in other words",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_1h', interval=60) >= 1",
      options: { threshold_windows: { trigger_window: "last_60m", recovery_window: "last_60m" } },
    },
  },
  {
    shows: "a recovery window shorter than what is left of the trigger",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 0.5",
      options: {
        threshold_windows: { trigger_window: "last_30m", recovery_window: "last_10m" },
        thresholds: { critical: 0.5 },
      },
    },
    finds: [
      ["error", "options.threshold_windows.trigger_window", "`last_30m`"],
      ["error", "options.threshold_windows.recovery_window", "in alert and in recovery at once"],
    ],
  },
  {
    shows: "a recovery window longer than the trigger",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_30m" } },
    },
    finds: [["warning", "options.threshold_windows.recovery_window", "longer than"]],
  },
  {
    shows: "no windows",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: {},
    },
    finds: [["warning", "options", "has no `threshold_windows`"]],
  },
  {
    shows: "too few points",
    monitor: {
      query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=300) >= 1",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" } },
    },
    finds: [["warning", "query", "fewer than five points"]],
  },
  {
    shows: "a query window shorter than the alert window",
    monitor: {
      query: "avg(last_5m):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1",
      options: { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_15m" } },
    },
    finds: [["warning", "query", "shorter than its `alert_window`"]],
  },
]);
