import { checkRule } from "../rule-cases";

checkRule("several-opsgenie-handles", [
  {
    shows: "two at once",
    monitor: { message: "@opsgenie-A @opsgenie-B" },
    finds: [["warning", "message", "`@opsgenie-A` and `@opsgenie-B` are sent with the same alias"]],
  },
  { shows: "one", monitor: { message: "@opsgenie-A @slack-x" } },
  {
    shows: "one or the other",
    monitor: { message: '{{#is_match "env.name" "a"}}@opsgenie-A{{else}}@opsgenie-B{{/is_match}}' },
  },
]);
