import { checkRule } from "../rule-cases";

checkRule("always-true", [
  {
    shows: "a count of at least zero",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").last("5m") >= 0' },
    finds: [["error", "query", "`>= 0` always alerts"]],
  },
  {
    shows: "a count below zero",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() < 0" },
    finds: [["error", "query", "`< 0` never alerts"]],
  },
  { shows: "a count of zero", monitor: { query: "sum(last_5m):sum:a{*}.as_count() <= 0" } },
  {
    shows: "a difference, which may be negative",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() - sum:b{*}.as_count() >= 0" },
  },
  {
    shows: "a percentage of at least zero",
    monitor: { query: "avg(last_5m):avg:system.cpu.user{*} by {host} >= 0" },
    finds: [["error", "query", "the value is never negative, so `>= 0` always alerts"]],
  },
  {
    shows: "a percentage below zero",
    monitor: { query: "avg(last_5m):avg:system.cpu.idle{*} by {host} < 0" },
    finds: [["error", "query", "`< 0` never alerts"]],
  },
  { shows: "its change", monitor: { query: "change(avg(last_5m),last_5m):avg:system.cpu.user{*} >= 0" } },
  {
    shows: "a difference of bytes",
    monitor: { query: "avg(last_5m):avg:system.mem.used{*} - avg:system.mem.free{*} >= 0" },
  },
  { shows: "a gauge, which may be negative", monitor: { query: "avg(last_5m):avg:a{*} >= 0" } },
  {
    shows: "an average of events",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("avg", "@x").last("5m") >= 0' },
  },
]);
