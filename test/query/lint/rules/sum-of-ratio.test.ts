import { checkRule } from "../rule-cases";

checkRule("sum-of-ratio", [
  {
    shows: "percentages added over hosts",
    monitor: { query: "avg(last_5m):sum:system.cpu.user{*} > 90" },
    finds: [["warning", "query", "`sum:system.cpu.user` adds values in percent"]],
  },
  { shows: "averaged percentages", monitor: { query: "avg(last_5m):avg:system.cpu.user{*} > 90" } },
  {
    shows: "a quotient of sums",
    monitor: { query: "avg(last_5m):sum:system.cpu.user{*} / sum:system.cpu.num_cores{*} > 90" },
  },
  { shows: "bytes add up", monitor: { query: "avg(last_5m):sum:system.mem.used{*} > 90" } },
  { shows: "a unit nobody knows", monitor: { query: "avg(last_5m):sum:acme.x{*} > 90" }, notChecked: true },
]);
