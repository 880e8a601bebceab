import { checkRule } from "../rule-cases";

checkRule("mixed-units", [
  {
    shows: "unlike units added",
    monitor: { query: "avg(last_5m):avg:system.mem.used{*} + avg:system.cpu.user{*} > 5" },
    finds: [["warning", "query", "`+` adds percent to byte"]],
  },
  {
    shows: "one dimension on two scales divided",
    monitor: { query: "avg(last_5m):avg:kubernetes.cpu.usage.total{*} / avg:kubernetes.cpu.limits{*} > 0.9" },
    finds: [["warning", "query", "nanocore divided by core: the quotient is 1000000000 times too large"]],
  },
  {
    shows: "the factor is there",
    monitor: {
      query: "avg(last_5m):avg:kubernetes.cpu.usage.total{*} / 1000000000 / avg:kubernetes.cpu.limits{*} > 0.9",
    },
  },
  { shows: "equal units", monitor: { query: "avg(last_5m):avg:system.cpu.user{*} + avg:system.cpu.system{*} > 90" } },
  {
    shows: "a unit nobody knows",
    monitor: { query: "avg(last_5m):avg:acme.a{*} + avg:acme.b{*} > 5" },
    notChecked: true,
  },
]);
