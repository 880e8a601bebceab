import { checkRule } from "../rule-cases";

checkRule("deprecated-metric", [
  {
    shows: "a percentile in the name",
    monitor: { query: "avg(last_5m):avg:trace.rack.request.duration.by.resource_service.99p{*} > 1" },
    finds: [["warning", "query", "is a name of before distributions"]],
  },
  {
    shows: "a count of spans",
    monitor: { query: "sum(last_5m):sum:trace.rack.request.span_count{*}.as_count() > 1" },
    finds: [["warning", "query", "trace.rack.request.span_count"]],
  },
  { shows: "today's names", monitor: { query: "avg(last_5m):p99:trace.rack.request{*} > 1" } },
]);
