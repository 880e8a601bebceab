import { checkRule } from "../rule-cases";

checkRule("composite-no-data", [
  {
    shows: "a member that never says so",
    monitor: { type: "composite", query: "7 && 8", options: { notify_no_data: true } },
    finds: [["warning", "query", "its member `7` never says so"]],
    beside: [{ id: 7, type: "query alert", query: "avg(last_5m):avg:a{*} > 1", options: {} }],
  },
  {
    shows: "a member that does",
    monitor: { type: "composite", query: "7", options: { notify_no_data: true } },
    beside: [
      { id: 7, type: "query alert", query: "avg(last_5m):avg:a{*} > 1", options: { on_missing_data: "show_no_data" } },
    ],
  },
  {
    shows: "a negated member that may have no data",
    monitor: { type: "composite", query: "8 && !7" },
    finds: [["warning", "query", "the negation stays NO DATA while `7` has no data"]],
    beside: [{ id: 7, type: "query alert", query: "avg(last_5m):avg:a{*} > 1", options: { notify_no_data: true } }],
  },
  {
    shows: "members that are not among the monitors",
    monitor: { type: "composite", query: "7 && 8", options: { notify_no_data: true } },
    notChecked: true,
  },
]);
