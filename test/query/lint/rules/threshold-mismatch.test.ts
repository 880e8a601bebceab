import { checkRule } from "../rule-cases";

checkRule("threshold-mismatch", [
  {
    shows: "two numbers",
    monitor: { query: "avg(last_5m):avg:a{*} > 95", options: { thresholds: { critical: 90 } } },
    finds: [["error", "options.thresholds.critical", "`critical` is `90` but the query ends in `> 95`"]],
    fix: { type: "set", path: "options.thresholds.critical", value: 95 },
  },
  { shows: "one number", monitor: { query: "avg(last_5m):avg:a{*} > 95", options: { thresholds: { critical: 95 } } } },
  {
    shows: "the same number written in another way",
    monitor: { query: "avg(last_5m):avg:a{*} > 95.0", options: { thresholds: { critical: "95" } } },
  },
  { shows: "no thresholds, which is allowed", monitor: { query: "avg(last_5m):avg:a{*} > 95", options: {} } },
  {
    shows: "a composite's null",
    monitor: { type: "composite", query: "1 && 2", options: { thresholds: { critical: null } } },
  },
  {
    shows: "a placeholder in the query",
    monitor: { query: "avg(last_5m):avg:a{*} > ${var.x}", options: { thresholds: { critical: 5 } } },
    notChecked: true,
  },
  {
    shows: "a placeholder in the options",
    monitor: { query: "avg(last_5m):avg:a{*} > 5", options: { thresholds: { critical: "${var.x}" } } },
    notChecked: true,
  },
  {
    shows: "an event query",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").last("5m") > 5',
      options: { thresholds: { critical: 6 } },
    },
    finds: [["error", "options.thresholds.critical", "`6`"]],
  },
]);
