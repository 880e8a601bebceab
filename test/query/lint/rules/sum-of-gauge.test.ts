import { checkRule } from "../rule-cases";

checkRule("sum-of-gauge", [
  {
    shows: "points of a gauge added up",
    monitor: { query: "sum(last_5m):max:system.processes.number{*} > 5" },
    finds: [["warning", "query", "adds up every point of the gauge `system.processes.number`"]],
  },
  { shows: "events added up", monitor: { query: "sum(last_5m):sum:trace.a.hits{*}.as_count() > 5" } },
  { shows: "an average of a gauge", monitor: { query: "avg(last_5m):sum:system.processes.number{*} > 5" } },
  {
    shows: "a rollup that says how",
    monitor: { query: "sum(last_5m):max:system.processes.number{*}.rollup(max, 60) > 5" },
  },
  { shows: "a type nobody knows", monitor: { query: "sum(last_5m):max:acme.x{*} > 5" }, notChecked: true },
]);
