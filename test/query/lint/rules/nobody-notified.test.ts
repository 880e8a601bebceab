import { checkRule } from "../rule-cases";

checkRule("nobody-notified", [
  {
    shows: "no handle",
    monitor: { message: "load is high, mail me@example.com" },
    finds: [["info", "message", "the message has no handle"]],
  },
  { shows: "a handle", monitor: { message: "load is high @slack-ops" } },
  { shows: "a handle inside a conditional", monitor: { message: "{{#is_alert}}@slack-ops{{/is_alert}}" } },
  { shows: "a placeholder may hold one", monitor: { message: "load is high ${var.handles}" } },
]);
