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
  {
    shows: "the variables of dashboards",
    monitor: { query: "avg(last_5m):avg:a{$env,service:$service.value} - avg:b{host IN ($host)} > 5" },
    finds: [
      ["error", "query", "`$env` is a variable of dashboards"],
      ["error", "query", "`service:$service.value`"],
      ["error", "query", "`$host`"],
    ],
  },
  {
    shows: "one in a declared query",
    monitor: {
      query: 'formula("a").last("5m") > 5',
      options: { variables: [{ name: "a", data_source: "metrics", query: "avg:a{$env}" }] },
    },
    finds: [["error", "options.variables.0.query", "`$env`"]],
  },
  {
    shows: "what another tool fills in, and values with a dollar in them",
    monitor: { query: "avg(last_5m):avg:a{${var.filter},$${scope},env:${var.env},sku:a$b} > 5" },
  },
  { shows: "smoothing that is allowed", monitor: { query: "avg(last_5m):ewma_5(avg:a{*}) > 5" } },
]);
