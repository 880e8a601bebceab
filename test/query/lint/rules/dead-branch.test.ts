import { checkRule } from "../rule-cases";

checkRule("dead-branch", [
  {
    shows: "a warning text without a warning threshold",
    monitor: { message: "{{#is_warning}}careful{{/is_warning}}" },
    finds: [["warning", "message", "`is_warning` is never true: there is no warning threshold"]],
  },
  {
    shows: "a no-data text without the notification",
    monitor: { message: "{{#is_no_data}}silent{{/is_no_data}}", options: { on_missing_data: "show_no_data" } },
    finds: [["warning", "message", "`is_no_data` is never true"]],
  },
  {
    shows: "an unknown text outside service checks",
    monitor: { message: "{{#is_unknown}}?{{/is_unknown}}" },
    finds: [["warning", "message", "only service checks"]],
  },
  {
    shows: "with threshold and notification",
    monitor: {
      message: "{{#is_warning}}a{{/is_warning}}{{#is_no_data}}b{{/is_no_data}}",
      options: { thresholds: { critical: 1, warning: 0.5 }, notify_no_data: true },
    },
  },
  {
    shows: "a service check warns by itself",
    monitor: {
      type: "service check",
      query: '"ntp.in_sync".over("*").by("host").last(2).count_by_status()',
      message: "{{#is_warning}}a{{/is_warning}}{{#is_unknown}}b{{/is_unknown}}",
    },
  },
  { shows: "a negation", monitor: { message: "{{^is_warning}}a{{/is_warning}}" } },
  {
    shows: "a placeholder decides",
    monitor: { message: "{{#is_no_data}}a{{/is_no_data}}", options: { notify_no_data: "${var.n}" } },
    notChecked: true,
  },
]);
