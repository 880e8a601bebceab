import { checkRule } from "../rule-cases";

checkRule("match-without-name", [
  {
    shows: "a key without `.name`",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {env} > 1",
      message: '{{#is_match "env" "prod"}}@slack-x{{/is_match}}',
    },
    finds: [["warning", "message", "the name of the group is `env.name`"]],
    fixed: '{{#is_match "env.name" "prod"}}@slack-x{{/is_match}}',
  },
  {
    shows: "with `.name`",
    monitor: {
      query: "avg(last_5m):avg:acme.load{*} by {env} > 1",
      message: '{{#is_match "env.name" "prod"}}x{{/is_match}}',
    },
  },
  { shows: "the value", monitor: { message: '{{#is_exact_match "value" "0"}}x{{/is_exact_match}}' } },
]);
