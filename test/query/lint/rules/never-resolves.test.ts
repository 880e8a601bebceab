import { checkRule } from "../rule-cases";

const TABLE = "acme.listed_errors\tgauge\t";

checkRule("never-resolves", [
  {
    shows: "a cloud's errors, which come only when there are some",
    monitor: { query: "max(last_5m):max:gcp.acme.errors{*} by {project_id} > 0" },
    finds: [["warning", "query", "after the last time nothing ends the alert"]],
  },
  {
    shows: "errors of one's own code, which no table lists",
    monitor: { query: "max(last_5m):max:shop.checkout.failed{*} > 0" },
    table: TABLE,
    finds: [["warning", "query", "`shop.checkout.failed` is in no list: if it is sent only when something goes wrong"]],
  },
  {
    shows: "a change, which falls back by itself",
    monitor: { query: "change(max(last_5m),last_5m):max:shop.checkout.failed{*} > 0" },
    table: TABLE,
  },
  {
    shows: "what an integration collects, whether the table has it or not",
    monitor: { query: "max(last_5m):max:kubernetes.containers.restarts{*} > 3" },
    table: TABLE,
  },
  {
    shows: "a counter of Prometheus, which is always scraped",
    monitor: { query: "max(last_5m):max:shop_errors_total{*} > 0" },
    table: TABLE,
  },
  { shows: "a metric that may come with zeros", monitor: { query: "max(last_5m):max:shop.checkout.failed{*} > 0" } },
  {
    shows: "counts, whose missing data is 0",
    monitor: { query: "sum(last_5m):sum:shop.checkout.failed{*}.as_count() > 0" },
    table: TABLE,
  },
  {
    shows: "gaps filled",
    monitor: { query: "max(last_5m):default_zero(max:shop.checkout.failed{*}) > 0" },
    table: TABLE,
  },
  {
    shows: "missing data that resolves",
    monitor: { query: "max(last_5m):max:shop.checkout.failed{*} > 0", options: { on_missing_data: "resolve" } },
    table: TABLE,
  },
  {
    shows: "a time after which it resolves",
    monitor: { query: "max(last_5m):max:shop.checkout.failed{*} > 0", options: { timeout_h: 1 } },
    table: TABLE,
  },
  { shows: "what is always there", monitor: { query: "max(last_5m):max:shop.checkout.open{*} > 0" }, table: TABLE },
]);
