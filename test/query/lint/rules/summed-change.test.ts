import { checkRule } from "../rule-cases";

checkRule("summed-change", [
  {
    shows: "percentages of a gauge's points, added",
    monitor: { query: "pct_change(sum(last_30m),last_1h):avg:acme.depth{*} > 50" },
    finds: [["warning", "query", "`sum` adds up the percentages"]],
  },
  { shows: "their average", monitor: { query: "pct_change(avg(last_30m),last_1h):avg:acme.depth{*} > 50" } },
  {
    shows: "counts, which are added before they are compared",
    monitor: { query: "pct_change(sum(last_30m),last_1h):sum:acme.done{*}.as_count() > 50" },
  },
  { shows: "differences", monitor: { query: "change(sum(last_30m),last_1h):avg:acme.depth{*} > 50" } },
]);
