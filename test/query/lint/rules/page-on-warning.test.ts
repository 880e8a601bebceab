import { checkRule } from "../rule-cases";

checkRule("page-on-warning", [
  {
    shows: "a pager outside every conditional",
    monitor: {
      message: "@pagerduty-x {{#is_alert}}a{{/is_alert}}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
    finds: [["warning", "message", "it is called for warnings as for alerts"]],
  },
  {
    shows: "a pager for all but recoveries",
    monitor: {
      message: "{{^is_recovery}}@pagerduty-x{{/is_recovery}}{{#is_alert_recovery}}@pagerduty-x{{/is_alert_recovery}}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
    finds: [["warning", "message", "it is called for warnings as for alerts"]],
  },
  { shows: "without a warning threshold", monitor: { message: "@pagerduty-x" } },
  {
    shows: "for alerts and their recovery",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}{{#is_alert_recovery}}@pagerduty-x{{/is_alert_recovery}}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
  },
  { shows: "a channel", monitor: { message: "@slack-x", options: { thresholds: { critical: 1, warning: 0.5 } } } },
  {
    shows: "a placeholder decides",
    monitor: { message: "@pagerduty-x", options: { thresholds: "${jsonencode(var.t)}" } },
    notChecked: true,
  },
]);
