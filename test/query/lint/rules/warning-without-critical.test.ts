import { checkRule } from "../rule-cases";

checkRule("warning-without-critical", [
  {
    shows: "a warning alone",
    monitor: { query: "avg(last_5m):avg:a{*} > 95", options: { thresholds: { warning: 90 } } },
    finds: [["error", "options.thresholds.warning", "`warning` is `90`, but there is no `critical`"]],
    fix: { type: "set", path: "options.thresholds.critical", value: 95 },
  },
  {
    shows: "both",
    monitor: { query: "avg(last_5m):avg:a{*} > 95", options: { thresholds: { warning: 90, critical: 95 } } },
  },
  {
    shows: "a critical that a placeholder gives",
    monitor: { query: "avg(last_5m):avg:a{*} > 95", options: { thresholds: { warning: 90, critical: "${var.x}" } } },
  },
  {
    shows: "a service check",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(3).count_by_status()',
      options: { thresholds: { warning: 1 } },
    },
  },
]);
