import { checkRule } from "../rule-cases";

checkRule("group-not-in-message", [
  {
    shows: "one alert per group, none of them named",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {host} > 1",
      message: "load is high",
      options: { include_tags: false },
    },
    finds: [["warning", "message", "alerts come per `host`"]],
  },
  {
    shows: "named in the title",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {host} > 1",
      name: "Load on {{host.name}}",
      options: { include_tags: false },
    },
  },
  { shows: "the title lists the tags", monitor: { query: "avg(last_5m):avg:acme.load{*} by {host} > 1" } },
  { shows: "one alert for all", monitor: { options: { include_tags: false } } },
]);
