import { checkRule } from "../rule-cases";

checkRule("anomaly-algorithm", [
  {
    shows: "basic with a season",
    monitor: { query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, seasonality='daily') >= 1" },
    finds: [["warning", "query", "`basic` knows no seasons"]],
  },
  {
    shows: "agile without one",
    monitor: { query: "avg(last_4h):anomalies(avg:a{*}, 'agile', 2) >= 1" },
    finds: [["warning", "query", "has no `seasonality`"]],
  },
  {
    shows: "an algorithm nobody knows",
    monitor: { query: "avg(last_4h):anomalies(avg:a{*}, 'agil', 2) >= 1" },
    finds: [["warning", "query", "`agil` is not an algorithm"]],
  },
  {
    shows: "basic",
    monitor: { query: "avg(last_4h):anomalies(avg:a{*}, 'basic', 2, alert_window='last_15m', interval=60) >= 1" },
  },
  {
    shows: "robust with a season",
    monitor: { query: "avg(last_4h):anomalies(avg:a{*}, 'robust', 2, seasonality='weekly') >= 1" },
  },
]);
