import { checkRule } from "../rule-cases";

checkRule("default-zero-below", [
  {
    shows: "a lower limit",
    monitor: { query: "avg(last_5m):default_zero(avg:a{*}) < 1" },
    finds: [["warning", "query", "missing data becomes 0, which is `< 1`"]],
  },
  {
    shows: "a ratio of counts",
    monitor: { query: "sum(last_5m):default_zero(sum:a{*}.as_count()) / sum:b{*}.as_count() > 0.1" },
    finds: [["warning", "query", "counts without data are 0 already"]],
  },
  { shows: "an upper limit", monitor: { query: "avg(last_5m):default_zero(avg:a{*}) > 1" } },
  { shows: "a limit that 0 does not cross", monitor: { query: "avg(last_5m):default_zero(avg:a{*}) < 0" } },
]);
