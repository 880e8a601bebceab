import { checkRule } from "../rule-cases";

checkRule("routing-by-attribute", [
  {
    shows: "a handle that depends on an attribute",
    monitor: { message: '{{#is_match "log.attributes.team" "a"}}@slack-a{{/is_match}}' },
    finds: [["warning", "message", "`@slack-a` is told only when `log.attributes.team` matches"]],
  },
  {
    shows: "with a handle for the rest",
    monitor: { message: '{{#is_match "log.attributes.team" "a"}}@slack-a{{else}}@slack-b{{/is_match}}' },
  },
  {
    shows: "a text that depends on an attribute",
    monitor: { message: '{{#is_match "log.attributes.team" "a"}}see A{{/is_match}}' },
  },
  {
    shows: "a group decides",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {env} > 1",
      message: '{{#is_match "env.name" "a"}}@slack-a{{/is_match}}',
    },
  },
]);
