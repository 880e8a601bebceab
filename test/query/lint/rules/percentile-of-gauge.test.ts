import { checkRule } from "../rule-cases";

checkRule("percentile-of-gauge", [
  {
    shows: "a percentile of the legacy duration",
    monitor: { query: "avg(last_5m):p95:trace.rack.request.duration{*} > 1" },
    finds: [["warning", "query", "it has no `p95`"]],
  },
  { shows: "a percentile of a distribution", monitor: { query: "avg(last_5m):p95:trace.rack.request{*} > 1" } },
  {
    shows: "a list's gauge may be a distribution",
    monitor: { query: "avg(last_5m):p95:acme.time{*} > 1" },
    table: "acme.time\tgauge\tsecond",
  },
  { shows: "a type nobody knows", monitor: { query: "avg(last_5m):p95:acme.time{*} > 1" }, notChecked: true },
]);
