import { checkRule } from "../rule-cases";

checkRule("as-count-aggregator", [
  {
    shows: "an average of counts",
    monitor: { query: "avg(last_5m):sum:a{*}.as_count() > 5" },
    finds: [["warning", "query", "`avg` reduces counts of single points"]],
  },
  {
    shows: "the change of an average of counts",
    monitor: { query: "change(avg(last_5m),last_1h):sum:a{*}.as_count() > 5" },
    finds: [["warning", "query", "`avg`"]],
  },
  {
    shows: "an average of counts per hour",
    monitor: { query: "avg(last_1d):sum:a{*}.as_count().rollup(sum, 3600) > 5" },
    finds: [["warning", "query", "documents `as_count()` under `sum` only"]],
  },
  { shows: "a sum", monitor: { query: "sum(last_5m):sum:a{*}.as_count() > 5" } },
  {
    shows: "anomalies, which the vendor heads with avg",
    monitor: { query: "avg(last_4h):anomalies(sum:a{*}.as_count(), 'basic', 2) >= 1" },
  },
]);
