import { checkRule } from "../rule-cases";

checkRule("warning-not-routed", [
  {
    shows: "a handle for alerts only",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
    finds: [["warning", "message", "`@pagerduty-x` is told of alerts only: nobody hears of a warning"]],
  },
  {
    shows: "a text for alerts only",
    monitor: {
      message: "{{#is_alert}}load is high{{/is_alert}} @slack-x",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
    finds: [["warning", "message", "only `{{#is_alert}}` has a text of its own"]],
  },
  {
    shows: "a text for alerts only, of a check that may never warn",
    monitor: {
      type: "service check",
      query: '"a".over("*").by("*").last(2).count_by_status()',
      message: "{{#is_alert}}down{{/is_alert}} @slack-x",
      options: { thresholds: { critical: 1, warning: 1, ok: 1 } },
    },
    finds: [["info", "message", "only `{{#is_alert}}` has a text of its own"]],
  },
  {
    shows: "a handle for each",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}{{#is_warning}}@slack-x{{/is_warning}}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
  },
  {
    shows: "no warning threshold",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}",
      options: { thresholds: { critical: 1, warning: null } },
    },
  },
  {
    shows: "a placeholder decides",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}}",
      options: { thresholds: { critical: 1, warning: "${var.warning}" } },
    },
    notChecked: true,
  },
  {
    shows: "a placeholder may hold a handle",
    monitor: {
      message: "{{#is_alert}}@pagerduty-x{{/is_alert}} ${var.more}",
      options: { thresholds: { critical: 1, warning: 0.5 } },
    },
    notChecked: true,
  },
]);
