import { checkRule } from "../rule-cases";

checkRule("recovery-not-routed", [
  {
    shows: "a pager that never hears of the recovery",
    monitor: { message: "{{#is_alert}}@pagerduty-x{{/is_alert}}" },
    finds: [["warning", "message", "its incident stays open"]],
  },
  {
    shows: "a channel that never hears of it",
    monitor: { message: "{{#is_alert}}@slack-x{{/is_alert}}" },
    finds: [["info", "message", "`@slack-x` is alerted but not told of the recovery"]],
  },
  {
    shows: "both told",
    monitor: { message: "{{#is_alert}}@pagerduty-x{{/is_alert}}{{#is_recovery}}@pagerduty-x{{/is_recovery}}" },
  },
  {
    shows: "the recovery from alerts",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}{{#is_alert_recovery}}@pagerduty-x{{/is_alert_recovery}}",
    },
  },
  { shows: "outside the conditionals", monitor: { message: "@pagerduty-x" } },
  {
    shows: "a placeholder may hold it",
    monitor: { message: "{{#is_alert}}@pagerduty-x{{/is_alert}} ${var.more}" },
    notChecked: true,
  },
]);
