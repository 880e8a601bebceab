import { checkRule } from "../rule-cases";

checkRule("interval-longer-than-window", [
  {
    shows: "fewer points than windows",
    monitor: { query: "avg(last_5m):avg:acme.size{*} > 1" },
    table: "acme.size\tgauge\tbyte\t\t900",
    finds: [["warning", "query", "reports every 900 s, the window is 300 s"]],
  },
  {
    shows: "a long window",
    monitor: { query: "avg(last_1h):avg:acme.size{*} > 1" },
    table: "acme.size\tgauge\tbyte\t\t900",
  },
  { shows: "an interval nobody knows", monitor: { query: "avg(last_5m):avg:acme.size{*} > 1" } },
]);
