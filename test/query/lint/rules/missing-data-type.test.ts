import { checkRule } from "../rule-cases";

checkRule("missing-data-type", [
  {
    shows: "a service check",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(3).count_by_status()',
      options: { on_missing_data: "resolve" },
    },
    finds: [["error", "options.on_missing_data", "`service check` has no `on_missing_data`"]],
  },
  {
    shows: "a composite",
    monitor: { type: "composite", query: "1 && 2", options: { on_missing_data: "default" } },
    finds: [["error", "options.on_missing_data", "`composite`"]],
  },
  {
    shows: "a service check beside its own way: the illegal one is removed",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(3).count_by_status()',
      options: { on_missing_data: "show_no_data", notify_no_data: true },
    },
    finds: [["error", "options.on_missing_data", "`service check` has no `on_missing_data`"]],
    fix: { type: "remove", path: "options.on_missing_data" },
  },
  {
    shows: "one that asks for a notification is not removed where nothing else does",
    monitor: { type: "composite", query: "1 && 2", options: { on_missing_data: "show_and_notify_no_data" } },
    finds: [["error", "options.on_missing_data", "`composite`"]],
    noFix: true,
  },
  { shows: "a metric monitor", monitor: { options: { on_missing_data: "resolve" } } },
]);
