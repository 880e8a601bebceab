import { checkRule } from "../rule-cases";

checkRule("duplicate-monitor", [
  {
    shows: "the same monitor again",
    monitor: { query: "avg(last_5m):avg:a{*} > 5", name: "A", message: "m" },
    finds: [["warning", "query", "the same as `A`"]],
    beside: [{ type: "query alert", query: "avg( last_5m ):avg:a{*} > 5", name: "A", message: "m" }],
  },
  {
    shows: "another scope",
    monitor: { query: "avg(last_5m):avg:a{env:prod} > 5", name: "A", message: "m" },
    beside: [{ type: "query alert", query: "avg(last_5m):avg:a{*} > 5", name: "A", message: "m" }],
  },
]);
