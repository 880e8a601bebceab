import { checkRule } from "../rule-cases";

checkRule("upper-case-tag", [
  {
    shows: "a value with capitals",
    monitor: { query: "avg(last_5m):avg:a{env:Prod} > 0" },
    finds: [["warning", "query", "`env:Prod` has capitals"]],
    fixed: "avg(last_5m):avg:a{env:prod} > 0",
  },
  {
    shows: "a key with capitals",
    monitor: { query: "avg(last_5m):avg:a{!Env:prod} > 0" },
    finds: [["warning", "query", "`Env:prod`"]],
  },
  { shows: "no capitals", monitor: { query: "avg(last_5m):avg:a.B{env:prod} > 0" } },
  { shows: "a placeholder", monitor: { query: "avg(last_5m):avg:a{env:${var.Env}} > 0" } },
]);
