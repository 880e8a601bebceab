import { checkRule } from "../rule-cases";

checkRule("cancels-out", [
  {
    shows: "a value divided by itself",
    monitor: { query: "avg(last_5m):sum:a{*} / sum:a{*} > 5" },
    finds: [["warning", "query", "always 1"]],
  },
  {
    shows: "a value minus itself",
    monitor: { query: "avg(last_5m):avg:b{*} * (sum:a{*} - sum:a{*}) > 5" },
    finds: [["warning", "query", "always 0"]],
  },
  { shows: "another scope", monitor: { query: "avg(last_5m):sum:a{x:y} / sum:a{*} > 5" } },
  {
    shows: "the question whether there is data",
    monitor: { query: "avg(last_5m):default_zero(sum:a{*}) / default_zero(sum:a{*}) > 5" },
  },
]);
