import { checkRule } from "../rule-cases";

checkRule("default-zero-missing-data", [
  {
    shows: "a choice that has no effect",
    monitor: { query: "avg(last_5m):default_zero(avg:a{*}) > 5", options: { on_missing_data: "resolve" } },
    finds: [["error", "options.on_missing_data", "`on_missing_data: resolve` has no effect"]],
    fix: { type: "set", path: "options.on_missing_data", value: "default" },
  },
  {
    shows: "the default",
    monitor: { query: "avg(last_5m):default_zero(avg:a{*}) > 5", options: { on_missing_data: "default" } },
  },
  {
    shows: "zeros for a part of the expression",
    monitor: { query: "avg(last_5m):default_zero(avg:a{*}) / avg:b{*} > 5", options: { on_missing_data: "resolve" } },
  },
]);
