import { checkRule } from "../rule-cases";

checkRule("no-data-on-counts", [
  {
    shows: "errors that notify when there are none",
    monitor: { query: "sum(last_5m):sum:app.errors{*}.as_count() > 5", options: { notify_no_data: true } },
    finds: [["warning", "options.notify_no_data", "`app.errors` is only sent when something goes wrong"]],
  },
  {
    shows: "the newer option",
    monitor: {
      query: "sum(last_5m):sum:app.errors{*}.as_count() > 5",
      options: { on_missing_data: "show_and_notify_no_data" },
    },
    finds: [["warning", "options.on_missing_data", "`app.errors`"]],
  },
  {
    shows: "requests, of which there are always some",
    monitor: { query: "sum(last_5m):sum:app.requests{*}.as_count() > 5", options: { notify_no_data: true } },
  },
  {
    shows: "too few of them",
    monitor: { query: "sum(last_5m):sum:app.errors{*}.as_count() < 5", options: { notify_no_data: true } },
  },
  { shows: "no notification", monitor: { query: "sum(last_5m):sum:app.errors{*}.as_count() > 5" } },
]);
