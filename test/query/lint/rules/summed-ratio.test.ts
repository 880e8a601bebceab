import { checkRule } from "../rule-cases";

checkRule("summed-ratio", [
  {
    shows: "a ratio of rates, summed",
    monitor: { query: "sum(last_5m):sum:acme.failed{*}.as_rate() / sum:acme.all{*}.as_rate() > 0.05" },
    finds: [["warning", "query", "`sum` adds up the ratios of all points"]],
  },
  {
    shows: "a ratio of counts that are read bare",
    monitor: { query: "sum(last_5m):100 * sum:trace.a.errors{*} / sum:trace.a.hits{*} > 5" },
    finds: [["warning", "query", "without `as_count()`"]],
  },
  {
    shows: "the ratio over the window",
    monitor: { query: "sum(last_5m):sum:acme.failed{*}.as_count() / sum:acme.all{*}.as_count() > 0.05" },
  },
  {
    shows: "an average of ratios",
    monitor: { query: "avg(last_5m):sum:acme.failed{*}.as_rate() / sum:acme.all{*}.as_rate() > 0.05" },
  },
  {
    shows: "gauges, which are another rule's",
    monitor: { query: "sum(last_5m):avg:system.mem.used{*} / avg:system.mem.total{*} > 1" },
  },
  {
    shows: "a rate turned into a rate per minute",
    monitor: { query: "sum(last_5m):sum:acme.failed{*}.as_rate() / 60 > 5" },
  },
]);
