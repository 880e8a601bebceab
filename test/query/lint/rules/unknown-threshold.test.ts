import { checkRule } from "../rule-cases";

checkRule("unknown-threshold", [
  {
    shows: "a misspelt key",
    monitor: { query: "avg(last_5m):avg:a{*} > 5", options: { thresholds: { criticial: 5 } } },
    finds: [["warning", "options.thresholds.criticial", "not a threshold"]],
  },
  {
    shows: "ok on a metric monitor",
    monitor: { query: "avg(last_5m):avg:a{*} > 5", options: { thresholds: { critical: 5, ok: 0 } } },
    finds: [["info", "options.thresholds.ok", "only service checks"]],
    fix: { type: "remove", path: "options.thresholds.ok" },
  },
  {
    shows: "a leftover of an old export",
    monitor: {
      query: "avg(last_5m):avg:a{*} > 5",
      options: { thresholds: { critical: 5, timeAggregator: "avg", period: { seconds: 300 } } },
    },
    finds: [
      ["info", "options.thresholds.timeAggregator", "not a threshold"],
      ["info", "options.thresholds.period", "not a threshold"],
    ],
  },
  {
    shows: "ok on a service check",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(3).count_by_status()',
      options: { thresholds: { critical: 1, ok: 1 } },
    },
  },
  {
    shows: "a dynamic threshold",
    monitor: {
      query: "avg(last_5m):avg:a{*} > threshold",
      options: { thresholds: { critical_query: 'formula("2 * query1")' } },
    },
  },
]);
