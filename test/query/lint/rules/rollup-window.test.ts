import { checkRule } from "../rule-cases";

checkRule("rollup-window", [
  {
    shows: "longer than the window",
    monitor: { query: "avg(last_5m):avg:a{*}.rollup(avg, 600) > 5" },
    finds: [["warning", "query", "does not fit into a window of 300 seconds"]],
  },
  {
    shows: "one that does not divide it",
    monitor: { query: "avg(last_5m):avg:a{*}.rollup(avg, 120) > 5" },
    finds: [["warning", "query", "does not divide"]],
  },
  { shows: "one that divides it", monitor: { query: "avg(last_5m):avg:a{*}.rollup(avg, 60) > 5" } },
  {
    shows: "around an expression",
    monitor: { query: "avg(last_5m):(avg:a{*} / avg:b{*}).rollup(avg, 900) > 5" },
    finds: [["warning", "query", "900 seconds"]],
  },
]);
