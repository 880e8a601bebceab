import { checkRule } from "../rule-cases";

checkRule("unknown-group-variable", [
  {
    shows: "a variable of an ungrouped monitor",
    monitor: { name: "Load on {{node.name}}", message: "{{node.name}} {{node.name}}" },
    finds: [
      ["error", "name", "the monitor is not grouped, so it has no `node`: this stays empty"],
      ["error", "message", "the monitor is not grouped"],
    ],
  },
  {
    shows: "a reserved key, which an alert may have all the same",
    monitor: { message: '{{host.name}} {{#is_match "env.name" "prod"}}@slack-x{{/is_match}}' },
    finds: [
      ["warning", "message", "so it has no `host`: this may stay empty"],
      ["warning", "message", "so it has no `env`: this condition may never be true"],
    ],
  },
  {
    shows: "a key that is not among the groups",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {func} > 1", message: "{{function.name}}" },
    finds: [["error", "message", "grouped by `func`, not by `function`"]],
  },
  {
    shows: "a condition that is never true",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {host} > 1",
      message: '{{#is_match "role.name" "prod"}}@slack-x{{/is_match}}',
    },
    finds: [["error", "message", "not by `role`: this condition is never true"]],
  },
  {
    shows: "a facet without its sign",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").by("@usr").last("5m") > 1',
      message: "{{usr.name}}",
    },
    finds: [["error", "message", "grouped by `@usr`, not by `usr`"]],
  },
  {
    shows: "groups, brackets, facets",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {host,kube.pod} > 1",
      message: '{{host.name}} {{[kube.pod].name}} {{host.ip}} {{#is_match "host.name" "a"}}x{{/is_match}}',
    },
  },
  {
    shows: "a tag the filter pins",
    monitor: { query: "avg(last_5m):avg:acme.load{env:prod} > 1", message: "{{env.name}}" },
    notChecked: true,
  },
  {
    shows: "what comes with the event",
    monitor: {
      type: "log alert",
      query: 'logs("a").index("*").rollup("count").last("5m") > 1',
      message: "{{event.host.name}} {{log.attributes.user.name}}",
    },
  },
  { shows: "a composite's members", monitor: { type: "composite", query: "1 && 2", message: "{{a.host.name}}" } },
  {
    shows: "groups that a placeholder names",
    monitor: { query: "avg(last_5m):avg:acme.load{*} by {${var.key}} > 1", message: "{{host.name}}" },
    notChecked: true,
  },
  { shows: "a placeholder in the variable", monitor: { message: "{{${var.key}.name}}" } },
  {
    shows: "a letter beyond the members of a composite",
    monitor: {
      type: "composite",
      query: "1 && 2 && 3 && 4",
      message: "{{d.value}} {{e.value}} {{#is_alert}}x{{/is_alert}}",
    },
    finds: [["error", "message", "the composite has 4 monitors, so nothing is called `e`"]],
  },
]);
