import { checkRule } from "../rule-cases";

checkRule("omitted-aggregator", [
  {
    shows: "none",
    monitor: { query: "avg(last_5m):a.b{*} > 5" },
    finds: [["info", "query", "`a.b` has no aggregator"]],
    fixed: "avg(last_5m):avg:a.b{*} > 5",
  },
  { shows: "one", monitor: { query: "avg(last_5m):max:a.b{*} > 5" } },
]);
