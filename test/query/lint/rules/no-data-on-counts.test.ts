import { checkRule } from "../rule-cases";

checkRule("no-data-on-counts", [
  {
    shows: "errors that notify when there are none",
    monitor: { query: "sum(last_5m):sum:trace.a.errors{*}.as_count() > 5", options: { notify_no_data: true } },
    finds: [["warning", "options.notify_no_data", "`trace.a.errors` is sent only when something goes wrong"]],
  },
  {
    shows: "errors of one's own code, which no table lists",
    monitor: { query: "sum(last_5m):sum:app.errors{*}.as_count() > 5", options: { notify_no_data: true } },
    table: "acme.x\tgauge\t",
    finds: [["warning", "options.notify_no_data", "`app.errors` is sent only"]],
  },
  {
    shows: "errors an integration collects may come with zeros",
    monitor: { query: "sum(last_5m):sum:app.errors{*}.as_count() > 5", options: { notify_no_data: true } },
    table: "app.errors\tcount\terror",
    finds: [["info", "options.notify_no_data", "`app.errors` may be sent only"]],
  },
  {
    shows: "the newer option",
    monitor: {
      query: "sum(last_5m):sum:app.errors{*}.as_count() > 5",
      options: { on_missing_data: "show_and_notify_no_data" },
    },
    finds: [["info", "options.on_missing_data", "`app.errors`"]],
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
