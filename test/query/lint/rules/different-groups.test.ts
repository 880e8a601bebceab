import { checkRule } from "../rule-cases";

checkRule("different-groups", [
  {
    shows: "other keys",
    monitor: { query: "avg(last_5m):avg:a{*} by {host} / avg:b{*} by {env} > 5" },
    finds: [["warning", "query", "grouped by `host` and by `env`"]],
  },
  {
    shows: "no groups on one side",
    monitor: { query: "avg(last_5m):avg:a{*} by {host} / avg:b{*} > 5" },
    finds: [["info", "query", "the other not at all"]],
  },
  {
    shows: "the same keys in another order",
    monitor: { query: "avg(last_5m):avg:a{*} by {host,env} / avg:b{*} by {env,host} > 5" },
  },
  { shows: "a number", monitor: { query: "avg(last_5m):avg:a{*} by {host} * 100 > 5" } },
]);
