import { checkRule } from "../rule-cases";

checkRule("costly-group", [
  {
    shows: "a container",
    monitor: { query: "avg(last_5m):avg:a{*} by {service,container_id} > 5" },
    finds: [["warning", "query", "`container_id`"]],
  },
  { shows: "a service", monitor: { query: "avg(last_5m):avg:a{*} by {service} > 5" } },
  {
    shows: "attackers, who are to be told apart",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").by("@network.client.ip").last("5m") > 5',
    },
  },
]);
