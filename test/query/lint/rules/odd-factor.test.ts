import { checkRule } from "../rule-cases";

checkRule("odd-factor", [
  {
    shows: "a hundred times a duration",
    monitor: { query: "avg(last_5m):100 * avg:mongodb.replset.optime_lag{*} by {member} > 120" },
    finds: [["warning", "query", "multiplies second by 100"]],
  },
  {
    shows: "a hundred times a percentage",
    monitor: { query: "avg(last_5m):avg:system.cpu.user{*} * 100 > 90" },
    finds: [["warning", "query", "multiplies percent by 100"]],
  },
  { shows: "a conversion", monitor: { query: "avg(last_5m):avg:mongodb.replset.optime_lag{*} * 1000 > 120" } },
  {
    shows: "a percentage of counts",
    monitor: { query: "sum(last_5m):100 * sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count() > 5" },
  },
  { shows: "a weight", monitor: { query: "avg(last_5m):avg:mongodb.replset.optime_lag{*} * 1.5 > 120" } },
  { shows: "a unit nobody knows", monitor: { query: "avg(last_5m):100 * avg:acme.lag{*} > 120" }, notChecked: true },
]);
