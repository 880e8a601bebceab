import { checkRule } from "../rule-cases";

checkRule("slow-evaluation", [
  { shows: "a day", monitor: { query: "avg(last_1d):avg:a{*} > 5" }, finds: [["info", "query", "every 10 minutes"]] },
  {
    shows: "two days",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").last("2d") > 5' },
    finds: [["info", "query", "every 30 minutes"]],
  },
  {
    shows: "the horizon of a forecast",
    monitor: { query: "max(next_1w):forecast(avg:system.disk.in_use{*} by {host}, 'linear', 1) >= 0.9" },
  },
  { shows: "an hour", monitor: { query: "avg(last_1h):avg:a{*} > 5" } },
]);
