import { checkRule } from "../rule-cases";

checkRule("group-delay", [
  {
    shows: "no groups",
    monitor: { options: { new_group_delay: 60 } },
    finds: [["error", "options.new_group_delay", "the query has no groups"]],
    fix: { type: "remove", path: "options.new_group_delay" },
  },
  { shows: "groups", monitor: { query: "avg(last_5m):avg:a{*} by {host} > 5", options: { new_group_delay: 60 } } },
  {
    shows: "groups that a placeholder may bring",
    monitor: { query: "avg(last_5m):avg:a${var.scope} > 5", options: { new_group_delay: 60 } },
  },
  { shows: "no delay", monitor: { options: { new_group_delay: 0 } } },
]);
