import { checkRule } from "../rule-cases";

const log = (search: string) => `logs("${search}").index("*").rollup("count").last("5m") > 1`;

checkRule("contradictory-scope", [
  {
    shows: "the same condition twice",
    monitor: { query: "avg(last_5m):avg:a{NOT phase:running OR NOT phase:running} > 0" },
    finds: [["warning", "query", "`NOT phase:running` stands twice"]],
  },
  {
    shows: "not the one or not the other",
    monitor: { query: "avg(last_5m):avg:a{NOT phase:running OR NOT phase:succeeded} > 0" },
    finds: [["warning", "query", "lets everything through"]],
  },
  {
    shows: "a condition and its opposite",
    monitor: { query: "avg(last_5m):avg:a{env:prod,!env:prod} > 0" },
    finds: [["warning", "query", "lets nothing through"]],
  },
  {
    shows: "a condition or its opposite",
    monitor: { query: "avg(last_5m):avg:a{env:prod OR NOT env:prod} > 0" },
    finds: [["warning", "query", "lets everything through"]],
  },
  {
    shows: "two values of one key",
    monitor: { query: "avg(last_5m):avg:a{env:prod,env:dev} > 0" },
    finds: [["warning", "query", "only series with both values"]],
  },
  {
    shows: "two environments in a search",
    monitor: { type: "log alert", query: log("status:error env:prod service:a env:production") },
    finds: [["warning", "query", "`env:prod` and `env:production` finds only events with both values"]],
  },
  {
    shows: "two values with a lower-case `or` between them, which another rule tells",
    monitor: { type: "log alert", query: log("status:error or status:critical") },
  },
  {
    shows: "either, other than, and patterns in a search",
    monitor: { type: "log alert", query: log("env:(prod OR dev) env:prod -env:dev env:p* team:a team:b") },
  },
  { shows: "either value", monitor: { query: "avg(last_5m):avg:a{env:prod OR env:dev} > 0" } },
  { shows: "neither value", monitor: { query: "avg(last_5m):avg:a{!env:prod,!env:dev} > 0" } },
  { shows: "two patterns of one key", monitor: { query: "avg(last_5m):avg:a{name:*web*,name:*prod*} > 0" } },
]);
