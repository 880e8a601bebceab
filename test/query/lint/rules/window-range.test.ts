import { checkRule } from "../rule-cases";

checkRule("window-range", [
  {
    shows: "a window of three days over logs",
    monitor: { type: "log alert", query: 'logs("a").index("*").rollup("count").last("3d") > 5' },
    finds: [["warning", "query", "a window of 3d"]],
  },
  {
    shows: "a minute over spans",
    monitor: { type: "trace-analytics alert", query: 'trace-analytics("a").rollup("count").last("1m") > 5' },
    finds: [["warning", "query", "a window of 1m"]],
  },
  {
    shows: "a short forecast",
    monitor: { query: "max(next_1h):forecast(avg:a{*}, 'linear', 1) >= 5" },
    finds: [["warning", "query", "a forecast"]],
  },
  { shows: "a month of a metric", monitor: { query: "avg(last_1mo):avg:a{*} > 5" } },
  { shows: "a running total", monitor: { query: "avg(current_1mo):avg:a{*} > 5" } },
]);
