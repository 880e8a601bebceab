import { checkRule } from "../rule-cases";

checkRule("unknown-variable", [
  {
    shows: "a misspelt variable",
    monitor: { message: "{{treshold}}" },
    finds: [["warning", "message", "`treshold` is no variable of this monitor"]],
  },
  {
    shows: "a group without `.name`",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {host} > 1", message: "on {{host}} and {{{host}}}" },
    finds: [
      ["warning", "message", "the value of a group is `host.name`"],
      ["warning", "message", "the value of a group is `host.name`"],
    ],
    fixed: "on {{host.name}} and {{{host}}}",
  },
  {
    shows: "a group named twice",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {host} > 1", message: "{{host.host}}" },
    finds: [["warning", "message", "the value of a group is `host.name`"]],
    fixed: "{{host.name}}",
  },
  {
    shows: "a name inside arithmetic",
    monitor: { message: '{{eval "int(value100)"}}' },
    finds: [["warning", "message", "`value100` is no variable"]],
  },
  {
    shows: "an event's field in a metric monitor",
    monitor: { message: "{{log.message}}" },
    finds: [["warning", "message", "`log.message`"]],
  },
  {
    shows: "what every monitor has",
    monitor: {
      message: '{{value}} {{threshold}} {{comparator}} {{last_triggered_at_epoch}} {{eval "value - warn_threshold"}}',
    },
  },
  {
    shows: "what the type has",
    monitor: {
      type: "service check",
      query: '"ntp.in_sync".over("*").by("host").last(2).count_by_status()',
      message: "{{check_message}} {{ok_threshold}}",
    },
  },
  {
    shows: "what the host has",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {host} > 1", message: "{{host.ip}} {{host.rack}}" },
  },
  {
    shows: "a composite's members",
    monitor: { type: "composite", query: "1 && 2", message: "{{a.value}} {{b.status}}" },
  },
]);
