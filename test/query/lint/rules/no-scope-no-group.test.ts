import { checkRule } from "../rule-cases";

checkRule("no-scope-no-group", [
  {
    shows: "everything at once",
    monitor: { query: "avg(last_5m):avg:a{*} > 5" },
    finds: [["info", "query", "`a` is watched over everything at once"]],
  },
  { shows: "a scope", monitor: { query: "avg(last_5m):avg:a{env:prod} > 5" } },
  { shows: "groups", monitor: { query: "avg(last_5m):avg:a{*} by {host} > 5" } },
]);
