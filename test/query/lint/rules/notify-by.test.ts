import { checkRule } from "../rule-cases";

checkRule("notify-by", [
  {
    shows: "a key the query does not have",
    monitor: { query: "avg(last_5m):avg:a{*} by {host,env} > 5", options: { notify_by: ["service"] } },
    finds: [["warning", "options.notify_by", "names `service`"]],
  },
  {
    shows: "a key of the groups",
    monitor: { query: "avg(last_5m):avg:a{*} by {host,env} > 5", options: { notify_by: ["env"] } },
  },
  {
    shows: "one notification for all",
    monitor: { query: "avg(last_5m):avg:a{*} by {host} > 5", options: { notify_by: ["*"] } },
  },
  {
    shows: "groups that hold a placeholder",
    monitor: { query: "avg(last_5m):avg:a{*} by {${var.keys}} > 5", options: { notify_by: ["env"] } },
    notChecked: true,
  },
]);
