import { checkRule } from "../rule-cases";

checkRule("as-count-on-gauge", [
  {
    shows: "as_count on a gauge",
    monitor: { query: "sum(last_5m):sum:system.mem.used{*}.as_count() > 5" },
    finds: [["warning", "query", "`.as_count()` changes nothing"]],
  },
  { shows: "as_count on a count", monitor: { query: "sum(last_5m):sum:trace.a.hits{*}.as_count() > 5" } },
  { shows: "a type nobody knows", monitor: { query: "sum(last_5m):sum:acme.x{*}.as_count() > 5" }, notChecked: true },
]);
