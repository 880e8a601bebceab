import { checkRule } from "../rule-cases";

checkRule("stale-number", [
  {
    shows: "a limit of yesterday in the title",
    monitor: {
      query: "avg(last_5m):avg:system.cpu.user{*} > 90",
      name: "CPU (>80%)",
      options: { thresholds: { critical: 90 } },
    },
    finds: [["warning", "name", "the name says `80%`, the threshold is 90 %"]],
  },
  {
    shows: "a fraction told in percent",
    monitor: { query: "avg(last_5m):avg:system.disk.in_use{*} > 0.9", message: "disk usage above 80%" },
    finds: [["info", "message", "the message says `80%`, the threshold is 90 %"]],
  },
  {
    shows: "the warning's limit",
    monitor: {
      query: "avg(last_5m):avg:system.cpu.user{*} > 90",
      message: "above 80% or over 90%",
      options: { thresholds: { critical: 90, warning: 80 } },
    },
  },
  {
    shows: "a duration of the condition",
    monitor: {
      query: "avg(last_5m):avg:mongodb.replset.optime_lag{*} > 60",
      message: "above 60 seconds for more than 5 minutes",
    },
  },
  {
    shows: "an amount that is no limit",
    monitor: { query: "avg(last_5m):avg:system.cpu.user{*} > 90", message: "add 20% capacity" },
  },
  {
    shows: "a unit nobody knows",
    monitor: { query: "avg(last_5m):avg:acme.x{*} > 90", message: "above 80%" },
    notChecked: true,
  },
]);
