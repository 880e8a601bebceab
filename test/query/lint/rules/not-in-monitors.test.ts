import { checkRule } from "../rule-cases";

checkRule("not-in-monitors", [
  {
    shows: "a running total",
    monitor: { query: "avg(last_5m):cumsum(avg:a{*}) > 5" },
    finds: [["error", "query", "`cumsum` has no place in a monitor"]],
  },
  {
    shows: "smoothing",
    monitor: { query: "avg(last_5m):autosmooth(avg:a{*}) > 5" },
    finds: [["error", "query", "`autosmooth`"]],
  },
  {
    shows: "the first ten",
    monitor: { query: "avg(last_5m):top(avg:a{*} by {x}, 10, 'mean', 'desc') > 5" },
    finds: [["warning", "query", "`top`"]],
  },
  { shows: "smoothing that is allowed", monitor: { query: "avg(last_5m):ewma_5(avg:a{*}) > 5" } },
]);
