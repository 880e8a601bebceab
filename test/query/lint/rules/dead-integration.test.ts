import { checkRule } from "../rule-cases";

checkRule("dead-integration", [
  {
    shows: "HipChat",
    monitor: { message: "Notify: @hipchat-channel" },
    finds: [["warning", "message", "HipChat was shut down in 2019"]],
  },
  { shows: "Slack", monitor: { message: "Notify: @slack-channel" } },
]);
