import { checkRule } from "../rule-cases";

checkRule("no-data-unannounced", [
  {
    shows: "conditionals for everything else",
    monitor: { message: "{{#is_alert}}high{{/is_alert}}", options: { notify_no_data: true } },
    finds: [["warning", "message", "no text says so: the notification arrives without one"]],
  },
  {
    shows: "a text for every state that speaks of one",
    monitor: { message: "Load is high.\n{{#is_alert}}Look now.{{/is_alert}}", options: { notify_no_data: true } },
    finds: [["warning", "message", "no text says so: the message reads as if the condition were met"]],
  },
  {
    shows: "the newer option",
    monitor: {
      message: "{{#is_alert}}high{{/is_alert}} @slack-x",
      options: { on_missing_data: "show_and_notify_no_data" },
    },
    finds: [["warning", "message", "no text says so"]],
  },
  {
    shows: "with a text",
    monitor: {
      message: "{{#is_alert}}high{{/is_alert}}{{#is_no_data}}silent{{/is_no_data}}",
      options: { notify_no_data: true },
    },
  },
  { shows: "no conditionals at all", monitor: { message: "look at it", options: { notify_no_data: true } } },
  {
    shows: "no notification",
    monitor: { message: "{{#is_alert}}high{{/is_alert}}", options: { notify_no_data: false } },
  },
]);
