import { checkRule } from "../rule-cases";

checkRule("misspelt-tag-key", [
  {
    shows: "one letter too many",
    monitor: { query: "avg(last_5m):avg:a{statust:failed} > 0" },
    finds: [["warning", "query", "`statust`"]],
  },
  {
    shows: "two letters swapped",
    monitor: { query: "avg(last_5m):avg:a{sevrice:web} > 0" },
    finds: [["warning", "query", "`sevrice`"]],
  },
  {
    shows: "near a key of the groups",
    monitor: { query: "avg(last_5m):avg:a{acme_tenat:x} by {acme_tenant} > 0" },
    finds: [["warning", "query", "`acme_tenat`"]],
  },
  { shows: "a usual key", monitor: { query: "avg(last_5m):avg:a{status:failed,service:web} > 0" } },
  { shows: "a key of the groups", monitor: { query: "avg(last_5m):avg:a{statust:failed} by {statust} > 0" } },
  { shows: "a plural, which is a key of its own", monitor: { query: "avg(last_5m):avg:a{versions:x,regions:y} > 0" } },
  { shows: "a key of one's own", monitor: { query: "avg(last_5m):avg:a{acme_tenant:x} > 0" } },
]);
