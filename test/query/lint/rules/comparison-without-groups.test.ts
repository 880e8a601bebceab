import { checkRule } from "../rule-cases";

checkRule("comparison-without-groups", [
  {
    shows: "outliers of a single line",
    monitor: { query: "avg(last_1h):outliers(avg:a{env:prod}, 'DBSCAN', 3) > 0" },
    finds: [["error", "query", "`outliers()` compares groups with one another"]],
  },
  { shows: "outliers of groups", monitor: { query: "avg(last_1h):outliers(avg:a{*} by {host}, 'DBSCAN', 3) > 0" } },
  {
    shows: "a count of no groups",
    monitor: { query: "avg(last_1h):count_nonzero(avg:a{env:prod}) < 3" },
    finds: [["warning", "query", "the value is 1 at most"]],
  },
  { shows: "a count of groups", monitor: { query: "avg(last_1h):count_not_null(avg:a{*} by {host}) < 3" } },
  {
    shows: "a declared query, which may be grouped",
    monitor: { type: "log alert", query: 'formula("outliers(a, \'DBSCAN\', 3)").last("1h") > 0' },
  },
  {
    shows: "a placeholder may bring them",
    monitor: { query: "avg(last_1h):outliers(avg:a{*}${var.by}, 'DBSCAN', 3) > 0" },
    notChecked: true,
  },
]);
