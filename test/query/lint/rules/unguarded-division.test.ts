import { checkRule } from "../rule-cases";

checkRule("unguarded-division", [
  {
    shows: "a ratio of counts",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() / sum:b{*}.as_count() > 0.1" },
    finds: [["info", "query", "nothing guards the ratio"]],
  },
  {
    shows: "a guard",
    monitor: {
      query: "sum(last_5m):sum:a{*}.as_count() / sum:b{*}.as_count() * is_greater(sum:b{*}.as_count(), 15) > 0.1",
    },
  },
  {
    shows: "a sum that is never 0",
    monitor: { query: "sum(last_5m):sum:a{*}.as_count() / (sum:b{*}.as_count() + 1) > 0.1" },
  },
  { shows: "a capacity", monitor: { query: "avg(last_5m):avg:used{*} / avg:total{*} > 0.9" } },
]);
