import { checkRule } from "../rule-cases";

checkRule("fraction-or-percent", [
  {
    shows: "a fraction compared with a percentage",
    monitor: { query: "avg(last_5m):avg:postgresql.percent_usage_connections{*} > 80" },
    finds: [["warning", "query", "`> 80` is never reached"]],
    hint: "Write `> 0.8`, or multiply",
  },
  {
    shows: "a fraction that may be 120 % or 1.2 %",
    monitor: { query: "avg(last_5m):avg:system.disk.in_use{*} > 1.2" },
    finds: [["warning", "query", "`> 1.2` is never reached"]],
    hint: "`1.2` is 120 %: write a limit below 1, e.g. `> 0.9` (for 1.2 % it is `0.012`)",
  },
  {
    shows: "a fraction that is always below a percentage",
    monitor: { query: "avg(last_5m):avg:system.mem.pct_usable{*} < 10" },
    finds: [["warning", "query", "`< 10` is always true"]],
  },
  {
    shows: "a percentage compared with a fraction",
    monitor: { query: "avg(last_5m):avg:system.cpu.user{*} > 0.9" },
    finds: [["warning", "query", "`> 0.9` is less than one percent"]],
  },
  { shows: "one percent may be meant", monitor: { query: "avg(last_5m):avg:system.cpu.iowait{*} > 1" } },
  { shows: "a multiplied fraction", monitor: { query: "avg(last_5m):avg:system.disk.in_use{*} * 100 > 90" } },
  { shows: "ratios that go beyond one", monitor: { query: "avg(last_5m):avg:redis.mem.fragmentation_ratio{*} > 1.5" } },
  {
    shows: "anomalies are compared as a share of points",
    monitor: { query: "avg(last_4h):anomalies(avg:system.cpu.user{*}, 'basic', 2) >= 1" },
  },
  { shows: "a unit nobody knows", monitor: { query: "avg(last_5m):avg:acme.load{*} > 1" }, notChecked: true },
]);
