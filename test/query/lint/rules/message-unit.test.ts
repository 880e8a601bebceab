import { checkRule } from "../rule-cases";

checkRule("message-unit", [
  {
    shows: "a fraction shown as percent",
    monitor: {
      query: "avg(last_5m):avg:system.disk.in_use{*} by {host} > 0.9",
      message: "Disk at {{value}}% of {{host.name}}",
    },
    finds: [["warning", "message", "`{{value}}` is in fraction, the message says `percent`"]],
    fixed: 'Disk at {{eval "value*100"}}% of {{host.name}}',
  },
  {
    shows: "milliseconds shown as seconds",
    monitor: { query: "avg(last_5m):avg:redis.info.latency_ms{*} > 200", message: "{{value}} seconds" },
    finds: [["warning", "message", "is in millisecond, the message says `second`"]],
    fixed: '{{eval "value/1000"}} seconds',
  },
  {
    shows: "arithmetic is followed",
    monitor: {
      query: "avg(last_5m):avg:system.mem.used{*} > 8589934592",
      message: '{{eval "value/1073741824"}} GB, {{eval "round(value/1024, 1)"}} GB',
    },
    finds: [["warning", "message", "is in kibibyte, the message says `gigabyte`"]],
  },
  {
    shows: "a difference shown as percent",
    monitor: {
      query: "change(avg(last_5m),last_1h):avg:postgresql.connections{*} > 25",
      name: "up {{value}}%",
      message: "",
    },
    finds: [["warning", "name", "is in connection, the name says `percent`"]],
  },
  {
    shows: "the same mistake twice is told once",
    monitor: { query: "avg(last_5m):avg:acme.took{*} > 10", message: "{{value}} s, limit {{threshold}} s" },
    table: "acme.took\tgauge\tnanosecond",
    finds: [["warning", "message", "`{{value}}` is in nanosecond, the message says `second`"]],
  },
  {
    shows: "a list's seconds against a message's milliseconds, where the threshold fits the message",
    monitor: { query: "avg(last_5m):avg:acme.took{*} > 1000", message: "{{value}} ms" },
    table: "acme.took\tgauge\tsecond",
    notChecked: true,
  },
  {
    shows: "and where it fits the list",
    monitor: { query: "avg(last_5m):avg:acme.took{*} > 2", message: "{{value}} ms" },
    table: "acme.took\tgauge\tsecond",
    finds: [["warning", "message", "`{{value}}` is in second, the message says `millisecond`"]],
  },
  {
    shows: "a mean time, which nobody calls seconds per query",
    monitor: {
      query: "sum(last_5m):sum:acme.took{*}.as_count() / sum:acme.calls{*}.as_count() > 2",
      message: "{{value}} s",
    },
    table: "acme.took\tcount\tsecond\nacme.calls\tcount\tquery",
  },
  {
    shows: "a mean time in another unit",
    monitor: {
      query: "sum(last_5m):sum:acme.took{*}.as_count() / sum:acme.calls{*}.as_count() > 2",
      message: "{{value}} s",
    },
    table: "acme.took\tcount\tnanosecond\nacme.calls\tcount\tquery",
    finds: [["warning", "message", "is in nanosecond/unit, the message says `second`"]],
  },
  {
    shows: "the right unit",
    monitor: { query: "avg(last_5m):avg:system.cpu.user{*} > 90", message: "{{value}}% over {{threshold}} %" },
  },
  {
    shows: "a percentage of counts",
    monitor: {
      query: "sum(last_5m):100 * sum:trace.a.errors{*}.as_count() / sum:trace.a.hits{*}.as_count() > 5",
      message: "{{value}}%",
    },
  },
  {
    shows: "a relative change is in percent",
    monitor: { query: "pct_change(avg(last_5m),last_1h):avg:acme.x{*} > 25", message: "{{value}}%" },
  },
  {
    shows: "a unit nobody knows",
    monitor: { query: "avg(last_5m):avg:acme.load{*} > 1", message: "{{value}}%" },
    notChecked: true,
  },
  {
    shows: "a table that contradicts the metric's name",
    monitor: { query: "avg(last_5m):avg:acme.used_pct{*} > 1", message: "{{value}}%" },
    table: "acme.used_pct\tgauge\tfraction",
    notChecked: true,
  },
  {
    shows: "no unit behind the value",
    monitor: { query: "avg(last_5m):avg:system.disk.in_use{*} > 0.9", message: "{{value}} is high, 5% of all" },
  },
]);
