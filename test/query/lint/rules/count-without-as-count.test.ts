import { checkRule } from "../rule-cases";

checkRule("count-without-as-count", [
  {
    shows: "a count read as a gauge",
    monitor: { query: "avg(last_5m):sum:trace.a.hits{*} > 5" },
    finds: [["warning", "query", "`trace.a.hits` is a count (DOC-apm)"]],
  },
  {
    shows: "an anomaly of one, less surely",
    monitor: { query: "avg(last_4h):anomalies(avg:trace.a.hits{*}, 'basic', 2) >= 1" },
    finds: [["info", "query", "without `as_count()`"]],
  },
  {
    shows: "a test for any at all, less surely",
    monitor: { query: "sum(last_1h):max:acme.denials{*} by {site} >= 1" },
    table: "acme.denials\tcount\t",
    finds: [["info", "query", "without `as_count()`"]],
  },
  {
    shows: "a list that calls days a count is doubted",
    monitor: { query: "min(last_1h):min:acme.expires_in{*} by {site} <= 7" },
    table: "acme.expires_in\tcount\tday",
    finds: [["info", "query", "`acme.expires_in` is a count"]],
  },
  { shows: "with as_count", monitor: { query: "sum(last_5m):sum:trace.a.hits{*}.as_count() > 5" } },
  { shows: "with as_rate", monitor: { query: "avg(last_5m):sum:trace.a.hits{*}.as_rate() > 5" } },
  { shows: "with a rollup", monitor: { query: "avg(last_5m):sum:trace.a.hits{*}.rollup(sum, 60) > 5" } },
  { shows: "a gauge", monitor: { query: "avg(last_5m):avg:system.cpu.user{*} > 5" } },
  { shows: "groups counted", monitor: { query: "avg(last_5m):count_nonzero(sum:trace.a.hits{*} by {host}) > 5" } },
  { shows: "a type nobody knows", monitor: { query: "avg(last_5m):avg:acme.hits{*} > 5" }, notChecked: true },
]);
