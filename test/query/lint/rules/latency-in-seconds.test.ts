import { checkRule } from "../rule-cases";

checkRule("latency-in-seconds", [
  {
    shows: "milliseconds named in the message are an error",
    monitor: {
      query: "avg(last_10m):avg:trace.http.request.duration{service:truststream} > 2000",
      message: "API response time exceeding 2 seconds",
    },
    finds: [["error", "query", "`> 2000` is 33 minutes, the text says `2 seconds`"]],
  },
  {
    shows: "nanoseconds named in the title are an error",
    monitor: { query: "avg(last_5m):p95:trace.django.request{*} > 500000000", name: "p95 above 500ms" },
    finds: [["error", "query", "the text says `500ms`"]],
  },
  {
    shows: "an implausible limit alone is a warning",
    monitor: { query: "avg(last_5m):p95:trace.django.request{*} > 500" },
    finds: [["warning", "query", "is in seconds"]],
  },
  {
    shows: "seconds are fine",
    monitor: { query: "avg(last_5m):p95:trace.django.request{*} > 2", message: "over 2 seconds" },
  },
  {
    shows: "a limit the text confirms is fine",
    monitor: { query: "avg(last_5m):p95:trace.batch.run{*} > 600", message: "batch takes more than 10 minutes" },
  },
  {
    shows: "milliseconds computed in the query are fine",
    monitor: { query: "avg(last_5m):p95:trace.a{*} * 1000 > 500" },
  },
  { shows: "hits are no latency", monitor: { query: "sum(last_5m):sum:trace.a.hits{*}.as_count() > 5000" } },
]);
