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
  { shows: "a metric monitor", monitor: { options: { on_missing_data: "resolve" } } },
]);
