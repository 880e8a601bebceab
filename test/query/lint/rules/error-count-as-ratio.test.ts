import { checkRule } from "../rule-cases";

checkRule("error-count-as-ratio", [
  {
    shows: "errors per second compared with the share the text names are an error",
    monitor: {
      query: "avg(last_5m):sum:trace.http.request.errors.rate{service:truststream} > 0.05",
      message: "Error rate is above 5% for TrustStream",
    },
    finds: [["error", "query", "is errors per second, `> 0.05` compares it with a share (the text says `5%`)"]],
  },
  {
    shows: "a count compared with a fraction is a warning",
    monitor: { query: "avg(last_5m):avg:trace.rack.request.errors{env:prod} > 0.05" },
    finds: [["warning", "query", "counts errors"]],
  },
  {
    shows: "a rate below one per second is fine where nobody speaks of a share",
    monitor: {
      query: "avg(last_5m):sum:trace.http.request.errors{*}.as_rate() > 0.5",
      message: "one error every two seconds",
    },
  },
  {
    shows: "a ratio is fine",
    monitor: {
      query: "sum(last_5m):sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count() > 0.05",
      message: "above 5%",
    },
  },
  { shows: "whole errors are fine", monitor: { query: "sum(last_5m):sum:trace.a.errors{*}.as_count() > 5" } },
  { shows: "unknown metrics are not judged", monitor: { query: "avg(last_5m):avg:acme.errors{*} > 0.05" } },
]);
