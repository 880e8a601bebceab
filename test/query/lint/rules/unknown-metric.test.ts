import { checkRule } from "../rule-cases";

checkRule("unknown-metric", [
  {
    shows: "a misspelt name in a listed name space",
    monitor: { query: "avg(last_5m):avg:acme.metric_l1{*} > 1" },
    table: Array.from({ length: 12 }, (_, index) => `acme.metric_${index}\tgauge\t`).join("\n"),
    finds: [["warning", "query", "no list has `acme.metric_l1`"]],
  },
  {
    shows: "a name unlike all others is only told",
    monitor: { query: "avg(last_5m):avg:acme.something_else_entirely{*} > 1" },
    table: Array.from({ length: 12 }, (_, index) => `acme.metric_${index}\tgauge\t`).join("\n"),
    finds: [["info", "query", "12 other names of `acme` are listed"]],
  },
  {
    shows: "a list just begun says nothing",
    monitor: { query: "avg(last_5m):avg:acme.metric_l1{*} > 1" },
    table: "acme.metric_1\tgauge\t",
  },
  {
    shows: "a part of a histogram is known",
    monitor: { query: "avg(last_5m):avg:acme.metric_1.95percentile{*} > 1" },
    table: Array.from({ length: 12 }, (_, index) => `acme.metric_${index}\tgauge\t`).join("\n"),
  },
  {
    shows: "a part of a summary whose other parts are listed is only told",
    monitor: { query: "avg(last_5m):avg:acme.metric_0.quantile{quantile:0.99} > 1" },
    table: Array.from({ length: 12 }, (_, index) => `acme.metric_${index}.sum\tcount\t`).join("\n"),
    finds: [["info", "query", "no list has `acme.metric_0.quantile`"]],
  },
  {
    shows: "a step too many, even where little is listed",
    monitor: { query: "avg(last_5m):avg:acme.queue.depth{*} > 1" },
    table: "acme.depth\tgauge\t",
    finds: [["warning", "query", "no list has `acme.queue.depth`"]],
  },
  {
    shows: "several of one name space are told once",
    monitor: { query: "avg(last_5m):avg:acme.queue.depth{*} + avg:acme.queue.age{*} + avg:acme.queue.depth{*} > 1" },
    table: "acme.depth\tgauge\t\nacme.age\tgauge\t",
    finds: [["warning", "query", "no list has `acme.queue.depth` (nor 1 more of this query)"]],
  },
  { shows: "without a table nothing is judged", monitor: { query: "avg(last_5m):avg:acme.metric_l1{*} > 1" } },
]);
