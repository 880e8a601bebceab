import { checkRule } from "../rule-cases";

checkRule("average-of-counts", [
  {
    shows: "avg in front of a count",
    monitor: { query: "sum(last_5m):avg:a{*}.as_count() > 5" },
    finds: [["warning", "query", "`avg:` averages it"]],
  },
  {
    shows: "no aggregator, which is avg",
    monitor: { query: "sum(last_5m):a{*}.as_count() > 5" },
    finds: [["warning", "query", "no aggregator"]],
  },
  { shows: "sum in front of a count", monitor: { query: "sum(last_5m):sum:a{*}.as_count() > 5" } },
]);
